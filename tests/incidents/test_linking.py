"""Which claims are taken for one incident by the plain rule."""

import datetime as dt

import pytest

from extraction.facts import Claim, ClaimPlace, DateFact
from incidents.linking import Sketch, groups, may_be_one

NIGHT = dt.date(2021, 1, 13)
MAYADIN, ALBUKAMAL, DEIR_EZ_ZOR = (35.02, 40.45), (34.45, 40.92), (35.34, 40.14)


def place(point, *, precision="near", radius_m=20_000, main=False):
    return ClaimPlace("", None, None, *point, precision, radius_m, None, False, main)


def sketch(*places, kind="air_strike", day=NIGHT):
    return Sketch.of_read(Claim(kind, "event", DateFact(day, day, "day"), places))


def test_two_outlets_name_the_towns_of_one_night_in_another_order():
    one = sketch(place(ALBUKAMAL, main=True), place(MAYADIN))
    other = sketch(place(DEIR_EZ_ZOR, precision="settlement", radius_m=7_000, main=True), place(ALBUKAMAL))
    assert may_be_one(one, other) and may_be_one(other, one)
    assert groups([one, other]) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        sketch(place(DEIR_EZ_ZOR, precision="settlement", radius_m=7_000, main=True)),
        sketch(place(ALBUKAMAL, main=True), day=NIGHT + dt.timedelta(days=1)),
        sketch(place(ALBUKAMAL, main=True), kind="clash"),
        sketch(place(ALBUKAMAL, precision="region", radius_m=200_000, main=True)),
        sketch(place(MAYADIN, precision="settlement", radius_m=3_000, main=True), place(ALBUKAMAL, precision="adm1")),
    ],
    ids=["another town", "the day after", "another kind", "a region", "only the governorate in common"],
)
def test_what_differs_in_place_day_or_kind_is_another_incident(other):
    assert not may_be_one(sketch(place(ALBUKAMAL, main=True)), other)
