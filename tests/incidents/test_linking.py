"""Which accounts are taken for one incident, and why."""

import datetime as dt
from itertools import count

import pytest

from extraction.facts import Casualty, Claim, ClaimActor, ClaimPlace, DateFact
from incidents.likeness import LEAST_ALIKE, compare, excludes
from incidents.linking import groups, may_be_one
from incidents.sketches import Sketch

NIGHT = dt.date(2021, 1, 13)
DAY = dt.timedelta(days=1)
MAYADIN, ALBUKAMAL, DEIR_EZ_ZOR = (35.02, 40.45), (34.45, 40.92), (35.34, 40.14)
ids = count()


def place(point, *, precision="near", radius_m=20_000, main=False, name=None, place_id=None):
    return ClaimPlace("", name, place_id, *point, precision, radius_m, None, False, main)


def town(point, place_id, **more):
    return place(point, precision="settlement", radius_m=3_000, main=True, place_id=place_id, **more)


def sketch(*places, kind="air_strike", day=NIGHT, end=None, hour=None, killed=None, actors=(), report=None, **bounds):
    date = DateFact(day, end or day, "day" if day else "unknown", time_of_day=hour, **bounds)
    tolls = [Casualty("undetermined", "killed", *killed, "")] if killed else []
    claim = Claim(kind, "event", date, places, tuple(actors), tuple(tolls))
    return Sketch.of_read(claim, report=next(ids) if report is None else report)


def codes(one, other):
    return {reason.code for reason in compare(one, other).reasons}


def test_two_outlets_name_the_towns_of_one_night_in_another_order():
    one = sketch(place(ALBUKAMAL, main=True), place(MAYADIN))
    other = sketch(place(DEIR_EZ_ZOR, precision="settlement", radius_m=7_000, main=True), place(ALBUKAMAL))
    assert may_be_one(one, other) and may_be_one(other, one)
    assert groups([one, other]) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        sketch(place(DEIR_EZ_ZOR, precision="settlement", radius_m=7_000, main=True)),
        sketch(place(ALBUKAMAL, main=True), day=NIGHT + DAY),
        sketch(place(ALBUKAMAL, main=True), kind="clash"),
        sketch(place(ALBUKAMAL, precision="region", radius_m=200_000, main=True)),
        sketch(place(MAYADIN, precision="settlement", radius_m=3_000, main=True), place(ALBUKAMAL, precision="adm1")),
        sketch(place(ALBUKAMAL, main=True), day=None),
        sketch(place(ALBUKAMAL, main=True), day=None, not_after=NIGHT - DAY),
        sketch(place(ALBUKAMAL, main=True), day=None, not_after=NIGHT + 60 * DAY),
        sketch(place(ALBUKAMAL, main=True), day=None, not_before=NIGHT + DAY),
    ],
    ids=[
        "another town",
        "the day after",
        "another kind",
        "a region",
        "only the governorate in common",
        "no date and no report day",
        "reported before",
        "reported months later",
        "not before the next day",
    ],
)
def test_what_differs_in_place_day_or_kind_is_another_incident(other):
    one = sketch(place(ALBUKAMAL, main=True))
    assert not may_be_one(one, other) and not may_be_one(other, one)


def test_the_reasons_are_named():
    israel = ClaimActor("Israel", "", "perpetrator", "blamed")
    one = sketch(town(MAYADIN, 1), killed=(14, 14), actors=[israel], hour="dawn")
    other = sketch(town(MAYADIN, 1), killed=(14, None), actors=[israel], kind="drone_strike", hour="evening")
    assert codes(one, other) == {
        "like_kind",
        "same_day",
        "other_hour",
        "same_place",
        "killed_agree",
        "same_perpetrator",
    }


@pytest.mark.parametrize(
    ("killed", "code", "points"),
    [
        ((14, 14), "killed_agree", 1.5),
        ((14, None), "killed_agree", 1.5),
        ((16, 16), "killed_differ", -0.25),
        ((40, 40), "killed_differ", -1),
        ((0, 0), "killed_differ", -1),
        ((5, None), None, 0),
        (None, None, 0),
    ],
)
def test_a_number_of_people_tells_the_more_the_larger_it_is(killed, code, points):
    told = [row for row in compare(sketch(killed=(14, 14)), sketch(killed=killed)).reasons if "killed" in row.code]
    assert [(row.code, row.points) for row in told] == ([(code, points)] if code else [])


def test_evening_and_small_hours_are_one_night():
    late = sketch(town(MAYADIN, 1), day=NIGHT, hour="night")
    early = sketch(town(MAYADIN, 1), day=NIGHT + DAY, hour="after_midnight")
    assert may_be_one(late, early) and "one_night" in codes(early, late)
    noon = sketch(town(MAYADIN, 1), day=NIGHT + DAY, hour="noon")
    assert not may_be_one(late, noon)


def test_neighbouring_towns_of_one_day_are_two_unless_it_is_one_name():
    one, near = town(MAYADIN, 1, name="Mayadin"), town((35.05, 40.45), 2, name="Bukruss")
    assert not may_be_one(sketch(one), sketch(near))
    twin = town((35.05, 40.45), 3, name="Al-Mayadin")
    assert may_be_one(sketch(one), sketch(twin))


def test_two_claims_of_one_report_are_two_incidents():
    claims = [sketch(town(MAYADIN, 1), report="a"), sketch(town(MAYADIN, 1), report="a")]
    assert excludes(*claims) and groups(claims) == [0, 1]


def test_a_report_that_could_be_either_of_two_incidents_does_not_make_them_one():
    first, second = sketch(town(MAYADIN, 1), report="a"), sketch(town(MAYADIN, 1), report="a", killed=(5, 5))
    either = sketch(town(MAYADIN, 1), killed=(5, 5))
    assert groups([first, second, either]) == [0, 1, 1], "the likeliest of the two takes it"


def test_a_place_that_the_gazetteer_lacks_is_compared_by_its_name():
    lacking = ClaimPlace("قرية الدحلة", None, None, None, None, "unknown", None, None, False, True)
    assert "same_name" in codes(sketch(lacking), sketch(lacking))


def test_the_order_of_the_reports_does_not_matter():
    claims = [
        sketch(town(MAYADIN, 1), killed=(3, 3)),
        sketch(town(MAYADIN, 1), day=NIGHT + DAY, killed=(3, 3)),
        sketch(place(MAYADIN, main=True, place_id=1)),
        sketch(town(ALBUKAMAL, 2)),
    ]
    assert groups(claims) == [0, 1, 0, 3]
    assert groups(claims[::-1]) == [0, 1, 2, 1]


def test_a_batch_of_a_thousand_is_linked_day_by_day():
    claims = [sketch(town(MAYADIN, 1), day=NIGHT + number % 500 * 2 * DAY) for number in range(1000)]
    assert groups(claims) == [*range(500), *range(500)]


def test_the_threshold_asks_for_more_than_a_kind_and_a_day():
    assert compare(sketch(), sketch()).score < LEAST_ALIKE
