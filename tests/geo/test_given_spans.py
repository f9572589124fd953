"""What an editor or a data set marks holds more than the bare name."""

import pytest

from geo.api import geoparse
from geo.folding import key_of_folded, unglued_keys

pytestmark = pytest.mark.usefixtures("small_index")


def resolved(marked: str) -> int | None:
    (toponym,) = geoparse(marked, spans=[(0, len(marked))]).toponyms
    return toponym.place_id


@pytest.mark.parametrize(
    ("marked", "place_id"),
    [
        ("بالعراق", 99237),
        ("ودولة العراق", 99237),
        ("للعراق الشقيق", 99237),
        ("#دير_الزور", 170794),
        ("دولة #الكويت", 285570),
        ("شمال سوريا", 163843),
    ],
)
def test_a_clitic_a_kind_or_a_hashtag_hides_no_name(marked: str, place_id: int) -> None:
    assert resolved(marked) == place_id


def test_the_harbour_of_a_city_is_in_the_city() -> None:
    assert resolved("مرفأ الرقة") in (172955, 172957)


def test_two_words_written_as_one_are_the_same_name() -> None:
    assert key_of_folded("حفر الباطن") in unglued_keys("حفرالباطن")
    assert resolved("ديرالزور") in (170794, 170792)
