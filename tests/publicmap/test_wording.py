"""Facts in words: never more precise than they are known."""

import pytest
from django.utils.translation import override

from publicmap.wording import country_name, distance_words, toll_words


@pytest.fixture(autouse=True)
def _in_english():
    """Whatever language the page of an earlier test was in."""
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (None, "not stated"),
        ((None, None), "not stated"),
        ((0, 0), "none reported"),
        ((None, 0), "none reported"),
        ((12, 12), "12"),
        ((3, 5), "3–5"),
        ((1, None), "at least 1"),
        ((None, 4), "up to 4"),
    ],
)
def test_nothing_stated_is_not_nobody(bounds, words: str) -> None:
    assert toll_words(bounds) == words


def test_distances_are_round() -> None:
    assert [distance_words(metres) for metres in (500, 1000, 24_900)] == ["500 m", "1 km", "25 km"]


def test_a_country_that_cldr_does_not_know_keeps_its_code() -> None:
    assert (country_name("SY"), country_name("XX")) == ("Syria", "XX")
