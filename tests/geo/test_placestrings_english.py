import pytest

from geo import placestrings
from geo.api import geocode
from geo.scopes import province_across_the_border


@pytest.mark.parametrize(
    "text, plain, setting",
    [
        ("Karam Rahma neighbourhood", "karam rahma", "urban"),
        ("Al Rahma Mosque", "al rahma", "urban"),
        ("Vicinity of Qamar", "qamar", "around"),
        ("Hasakah Junction", "hasakah", "near"),
        ("Abu Kamal countryside", "abu kamal", "countryside"),
        ("Outskirts of the town of Raqqa", "raqqa", "around"),
        ("Mosque", "mosque", ""),
    ],
)
def test_english_says_the_setting_at_either_end(text: str, plain: str, setting: str) -> None:
    name = placestrings.read(text).names[0]
    assert (name.plain, name.setting) == (plain, setting)


@pytest.mark.usefixtures("small_index")
def test_an_unknown_street_is_in_the_seat_of_the_hinted_province() -> None:
    best = geocode("Karam Rahma street", country="SY", admin1="Deir ez-Zor").candidates[0]
    assert best.place.id == 170794


def test_a_hint_across_the_border_is_followed_and_a_far_one_is_not(small_index, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert province_across_the_border(small_index, "Baghdad", "SY")[0] == "SY"
    monkeypatch.setattr("geo.scopes._ACROSS_M", 500_000)
    country, scope = province_across_the_border(small_index, "Baghdad", "SY")
    assert country == "IQ" and scope.areas == {98180}
    assert province_across_the_border(small_index, "Baghdad", "FR")[0] == "FR"


def test_a_string_of_thirty_parts_is_asked_for_few_of_them_and_for_none_twice() -> None:
    string = placestrings.read("San José, " * 30 + ", ".join(f"Santa Ana {number}" for number in range(30)))
    assert len(string.wheres) == len(set(string.wheres)) == 6
