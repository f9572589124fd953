import pytest
from django.db import IntegrityError, transaction

from geo.loading import load
from geo.models import Place, PlaceName
from geo.search import places_starting_with
from tests.geo.conftest import PLACES, row_of


def test_loading_twice_changes_nothing(places: None) -> None:
    before = (Place.objects.count(), PlaceName.objects.count())
    load("test", "1", [row_of(*place) for place in PLACES])
    assert (Place.objects.count(), PlaceName.objects.count()) == before


def test_a_place_that_an_editor_corrected_is_left_alone(places: None) -> None:
    Place.objects.filter(pk=173480).update(latitude=35.03, is_edited=True)
    load("test", "2", [row_of(*place) for place in PLACES])
    assert Place.objects.get(pk=173480).latitude == 35.03


@pytest.mark.parametrize("values", [{"latitude": 400}, {"longitude": float("inf")}, {"latitude": float("-inf")}])
def test_the_database_refuses_what_is_not_on_the_globe(places: None, values: dict[str, float]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=173480).update(**values)


def test_a_name_is_found_however_it_is_spelt(places: None) -> None:
    for spelling in ("البوكمال", "أبو كمال", "al-Bukamal", "Abu Kamal"):
        assert [place.pk for place in Place.objects.named(spelling)] == [174448], spelling


def test_the_box_offers_the_exact_and_the_large_place_first(places: None) -> None:
    assert places_starting_with("الرق")[0].pk == 172955
    assert places_starting_with("") == [] == places_starting_with("؟!")
    assert len(places_starting_with("d", limit=1)) == 1
