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
    (1002, "Makhzūm", "settlement", "SY", "07", 170792, 35.25, 40.35, 0, "Makhzum"),
    (1003, "Rayḩānāk", "settlement", "SY", "07", 170792, 35.30, 40.40, 0, "ريحاناك"),
    (1004, "Rasm Qalaq", "settlement", "SY", "07", 170792, 35.32, 40.42, 0, "رسم قلق هلال"),
    (1005, "Muḩaysin", "adm3", "SY", "07", 170792, 35.00, 40.10, 0, "محيسن"),
    (1006, "Mūḩ Ḩasan", "settlement", "SY", "07", 170792, 35.25, 40.30, 0, "محيسن"),
    (1007, "Shams Kabīrah", "settlement", "SY", "07", 170792, 35.40, 40.00, 0, "شمسية كبيرة"),
    (1008, "Al Jubaylīyah", "settlement", "SY", "04", 172957, 36.30, 38.60, 0, "الجبيلية"),
    (1010, "Rummānah", "settlement", "SY", "07", 170792, 34.90, 40.60, 0, "رمانة"),
    (1011, "Rummānah", "settlement", "SY", "07", 170792, 35.40, 40.00, 0, "رمانة"),
    (1012, "Tall Aḩmar", "settlement", "SY", "07", 170792, 35.10, 40.50, 0, "تل أحمر|قبيبة"),
    (1013, "Qubaybah", "settlement", "SY", "07", 170792, 34.60, 40.80, 0, "قبيبة"),
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
        ("المخزوم", 1002),  # known in Latin letters alone
        ("ريحانك", 1003),  # the letter of a long vowel
        ("رسم قلف هلال", 1004),  # a slip of the pen
        ("الشمسية", 1007),  # the village of a part
    ],
)
def test_inside_the_hint_a_like_spelling_is_enough(query: str, number: int) -> None:
    assert best(query).place.id == number


def test_a_village_of_the_name_in_another_province_is_not_the_one_meant() -> None:
    assert best("الجبيلية").place.id == 170792
    assert best("الجبيلية", admin1=None).place.id == 1008


def test_but_what_touches_a_town_of_the_province_may_lie_across_its_border() -> None:
    assert best("الحوائج").place.id == 1009


def test_without_a_word_of_kind_the_seat_is_meant_not_its_district() -> None:
    assert best("محيسن").place.id == 1006
    assert best("ناحية محيسن").place.id == 1005


@pytest.mark.parametrize("query", ["حي الجبيلية", "شارع بورسعيد", "دوار المصرية، دير الزور"])
def test_a_site_of_a_town_is_in_the_seat_unless_another_town_is_named(query: str) -> None:
    assert best(query).place.id == 170794


def test_of_a_site_the_town_after_the_comma_is_the_town() -> None:
    assert best("مستشفى عائشة، البوكمال").place.id == 174448


@pytest.mark.parametrize("query", ["تل مجهول، البوكمال", "المجهولة البوكمال"])
def test_of_an_unknown_name_the_part_that_says_where_is_known(query: str) -> None:
    assert best(query).place.id == 174448


def test_of_two_villages_of_a_name_the_answer_is_as_vague_as_the_choice_between_them() -> None:
    result = geocode("رمانة", country="SY", admin1="دير الزور")
    first = result.candidates[0].place
    assert result.ambiguous and first.kind == "settlement" and first.precision == "adm1"
    assert 70_000 < first.radius_m < 90_000
    assert result.candidates[1].place.precision == "settlement"  # who chooses one of them knows the village


def test_a_village_goes_before_one_whose_byname_it_bears() -> None:
    result = geocode("قبيبة", country="SY", admin1="دير الزور")
    assert result.candidates[0].place.id == 1013 and not result.ambiguous


@pytest.mark.parametrize("query, km", [("محيط محيسن", 10), ("تل مجهول، البوكمال", 25), ("المجهولة البوكمال", 23)])
def test_what_is_said_to_lie_at_a_place_is_near_it(query: str, km: int) -> None:
    place = best(query).place
    assert place.precision == "near" and place.radius_m == km * 1000


def test_a_where_that_repeats_the_hint_is_no_place_to_be_near_to() -> None:
    assert best("مناطق متعددة في دير الزور").place.kind == "adm1"
