"""What is shown instead of a secret place: one circle for it and its neighbours, and nothing to average."""

import math
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from geo.boundaries import country_outline
from geo.folding import key_of
from geo.geodesy import distance_m
from geo.models import PlaceName
from incidents import coarse_areas
from incidents.coarse_areas import INNERMOST, TIMES_THE_PLACE, Circle, area_for, open_ground
from incidents.history import revisions_of
from incidents.models import CoarseArea, Incident
from incidents.public_view import public_view
from incidents.services.coarse import draw_missing, without_circle
from incidents.services.incidents import edit_incident, publish_incident, recompute
from tests.factories import ClaimFactory, ClaimPlaceFactory, EditorFactory, IncidentFactory, PlaceFactory

LEAST = 25_000
ENOUGH = math.pi * LEAST**2 / 4
# Inland, on the coast, at a border, in a strip of land.
PLACES = (("SY", 35.02, 40.45), ("SY", 34.89, 35.89), ("SY", 34.45, 40.92), ("PS", 31.5, 34.46), ("LB", 33.56, 35.37))
positions = st.tuples(st.floats(32.6, 36.9), st.floats(36.0, 42.0))
radii = st.sampled_from([100, 1000, 5000, 12_000, 25_000])


class Drawing(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(positions, radii)
    def test_it_holds_the_uncertain_circle_and_has_its_middle_elsewhere(self, position, radius):
        place = Circle(*position, radius)
        area = area_for(place, "SY")
        apart = distance_m(*position, area.latitude, area.longitude)
        assert apart + radius <= area.radius_m
        assert apart > INNERMOST * area.radius_m - 1000
        assert area.radius_m >= max(LEAST, TIMES_THE_PLACE * radius)
        assert (round(area.latitude, 2), round(area.longitude, 2)) == (area.latitude, area.longitude)

    @settings(max_examples=30, deadline=None)
    @given(positions, st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), max_size=6))
    def test_a_place_has_one_circle_whatever_lies_around_it(self, position, others):
        place = Circle(*position, 5000)
        first = area_for(place, "SY")
        for north, east in others:
            area_for(Circle(position[0] + north, position[1] + east, 1000), "SY")
        assert area_for(place, "SY") == first
        assert area_for(Circle(*position, 100), "SY") == first, "known more exactly"


@pytest.mark.django_db
@pytest.mark.parametrize(("country", "latitude", "longitude"), PLACES)
def test_sea_and_neighbours_leave_enough_open_ground(country, latitude, longitude):
    area = area_for(Circle(latitude, longitude, 2000), country)
    drawn = Circle(area.latitude, area.longitude, area.radius_m)
    assert country_outline(country) is not None
    assert open_ground(drawn, 5000, country, []) >= ENOUGH


@pytest.mark.django_db
def test_a_later_circle_is_not_given_away_by_what_older_ones_cover():
    drawn = []
    for step in range(12):
        place = Circle(35.0 + 0.02 * step, 38.0 + 0.25 * step, 1000)
        before = list(drawn)
        area = area_for(place, "SY")
        circle = Circle(area.latitude, area.longitude, area.radius_m)
        if circle not in before:
            assert open_ground(circle, 5000, "SY", before) >= ENOUGH
            drawn.append(circle)
    assert 1 < len(drawn) < 12


@pytest.mark.django_db
def test_a_place_that_was_corrected_inside_keeps_its_circle_and_outside_gets_another():
    first = area_for(Circle(35.0, 39.0, 1000), "SY")
    towards = Circle((35.0 + first.latitude) / 2, (39.0 + first.longitude) / 2, 1000)
    assert area_for(towards, "SY", first) == first
    assert area_for(Circle(36.0, 41.0, 1000), "SY", first) != first


@pytest.mark.django_db
def test_a_larger_least_radius_counts_for_what_is_drawn_from_then_on(settings):
    place = Circle(35.0, 39.0, 1000)
    first = area_for(place, "SY")
    settings.COARSE_RADIUS_M = 60_000
    assert area_for(place, "SY", first).radius_m >= 60_000


@pytest.mark.django_db
def test_it_is_called_after_its_governorate_unless_a_town_of_that_name_lies_in_it():
    governorate = PlaceFactory(kind="adm1", name="Deir ez-Zor", latitude=35, longitude=40)
    town = PlaceFactory(name="Deir ez-Zor", latitude=35.33, longitude=40.14)
    for place in (governorate, town):
        PlaceName.objects.create(place=place, name="Deir ez-Zor", folded=key_of("Deir ez-Zor"))
    assert coarse_areas._governorate_of(Circle(34.9, 40.5, 25_000), "SY") == "07"
    assert coarse_areas._governorate_of(Circle(35.2, 40.1, 25_000), "SY") == "", "the town lies in it"
    assert coarse_areas._governorate_of(Circle(35.7, 39.5, 25_000), "SY") == "", "it crosses the line"


def made(precision="settlement", radius_m=5000, latitude=35.02, longitude=40.45):
    """A published incident of one claim."""
    claim = ClaimFactory(state="accepted", incident=IncidentFactory(published=False))
    where = {"latitude": latitude, "longitude": longitude, "precision": precision, "radius_m": radius_m}
    ClaimPlaceFactory(claim=claim, name="Mayadin", text="Mayadin", **where)
    return publish_incident(by=EditorFactory(), incident=claim.incident, lock_version=1)


def coarsened(incident, **values):
    return edit_incident(
        by=EditorFactory(), incident=incident, lock_version=incident.lock_version, sensitivity="coarse", **values
    )


@pytest.mark.django_db
def test_many_records_of_one_place_tell_no_more_than_one():
    views = [public_view(coarsened(made())) for _ in range(12)]
    assert len({(view.latitude, view.longitude, view.radius_m) for view in views}) == 1
    middle = mean(view.latitude for view in views), mean(view.longitude for view in views)
    assert distance_m(*middle, 35.02, 40.45) >= INNERMOST * LEAST - 1000
    assert CoarseArea.objects.count() == 1


@pytest.mark.django_db
def test_computing_opening_and_coarsening_again_change_nothing():
    incident = coarsened(made())
    shown = public_view(incident).latitude
    recompute(incident)
    incident.refresh_from_db()
    opened = edit_incident(
        by=EditorFactory(), incident=incident, lock_version=incident.lock_version, sensitivity="open"
    )
    assert public_view(opened).latitude == 35.02
    assert public_view(coarsened(opened)).latitude == shown
    assert public_view(Incident.objects.get()).latitude == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("precision", "radius_m", "shown"),
    [("adm1", 150_000, "Deir ez-Zor"), ("region", 90_000, "Syria"), ("country", 400_000, "Syria")],
)
def test_a_governorate_or_anything_vaguer_needs_no_circle(precision, radius_m, shown):
    PlaceFactory(kind="adm1", name="Deir ez-Zor", radius_m=150_000, latitude=35, longitude=40, precision="adm1")
    PlaceFactory(kind="country", name="Syria", admin1="", latitude=35, longitude=38, precision="country")
    view = public_view(coarsened(made(precision, radius_m)))
    assert [place.name for place in view.places] == [shown]
    assert not CoarseArea.objects.exists()


@pytest.mark.django_db
def test_a_governorate_that_is_a_city_is_not_told_either():
    PlaceFactory(kind="adm1", name="Damascus", radius_m=8000, latitude=35, longitude=40, precision="adm1")
    PlaceFactory(kind="country", name="Syria", admin1="", latitude=35, longitude=38, precision="country")
    view = public_view(coarsened(made("adm1", 8000)))
    assert [place.name for place in view.places] == ["Syria"]


@pytest.mark.django_db
def test_a_record_that_was_coarsened_before_circles_were_drawn_tells_its_country_alone():
    PlaceFactory(kind="country", name="Syria", admin1="", latitude=35, longitude=38, precision="country")
    Incident.objects.filter(pk=made().pk).update(sensitivity="coarse")
    view = public_view(Incident.objects.get())
    assert [place.name for place in view.places] == ["Syria"] and view.precision == "country"


@pytest.mark.django_db
def test_nothing_that_is_drawn_for_a_record_tells_how_exactly_its_place_is_known():
    exact, town = (public_view(coarsened(made(*known))) for known in (("exact", 100), ("settlement", 5000)))
    assert (exact.precision, exact.radius_m, exact.title) == (town.precision, town.radius_m, town.title)


@pytest.mark.django_db
def test_what_showed_its_governorate_gets_a_circle_when_the_program_is_prepared():
    incident = made()
    Incident.objects.update(sensitivity="coarse", precision="adm1", coarse_area=None)
    draw_missing()
    incident.refresh_from_db()
    assert public_view(incident).precision == "region" and incident.coarse_area is not None
    assert revisions_of(incident).last().reason and not without_circle().exists()
