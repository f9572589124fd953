"""Place strings with the governorate as a hint: inside it a like spelling is enough, outside it a name says little."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from geo import indexing
from geo.api import geocode
from geo.facts import Candidate
from geo.loading import load
from tests.geo.conftest import row_of

# id, name, kind, country, admin1, parent, latitude, longitude, population, other names
VILLAGES = [
    (1001, "Şarī‘ah", "settlement", "SY", "07", 170792, 35.20, 40.30, 0, "الصريعة"),
    (1002, "Mahdūm", "settlement", "SY", "07", 170792, 35.25, 40.35, 0, "Mahdum"),
    (1003, "Zaytūnāk", "settlement", "SY", "07", 170792, 35.30, 40.40, 0, "زيتوناك"),
    (1004, "Rasm Qirq", "settlement", "SY", "07", 170792, 35.32, 40.42, 0, "رسم قرق مغار"),
    (1005, "Muḩaysin", "adm3", "SY", "07", 170792, 35.00, 40.10, 0, "محيسن"),
    (1006, "Mūḩ Ḩasan", "settlement", "SY", "07", 170792, 35.25, 40.30, 0, "محيسن"),
    (1007, "Shams Kabīrah", "settlement", "SY", "07", 170792, 35.40, 40.00, 0, "شمسية كبيرة"),
    (1008, "Al Ḩamīdīyah", "settlement", "SY", "04", 172957, 36.30, 38.60, 0, "الحميدية"),
    (1009, "Al Ḩawā’ij", "settlement", "SY", "04", 172957, 35.345, 40.10, 0, "الحوائج"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def villages(places: None, settings: Settings, tmp_path: Path) -> None:
    load("villages", "1", [row_of(*village) for village in VILLAGES])
    settings.DATA_DIR = tmp_path
    indexing.build()


def best(query: str, admin1: str | None = "دير الزور") -> Candidate:
    return geocode(query, country="SY", admin1=admin1).candidates[0]


@pytest.mark.parametrize(
    "query, number",
    [
        ("صريعا", 1001),  # the end of the word
        ("المهدوم", 1002),  # known in Latin letters alone
        ("زيتونك", 1003),  # the letter of a long vowel
        ("رسم قرف مغار", 1004),  # a slip of the pen
        ("الشمسية", 1007),  # the village of a part
    ],
)
def test_inside_the_hint_a_like_spelling_is_enough(query: str, number: int) -> None:
    assert best(query).place.id == number


def test_a_village_of_the_name_in_another_province_is_not_the_one_meant() -> None:
    assert best("الحميدية").place.id == 170792
    assert best("الحميدية", admin1=None).place.id == 1008


def test_but_what_touches_a_town_of_the_province_may_lie_across_its_border() -> None:
    assert best("الحوائج").place.id == 1009


def test_without_a_word_of_kind_the_seat_is_meant_not_its_district() -> None:
    assert best("محيسن").place.id == 1006
    assert best("ناحية محيسن").place.id == 1005


@pytest.mark.parametrize("query", ["حي الحميدية", "شارع بورسعيد", "دوار المصرية، دير الزور"])
def test_a_site_of_a_town_is_in_the_seat_unless_another_town_is_named(query: str) -> None:
    assert best(query).place.id == 170794


def test_of_a_site_the_town_after_the_comma_is_the_town() -> None:
    assert best("مستشفى عائشة، البوكمال").place.id == 174448


@pytest.mark.parametrize("query", ["تل مجهول، البوكمال", "المجهولة البوكمال"])
def test_of_an_unknown_name_the_part_that_says_where_is_known(query: str) -> None:
    assert best(query).place.id == 174448
