"""Places to go to and names on the map."""

import pytest
from django.core.cache import cache
from django.test import Client

from geo.folding import key_of
from geo.models import PlaceName
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
TILE = "/map/towns/7/78/50.json"  # Deir ez-Zor lies in it


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()


def named(place, *names: tuple[str, str]) -> None:
    for name, language in names:
        PlaceName.objects.create(place=place, name=name, language=language, folded=key_of(name))


def test_a_place_is_found_by_the_first_letters_in_either_script(client: Client) -> None:
    town = PlaceFactory(name="Al Mayadin")
    named(town, ("Al Mayadin", "en"), ("الميادين", "ar"))
    assert client.get("/places.json", {"q": "mayad"}).json()["places"][0]["name"] == "Al Mayadin"
    [found] = client.get("/ar/places.json", {"q": "المياد"}).json()["places"]
    assert (found["name"], found["latitude"], found["radius_m"]) == ("الميادين", 35.02, 5000)


@pytest.mark.parametrize("query", ["", " ", "\x00", "%", "x" * 5000, "'; DROP TABLE"])
def test_whatever_is_typed_is_only_looked_up(client: Client, query: str) -> None:
    response = client.get("/places.json", {"q": query})
    assert (response.status_code, response.json()) == (200, {"places": []})


def test_the_largest_towns_of_a_tile_in_the_pages_language(client: Client) -> None:
    small = PlaceFactory(name="Small", latitude=35.3, longitude=40.2, population=40_000)
    large = PlaceFactory(name="Large", latitude=35.4, longitude=40.3, population=90_000)
    PlaceFactory(name="Hamlet", latitude=35.4, longitude=40.3, population=50)
    PlaceFactory(name="Elsewhere", latitude=33.3, longitude=44.3, population=900_000)
    named(large, ("الكبيرة", "ar"))
    assert [row[0] for row in client.get(TILE).json()["towns"]] == [large.name, small.name]
    assert [row[0] for row in client.get(f"/ar{TILE}").json()["towns"]] == ["الكبيرة", "Small"]


def test_the_arabic_name_is_the_one_that_most_spellings_share(client: Client) -> None:
    amman = PlaceFactory(name="Amman", latitude=35.3, longitude=40.2, population=90_000)
    named(amman, ("ئاممان", "ar"), ("امان", "ar"), ("عمان", "ar"), ("عمان شہر", "ar"), ("عَمّان", "ar"))
    assert client.get(f"/ar{TILE}").json()["towns"][0][0] == "عمان"


@pytest.mark.parametrize("tile", ["2/0/0", "13/0/0", "7/128/0", "7/0/128"])
def test_there_are_no_tiles_beyond_the_world(client: Client, tile: str) -> None:
    assert client.get(f"/map/towns/{tile}.json").status_code == 404
