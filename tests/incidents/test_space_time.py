"""The one index in space and time: the same rows as the plain conditions, on either database."""

import datetime as dt
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from incidents.models import Incident
from incidents.querysets import span_class
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db
JUNE = (dt.date(2020, 6, 1), dt.date(2020, 6, 30))
EASTERN_SYRIA = (39.0, 34.0, 42.0, 36.0)


def codes(rows):
    return set(rows.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        (dt.date(2020, 6, 1), dt.date(2020, 6, 1), True),
        (dt.date(2020, 6, 30), dt.date(2020, 6, 30), True),
        (dt.date(2020, 7, 1), dt.date(2020, 7, 1), False),
        (dt.date(2020, 5, 31), dt.date(2020, 5, 31), False),
        (dt.date(2020, 5, 2), dt.date(2020, 6, 1), True),  # the longest of class 1, touching with its last day
        (dt.date(2020, 5, 1), dt.date(2020, 5, 31), False),
        (dt.date(2019, 6, 2), dt.date(2020, 6, 1), True),  # 366 days
        (dt.date(2011, 1, 1), dt.date(2026, 1, 1), True),
        (dt.date(2020, 6, 30), dt.date(2021, 6, 30), True),
        (None, None, False),
    ],
)
def test_a_span_is_found_by_overlap_whatever_its_class(start, end, meets):
    row = IncidentFactory(date_start=start, date_end=end)
    assert (row in Incident.objects.during(*JUNE)) is meets
    assert (row in Incident.objects.in_space_time(EASTERN_SYRIA, *JUNE)) is meets


def test_an_undated_incident_is_in_no_window_but_in_the_box():
    row = IncidentFactory(date_start=None)
    assert row not in Incident.objects.during(*JUNE)
    assert row in Incident.objects.within(EASTERN_SYRIA).undated()
    assert row in Incident.objects.in_space_time(EASTERN_SYRIA, None, None)


def test_a_governorate_does_not_vanish_when_one_zooms_into_its_corner():
    square = {"type": "Polygon", "coordinates": [[[39, 34], [41, 34], [41, 36], [39, 36], [39, 34]]]}
    row = IncidentFactory(area=square, precision="adm1", radius_m=150_000, latitude=35, longitude=40)
    assert row in Incident.objects.within((40.9, 35.8, 40.95, 35.9))
    assert row not in Incident.objects.within((41.1, 35.8, 41.2, 35.9))


def test_a_box_across_the_antimeridian_holds_both_sides():
    east, west = IncidentFactory(longitude=179.5), IncidentFactory(longitude=-179.5)
    assert set(Incident.objects.within((179, 30, -179, 40))) == {east, west}
    assert set(Incident.objects.in_space_time((179, 30, -179, 40), *JUNE)) == {east, west}


def test_an_open_window_has_one_side():
    early, late = IncidentFactory(date_start=dt.date(2019, 1, 1)), IncidentFactory(date_start=dt.date(2021, 1, 1))
    assert set(Incident.objects.during(None, dt.date(2020, 1, 1))) == {early}
    assert set(Incident.objects.during(dt.date(2020, 1, 1), None)) == {late}


def test_classes_break_at_a_day_a_month_and_a_year():
    day = dt.date(2020, 1, 1)
    lengths = [1, 2, 31, 32, 366, 367]
    assert [span_class(day, day + dt.timedelta(days=length - 1)) for length in lengths] == [0, 1, 1, 2, 2, 3]
    assert span_class(None, None) is None


def test_each_class_is_one_range_of_the_covering_index():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans a scan of so small a table")
    plan = Incident.objects.in_space_time(EASTERN_SYRIA, *JUNE).explain()
    assert plan.count("USING COVERING INDEX incident_space_time (span_class=? AND date_start>? AND date_start<?)") == 3
    assert plan.count("USING COVERING INDEX incident_space_time (span_class=? AND date_start<?)") == 1


class SameRowsAsThePlainConditions(TestCase):
    days = st.integers(0, 900).map(lambda number: dt.date(2019, 1, 1) + dt.timedelta(days=number))
    spans = st.tuples(days, st.sampled_from([1, 2, 31, 32, 366, 367, 500]))

    @settings(max_examples=40, deadline=None)
    @given(st.lists(spans, max_size=12), st.lists(days, min_size=2, max_size=2, unique=True))
    def test_any_spans_and_any_window(self, spans, window):
        Incident.objects.all().delete()
        for start, length in spans:
            IncidentFactory(date_start=start, date_end=start + dt.timedelta(days=length - 1))
        first, last = sorted(window)
        plain = Incident.objects.filter(date_start__lte=last, date_end__gte=first)
        assert codes(Incident.objects.during(first, last)) == codes(plain)


def test_rows_come_once():
    IncidentFactory.create_batch(3)
    rows = list(Incident.objects.during(*JUNE).order_by("pk"))
    assert all(one.pk < other.pk for one, other in pairwise(rows)) and len(rows) == 3
