import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.folding import key_of
from geo.likeness import consonants_of, difference

arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", max_size=12)


@pytest.mark.parametrize(
    "one, other, reason",
    [
        ("ريحانك", "ريحاناك", "the letter of a long vowel"),
        ("طلحة", "طلحا", "ta marbuta for alef"),
        ("تل الكصيبة", "تل القصيبة", "a consonant that dialects merge"),
        ("حصة صغير", "حصة الصغيرة", "an adjective without its ending"),
        ("الرملةة", "الرملة", "a letter typed twice"),
    ],
)
def test_writers_of_one_name_agree_on_its_consonants(one: str, other: str, reason: str) -> None:
    assert consonants_of(key_of(one)) == consonants_of(key_of(other)), reason
    assert difference(key_of(one), key_of(other)) < 0.5


def test_another_consonant_is_another_name() -> None:
    assert consonants_of("سرمين") != consonants_of("سرحين")
    assert difference("سرمين", "سرحين") == 1


def test_the_first_letter_of_a_name_is_seldom_changed() -> None:
    assert difference("واصل", "اصل") > difference("حواصل", "حاصل")


@given(arabic, arabic)
def test_a_difference_is_the_same_both_ways_and_none_from_itself(one: str, other: str) -> None:
    assert difference(one, one) == 0
    assert difference(one, other) == pytest.approx(difference(other, one))
