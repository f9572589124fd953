import pytest

from geo.api import geocode
from geo.geocoder import GazetteerGeocoder

pytestmark = pytest.mark.usefixtures("small_index")


@pytest.mark.parametrize("query", ["البوكمال", "Albukamal", "Abu Kamal", "مدينة البوكمال", "Al-Bukamal, Syria"])
def test_albukamal_is_found(query: str) -> None:
    best = geocode(query).candidates[0].place
    assert (round(best.latitude, 2), round(best.longitude, 2)) == (34.45, 40.92)


def test_the_country_limits_and_the_province_weighs() -> None:
    assert geocode("الرقة", country="KW").candidates[0].place.id == 285787
    assert geocode("دير الزور", country="SY", admin1="دير الزور").candidates[0].place.id == 170794
    assert geocode("محافظة الرقة").candidates[0].place.kind == "adm1"


def test_each_candidate_says_why() -> None:
    candidate = geocode("الرقة", country="SY").candidates[0]
    assert "exact name" in candidate.reasons and 0 < candidate.score <= 1


def test_a_place_that_is_not_there_is_its_province_and_says_so() -> None:
    (candidate,) = geocode("تل لا يعرفه أحد", country="SY", admin1="دير الزور").candidates
    assert candidate.place.kind == "adm1" and "only the area" in candidate.reasons[0]


def test_what_is_somewhere_in_a_province_is_likeliest_about_its_seat() -> None:
    (candidate,) = geocode("Nowhere Known", country="SY", admin1="Deir ez-Zor").candidates
    place = candidate.place
    assert (place.id, place.precision) == (170792, "adm1")
    assert (round(place.latitude, 2), round(place.longitude, 2)) == (35.34, 40.14)
    assert place.radius_m > 75_000


@pytest.mark.parametrize("query", ["", "  ", "؟!", "a\0b", "x" * 10_000])
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(ValueError, match="query"):
        geocode(query)


def test_geopy_code_can_use_the_gazetteer() -> None:
    geocoder = GazetteerGeocoder(country="SY")
    best = geocoder.geocode("الميادين", timeout=3)
    assert best is not None and not isinstance(best, list) and best.raw["place_id"] == 173480
    listed = geocoder.geocode("الرقة", exactly_one=False, limit=2)
    assert isinstance(listed, list) and len(listed) == 2
    assert geocoder.geocode("zzzzz qqqq") is None
    nearest = geocoder.reverse((35.0, 40.4))
    assert nearest is not None and not isinstance(nearest, list) and nearest.raw["place_id"] == 173480
