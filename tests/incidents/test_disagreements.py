"""Every contradiction between the claims of an incident is listed; a coarser account contradicts nothing."""

import datetime as dt

import pytest

from incidents.disagreements import disagreements
from incidents.models import Claim
from tests.factories import ClaimFactory, ClaimPlaceFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 6, 5)


def account(kind="air_strike", day=None, end=None, place=None, actors=(), **tolls):
    dates = {"date_start": day, "date_end": end or day, "date_precision": "range" if day else "unknown"}
    claim = ClaimFactory(kind=kind, state="accepted", **dates)
    if place is not None:
        ClaimPlaceFactory(claim=claim, **place)
    for harm, (least, most) in tolls.items():
        claim.casualties.create(harm=harm, minimum=least, maximum=most)
    for name, attribution in actors:
        claim.actors.create(name=name, role="perpetrator", attribution=attribution)
    return claim


def fields(*claims):
    rows = Claim.objects.with_facts().filter(pk__in=[claim.pk for claim in claims])
    return [found.field for found in disagreements(list(rows))]


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        ({"kind": "air_strike"}, {"kind": "shelling"}, "kind"),
        ({"day": DAY}, {"day": DAY + dt.timedelta(days=1)}, "date"),
        ({"place": {}}, {"place": {"latitude": 35.5}}, "place"),
        ({"killed": (3, 3)}, {"killed": (5, None)}, "killed"),
        ({"injured": (0, 0)}, {"injured": (1, 2)}, "injured"),
        ({"actors": [("A", "blamed")]}, {"actors": [("B", "claimed")]}, "perpetrator"),
        ({"actors": [("A", "blamed")]}, {"actors": [("A", "denied")]}, "perpetrator"),
    ],
)
def test_a_contradiction_is_listed(one, other, field):
    assert fields(account(**one), account(**other)) == [field]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"day": DAY}, {}),
        ({"day": DAY}, {"day": DAY.replace(day=1), "end": DAY.replace(day=30)}),
        ({"place": {}}, {"place": {"latitude": 35.3, "radius_m": 150_000, "precision": "adm1"}}),
        ({"place": {}}, {"place": {"latitude": None, "longitude": None, "precision": "unknown", "radius_m": None}}),
        ({"killed": (14, None)}, {"killed": (20, 20)}),
        ({"killed": (3, 3)}, {"injured": (3, 3)}),
        ({"actors": [("A", "blamed")]}, {"actors": [("A", "claimed"), ("B", "blamed")]}),
        ({"actors": [("A", "blamed")]}, {"actors": [("unidentified aircraft", "unknown")]}),
    ],
    ids=[
        "nothing said",
        "one undated",
        "a day and its month",
        "a town in its province",
        "a place nowhere",
        "at least",
        "dead and wounded",
        "one in common",
        "nobody",
    ],
)
def test_what_only_says_less_is_no_contradiction(one, other):
    assert fields(account(**one), account(**other)) == []


def test_each_account_stands_beside_its_claim_also_those_that_agree():
    claims = [account(killed=(3, 3)), account(killed=(5, 5)), account(killed=(3, 4)), account()]
    rows = Claim.objects.with_facts().filter(pk__in=[claim.pk for claim in claims])
    (found,) = disagreements(list(rows))
    assert [(claim.pk, value) for claim, value in found.accounts] == [
        (claims[0].pk, (3, 3)),
        (claims[1].pk, (5, 5)),
        (claims[2].pk, (3, 4)),
    ]


def test_all_of_them_are_listed():
    one = account(day=DAY, place={}, killed=(1, 1))
    other = account(kind="clash", day=DAY + dt.timedelta(days=9), place={"latitude": 30.0}, killed=(2, 2))
    assert fields(one, other) == ["kind", "date", "place", "killed"]
