"""Which towns the map names first."""

import pytest

from geo.labels import largest_towns
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
BOX = (42.0, 35.0, 44.0, 37.0)


def town(name: str, population: int, code: str = "PPL", latitude: float = 36.335, longitude: float = 43.119) -> None:
    PlaceFactory(
        name=name, population=population, feature_code=code, latitude=latitude, longitude=longitude, radius_m=15_000
    )


def named(**values: int) -> list[str]:
    return [place.name for place, _people in largest_towns(BOX, values.get("fewest", 0), values.get("limit", 8))]


def test_a_quarter_with_the_people_of_its_city_comes_after_it() -> None:
    town("New Mosul", 2_065_000, latitude=36.333, longitude=43.105)
    town("Mosul", 1_683_000, "PPLA2")
    assert named() == ["Mosul", "New Mosul"] and named(limit=1) == ["Mosul"]


def test_a_seat_just_outside_the_tile_counts_too() -> None:
    town("Quarter", 900_000, latitude=36.99, longitude=43.1)
    town("Seat", 300_000, "PPLA", latitude=37.01, longitude=43.1)
    assert named(fewest=500_000) == [] and named() == ["Quarter"]


def test_a_larger_town_farther_off_stays_first() -> None:
    town("Seat", 300_000, "PPLA")
    town("City", 900_000, latitude=35.5)
    assert named() == ["City", "Seat"]


def test_a_section_of_a_town_is_never_a_label() -> None:
    town("Section", 900_000, "PPLX")
    assert named() == []
