"""What another geocoder says, on our scale: no more exact than it says, and by whom."""

import pytest
from geopy.location import Location

from geo.online.precision import found
from tests.support.geocoders import FEATURE, TOWN


def nominatim(**raw: object) -> Location:
    return Location("There", (35.05, 40.5), {**TOWN, **raw})


def photon(**properties: object) -> Location:
    given = {name: value for name, value in {**FEATURE["properties"], **properties}.items() if value is not None}
    return Location("There", (35.06, 40.51), {**FEATURE, "properties": given})


def test_a_village_of_nominatim() -> None:
    place = found(Location("There", (35.05, 40.5), TOWN), "Nominatim")
    # From the middle to a corner of the box.
    assert (place.precision, place.service) == ("settlement", "Nominatim") and 2_800 < (place.radius_m or 0) < 3_000
    assert place.credit.startswith("Data © OpenStreetMap") and place.url == "https://www.openstreetmap.org/node/4711"


@pytest.mark.parametrize(
    ("raw", "precision"),
    [
        ({"place_rank": 4, "class": "boundary"}, "country"),
        ({"place_rank": 8, "class": "boundary"}, "adm1"),
        ({"place_rank": 12, "class": "boundary"}, "adm2"),
        ({"place_rank": 14, "class": "boundary"}, "adm2"),
        ({"place_rank": 16}, "settlement"),
        ({"place_rank": 30, "class": "aeroway"}, "near"),
        ({"place_rank": 30, "boundingbox": ["35.0499", "35.0501", "40.4999", "40.5001"]}, "exact"),
        ({"place_rank": 19, "class": "waterway"}, "near"),
        ({"place_rank": None, "boundingbox": None}, "unknown"),
    ],
)
def test_ranks_of_nominatim(raw: dict[str, object], precision: str) -> None:
    place = found(nominatim(**raw), "Nominatim")
    assert place.precision == precision


@pytest.mark.parametrize(
    ("properties", "precision", "radius_m"),
    [
        ({}, "near", None),  # an airfield is no point, whatever its layer
        ({"extent": [40.5099, 35.0601, 40.5101, 35.0599]}, "exact", None),
        ({"extent": None}, "unknown", None),
        ({"type": "city", "extent": None}, "settlement", 15_000),
        ({"type": "district", "extent": None}, "settlement", 4_000),
        ({"type": "locality", "extent": None}, "settlement", 1_000),
        ({"type": "state", "extent": None}, "adm1", 75_000),
        ({"type": "county", "extent": None}, "adm2", 25_000),
        ({"type": "country", "extent": None}, "country", 400_000),
        ({"type": "other", "osm_key": "natural", "extent": None}, "near", 25_000),
        ({"type": "galaxy", "extent": ["a", None]}, "unknown", None),
    ],
)
def test_layers_of_photon(properties: dict[str, object], precision: str, radius_m: int | None) -> None:
    place = found(photon(**properties), "Photon")
    assert place.precision == precision
    assert radius_m is None or place.radius_m == radius_m
    assert place.url == "https://www.openstreetmap.org/way/4712" and "OpenStreetMap" in place.credit


def test_of_another_geocoder_only_the_position_is_known() -> None:
    place = found(Location("There", (35, 40), {"formatted": "There"}), "Another")
    assert (place.precision, place.radius_m, place.url, place.credit) == ("unknown", None, "", "")


@pytest.mark.parametrize("raw", [{}, [], {"properties": 3}, {"extent": 5}, {"boundingbox": ["nan"] * 4}])
def test_an_odd_answer_says_nothing_more(raw: object) -> None:
    place = found(Location("There", (35, 40), raw), "Another")  # type: ignore[arg-type]
    assert (place.precision, place.radius_m) == ("unknown", None)
