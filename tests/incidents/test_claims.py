"""What may become of a claim, and of the incident that it bears out."""

import datetime as dt
import math
from dataclasses import replace

import pytest

from incidents.errors import AlreadyThere, Conflict, Refused
from incidents.facts import ActorInput, CasualtyInput, ClaimFacts, PlaceInput, SpanInput
from incidents.history import as_of, revisions_of
from incidents.models import Claim, Incident, Revision
from incidents.services.claims import (
    accept_claim,
    add_claim,
    add_claim_without_text,
    correct_claim,
    reject_claim,
    reopen_claim,
)
from incidents.services.incidents import publish_incident
from tests.factories import EditorFactory, PlaceFactory, ReportVersionFactory, SourceFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 6, 5)
TOWN = PlaceInput(
    text="Mayadin", name="Mayadin", latitude=35.02, longitude=40.45, precision="near", radius_m=20_000, is_main=True
)
FACTS = ClaimFacts(
    kind="air_strike",
    date_start=DAY,
    date_end=DAY,
    date_precision="day",
    places=[TOWN],
    actors=[ActorInput("A coalition", "perpetrator", "coalition aircraft", "suspected")],
    casualties=[CasualtyInput("killed", minimum=0, maximum=0), CasualtyInput("injured", minimum=1)],
    spans=[SpanInput("kind", 0, 15)],
)
BOX = [[40, 34], [41, 34], [41, 35], [40, 35], [40, 34]]


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def claim(editor):
    return add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)


def test_a_claim_by_hand_that_says_nothing_is_refused(editor):
    nothing = ClaimFacts(kind="air_strike")
    with pytest.raises(Refused, match="says nothing"):
        add_claim(by=editor, version=ReportVersionFactory(), facts=nothing)
    with pytest.raises(Refused, match="says nothing"):
        add_claim_without_text(by=editor, source=SourceFactory(), reason="Told.", facts=nothing)
    assert add_claim(by=editor, version=ReportVersionFactory(), facts=replace(nothing, date_text="last spring")).pk


def area(ring):
    return replace(TOWN, area={"type": "Polygon", "coordinates": [ring]})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"places": [replace(TOWN, latitude=400.0)]}, "latitude"),
        ({"places": [replace(TOWN, longitude=400.0)]}, "longitude"),
        ({"places": [replace(TOWN, latitude=math.inf)]}, "latitude"),
        ({"places": [replace(TOWN, longitude=math.nan)]}, "longitude"),
        ({"places": [replace(TOWN, latitude=None)]}, "latitude"),
        ({"places": [replace(TOWN, precision="pinpoint")]}, "precision"),
        ({"places": [replace(TOWN, precision="unknown")]}, "precision"),
        ({"places": [replace(TOWN, radius_m=None)]}, "radius_m"),
        ({"places": [replace(TOWN, radius_m=-5)]}, "radius_m"),
        ({"places": [replace(TOWN, place_id=5)]}, "place_id"),
        ({"places": [TOWN, replace(TOWN, name="Other")]}, "is_main"),
        ({"places": [area([[40, 34], [41, 34], [40, 34]])]}, "area"),
        ({"places": [area([[40, 34], [41, 35], [41, 34], [40, 35], [40, 34]])]}, "area"),  # a bow tie
        ({"places": [area([[400, 34], [41, 34], [41, 35], [400, 34]])]}, "longitude"),
        ({"places": [replace(TOWN, area={"type": "Point", "coordinates": [40, 35]})]}, "area"),
        ({"places": [replace(TOWN, area={"type": "Polygon", "coordinates": "x"})]}, "area"),
        ({"casualties": [CasualtyInput("killed", minimum=3, maximum=2)]}, "maximum"),
        ({"casualties": [CasualtyInput("killed", minimum=-1)]}, "minimum"),
        ({"casualties": [CasualtyInput("killed")]}, "minimum"),
        ({"casualties": [CasualtyInput("hurt", minimum=1)]}, "harm"),
        ({"casualties": [CasualtyInput("killed", "pets", 1)]}, "group"),
        ({"date_end": DAY - dt.timedelta(days=1)}, "date_end"),
        ({"date_end": None}, "date_end"),
        ({"date_precision": "unknown"}, "date_precision"),
        ({"date_precision": "moment"}, "date_precision"),
        ({"date_end": DAY + dt.timedelta(days=1)}, "date_end"),  # a day is one day
        ({"date_start": dt.date(1020, 1, 1)}, "date_start"),
        ({"kind": "quarrel"}, "kind"),
        ({"role": "rumour"}, "role"),
        ({"actors": [ActorInput("", "target")]}, "actor_name"),
        ({"actors": [ActorInput("X", "friend")]}, "actor_role"),
        ({"actors": [ActorInput("X", "target", actor_id=99)]}, "actor_id"),
        ({"actors": [ActorInput("X\x00", "target")]}, "actor_name"),
        ({"spans": [SpanInput("kind", 5, 5)]}, "spans"),
        ({"spans": [SpanInput("kind", 0, 10_000)]}, "spans"),
        ({"spans": [SpanInput("colour", 0, 5)]}, "field"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name_and_nothing_is_saved(editor, claim, wrong, field):
    before = ClaimFacts.of(claim)
    with pytest.raises(Refused) as refused:
        correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=replace(FACTS, **wrong))
    assert refused.value.field == field and refused.value.message
    claim.refresh_from_db()
    assert ClaimFacts.of(claim) == before and Revision.objects.filter(subject="claim").count() == 1


def test_facts_come_back_as_they_were_given(claim):
    assert ClaimFacts.of(Claim.objects.get(pk=claim.pk)) == FACTS


def test_a_place_of_the_gazetteer_brings_its_position(editor):
    place = PlaceFactory(name="Al Mayādīn")
    facts = replace(FACTS, places=[PlaceInput(place_id=place.pk)])
    row = add_claim(by=editor, version=ReportVersionFactory(), facts=facts).places.get()
    assert (row.latitude, row.longitude, row.radius_m, row.precision) == (35.02, 40.45, 5000, "settlement")
    assert row.is_main and row.name == "Al Mayādīn"


def test_an_area_that_was_drawn_brings_its_point_and_reach(editor):
    place = PlaceInput(name="Desert", precision="near", area={"type": "Polygon", "coordinates": [BOX]})
    row = add_claim(by=editor, version=ReportVersionFactory(), facts=replace(FACTS, places=[place])).places.get()
    assert 34 < row.latitude < 35 and 40 < row.longitude < 41 and 60_000 < row.radius_m < 130_000


def test_accepting_makes_a_draft_with_the_claims_values(editor, claim):
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    assert (incident.code, incident.status, incident.kind) == ("SY-2020-0001", "draft", "air_strike")
    assert (incident.date_start, incident.edtf, incident.span_class) == (DAY, "2020-06-05", 0)
    assert (incident.killed_min, incident.killed_max, incident.injured_min, incident.injured_max) == (0, 0, 1, None)
    assert (incident.precision, incident.attribution, incident.country) == ("near", "suspected", "SY")
    assert incident.title_en == "Air strike near Mayadin"
    assert incident.west < 40.45 < incident.east and incident.south < 35.02 < incident.north


def test_accepting_twice_names_the_incident_that_has_it(editor, claim):
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    with pytest.raises(AlreadyThere) as there:
        accept_claim(by=EditorFactory(), claim=claim, lock_version=1)
    assert there.value.existing == incident and Incident.objects.count() == 1


def test_a_second_report_widens_the_toll_and_narrows_the_place(editor, claim):
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    finer = replace(
        FACTS,
        date_start=None,
        date_end=None,
        date_precision="unknown",
        places=[replace(TOWN, precision="exact", radius_m=100, latitude=35.05)],
        casualties=[CasualtyInput("killed", minimum=2, maximum=4), CasualtyInput("injured", minimum=3, maximum=3)],
        actors=[ActorInput("A coalition", "perpetrator", "", "claimed")],
    )
    other = add_claim(by=editor, version=ReportVersionFactory(), facts=finer)
    accept_claim(by=editor, claim=other, lock_version=1, incident=incident)
    incident.refresh_from_db()
    assert (incident.killed_min, incident.killed_max, incident.injured_min, incident.injured_max) == (0, 4, 1, 3)
    assert (incident.precision, incident.latitude, incident.date_start) == ("exact", 35.05, DAY)
    assert incident.attribution == "claimed" and incident.actors.count() == 1


def test_reopening_the_only_claim_takes_its_draft_away(editor, claim):
    claim = accept_claim(by=editor, claim=claim, lock_version=1)
    reopened = reopen_claim(by=editor, claim=claim, lock_version=2)
    assert (reopened.state, reopened.incident) == ("proposed", None)
    assert Incident.objects.get().is_deleted


def test_a_claim_of_a_published_incident_stays_where_it_is(editor, claim):
    claim = accept_claim(by=editor, claim=claim, lock_version=1)
    publish_incident(by=editor, incident=claim.incident, lock_version=1)
    with pytest.raises(Refused, match="withdraw it first"):
        reopen_claim(by=editor, claim=claim, lock_version=2)
    claim.refresh_from_db()
    assert claim.state == "accepted"


def test_a_rejected_claim_is_kept_and_can_be_reopened(editor, claim):
    reject_claim(by=editor, claim=claim, lock_version=1, reason="an exercise")
    with pytest.raises(Refused):
        accept_claim(by=editor, claim=claim, lock_version=2)
    assert reopen_claim(by=editor, claim=claim, lock_version=2).state == "proposed"
    assert revisions_of(claim).get(verb="reject_claim").reason == "an exercise"


def test_a_reason_that_cannot_be_kept_is_refused(editor, claim):
    with pytest.raises(Refused, match="NUL"):
        reject_claim(by=editor, claim=claim, lock_version=1, reason="an\x00exercise")


def test_two_editors_get_a_conflict_with_both_versions_and_nothing_is_lost(editor, claim):
    first, second = editor, EditorFactory()
    correct_claim(by=first, claim=claim, lock_version=1, facts=replace(FACTS, kind="drone_strike"))
    with pytest.raises(Conflict) as conflict:
        correct_claim(by=second, claim=claim, lock_version=1, facts=replace(FACTS, kind="shelling"))
    assert (conflict.value.current["kind"], conflict.value.yours["kind"]) == ("drone_strike", "shelling")
    assert conflict.value.changed_by == first and conflict.value.changed_at is not None
    claim.refresh_from_db()
    assert claim.kind == "drone_strike"


def test_a_claim_with_no_text_names_its_source_and_its_reason(editor):
    facts = replace(FACTS, spans=[])
    source = SourceFactory()
    claim = add_claim_without_text(by=editor, source=source, reason="Told by telephone.", facts=facts)
    assert claim.report_version is None and accept_claim(by=editor, claim=claim, lock_version=1).incident
    with pytest.raises(Refused) as refused:
        add_claim_without_text(by=editor, source=source, reason=" ", facts=facts)
    assert refused.value.field == "reason"
    with pytest.raises(Refused) as refused:
        add_claim_without_text(by=editor, source=source, reason="Told.", facts=FACTS)
    assert refused.value.field == "spans"


def test_any_moment_of_a_claim_can_be_rebuilt(editor, claim):
    correct_claim(by=editor, claim=claim, lock_version=1, facts=replace(FACTS, kind="shelling"))
    first, second = revisions_of(claim)
    assert as_of(claim, first.made_at)["kind"] == "air_strike"
    assert as_of(claim, second.made_at)["kind"] == "shelling"
    assert as_of(claim, first.made_at - dt.timedelta(seconds=1)) is None
    assert as_of(claim, first.made_at)["places"][0]["name"] == "Mayadin"
    assert second.changes["kind"] == ["air_strike", "shelling"]
