"""What the names beside a name say of it."""

import pytest

from geo.api import geoparse
from geo.facts import Toponym

pytestmark = pytest.mark.usefixtures("small_index")

CALIFORNIA, ITS_NAMESAKE = 5332921, 5182534


def first(text: str) -> Toponym:
    return geoparse(text).toponyms[0]


def test_california_is_the_state_whatever_state_is_named_as_well() -> None:
    assert first("Fires burn in California. Snow fell in Pennsylvania.").place_id == CALIFORNIA


@pytest.mark.parametrize("text", ["He lives in California, Pennsylvania.", "The town of California in Pennsylvania"])
def test_the_state_after_a_town_says_which_town(text: str) -> None:
    assert first(text).place_id == ITS_NAMESAKE


@pytest.mark.parametrize("text", ["انفجار في الرقة بالكويت", "انفجار في الرقة في الكويت", "انفجار في الرقة، الكويت"])
def test_the_country_after_a_town_says_which_town(text: str) -> None:
    assert first(text).place_id == 285787


def test_among_states_new_york_is_a_state_and_alone_the_city() -> None:
    listed = geoparse("Cases were found in Texas, New York and California.").toponyms
    assert [toponym.kind for toponym in listed] == ["adm1", "adm1", "adm1"]
    assert first("The mayor of New York spoke.").kind == "settlement"


def test_a_list_of_states_is_no_town_in_a_state() -> None:
    assert geoparse("Texas, California, Pennsylvania").toponyms[1].place_id == CALIFORNIA
