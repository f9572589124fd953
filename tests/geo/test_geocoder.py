"""The gazetteer through geopy's own interface: what geopy's users pass and what they catch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point
from pytest_django.fixtures import Settings

from geo.geocoder import GazetteerGeocoder

MAYADIN = 173480
pytestmark = pytest.mark.usefixtures("small_index")


@pytest.fixture
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder()


def test_one_or_several(geocoder: GazetteerGeocoder) -> None:
    one = geocoder.geocode("الرقة")
    several = geocoder.geocode("الرقة", exactly_one=False)
    assert isinstance(one, Location) and several[0].raw["place_id"] == one.raw["place_id"]
    assert len(several) == 3 and len(geocoder.geocode("الرقة", exactly_one=False, limit=2)) == 2
    assert geocoder.geocode("Nowhere at all") is None
    assert geocoder.geocode("Nowhere at all", exactly_one=False) is None


def test_an_answer_says_how_exact_it_is_and_why(geocoder: GazetteerGeocoder) -> None:
    place = geocoder.geocode("Al Mayadin", timeout=5)
    assert place.address.endswith("SY") and (place.latitude, place.longitude) == (35.01982, 40.45154)
    assert (place.raw["kind"], place.raw["precision"]) == ("settlement", "settlement")
    assert place.raw["radius_m"] > 2000 and place.raw["score"] > 0 and place.raw["reasons"]


@pytest.mark.parametrize("query", ["35.02, 40.45", (35.02, 40.45), Point(35.02, 40.45), [35.02, 40.45]])
def test_the_nearest_town_whatever_the_position_is_written_as(geocoder: GazetteerGeocoder, query: object) -> None:
    assert geocoder.reverse(query).raw["place_id"] == MAYADIN
    nearest = geocoder.reverse(query, exactly_one=False, limit=2)
    away = [place.raw["distance_m"] for place in nearest]
    assert nearest[0].raw["place_id"] == MAYADIN and away == sorted(away)


def test_nothing_lies_in_the_ocean(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((0, -140)) is None
    assert geocoder.reverse((0, -140), exactly_one=False) is None


@pytest.mark.parametrize("query", ["", "…", "\0", "x" * 1000, 7, None])
def test_what_is_no_place_string_is_geopys_error(geocoder: GazetteerGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize("query", [(400, 40), (float("inf"), 40), (float("nan"), 40), "somewhere", object(), None])
def test_what_is_no_position_is_geopys_error(geocoder: GazetteerGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse(query)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_nothing_is_an_error(geocoder: GazetteerGeocoder, limit: int) -> None:
    calls: list[Callable[[], object]] = [
        lambda: geocoder.geocode("Al Mayadin", exactly_one=False, limit=limit),
        lambda: geocoder.reverse((35, 40), exactly_one=False, limit=limit),
    ]
    for call in calls:
        with pytest.raises(GeocoderQueryError):
            call()


def test_geopys_rate_limiter_takes_it(geocoder: GazetteerGeocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert limited("Al Mayadin").raw["place_id"] == MAYADIN


def test_before_the_gazetteer_is_loaded_it_is_unavailable(
    geocoder: GazetteerGeocoder, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "empty"
    with pytest.raises(GeocoderUnavailable):
        geocoder.geocode("Al Mayadin")
