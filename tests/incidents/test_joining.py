"""Two sources, two parties that turn out to be one: what follows, at once or by the worker, and its undoing."""

import datetime as dt

import pytest

from extraction.facts import ActorName
from incidents.actors import actor_names, load_seed
from incidents.errors import Conflict, NotAllowed, Refused
from incidents.facts import ClaimFacts
from incidents.filters import IncidentFilter
from incidents.history import as_of, revisions_of, state_of
from incidents.models import Actor, Claim, Incident, PublicEntry, Report, Source, SourceMerge
from incidents.origins import origins
from incidents.public_view import public_view
from incidents.published import published_version
from incidents.reading import read_report
from incidents.services import moving
from incidents.services.actors import create_actor
from incidents.services.claims import add_claim_without_text
from incidents.services.incidents import recompute
from incidents.services.joining import (
    merge_actors,
    merge_sources,
    merges_under_way,
    undo_actor_merge,
    undo_source_merge,
)
from incidents.services.reports import capture_report
from incidents.services.sources import add_source_name, correct_source, create_source
from incidents.tasks import sweep
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    EditorFactory,
    IncidentFactory,
    ReportFactory,
    ReportVersionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(reviewer):
    """The one that goes, with three reports of which one tells a published incident, and the one that is kept."""
    gone = create_source(by=reviewer, name="River FM")
    gone = add_source_name(by=reviewer, source=gone, lock_version=1, name="نهر إف إم")
    incident = IncidentFactory()
    for number in range(3):
        version = ReportVersionFactory(report=ReportFactory(source=gone))
        if not number:
            ClaimFactory(report_version=version, incident=incident, state="accepted")
    kept = create_source(by=reviewer, name="River Radio")
    told = ReportVersionFactory(report=ReportFactory(source=kept))
    ClaimFactory(report_version=told, incident=incident, state="accepted")
    return gone, kept


def merged(reviewer, sources):
    gone, kept = sources
    merge_sources(by=reviewer, source=gone, into=kept, lock_version=2, reason="Its new name.")
    sweep()
    sweep()


def everything():
    """What stands, row by row, without the counters of saves."""
    models = (Source, Actor, Report, Claim, Incident)
    return [_plain(state_of(row)) for model in models for row in model.objects.order_by("pk")]


def _plain(value):
    if isinstance(value, dict):
        left_out = {"lock_version", "changed_at", "id"}
        return {key: _plain(each) for key, each in value.items() if key not in left_out}
    return sorted(map(_plain, value), key=str) if isinstance(value, list) else value


def test_reports_names_and_witnesses_of_two_sources_become_one(reviewer, sources):
    gone, kept = sources
    before = published_version().number
    assert public_view(Incident.objects.get()).origins == 2
    moved = list(Report.objects.filter(source=gone))
    merged(reviewer, sources)
    assert set(Report.objects.values_list("source", flat=True)) == {kept.pk}
    assert set(kept.aliases.values_list("name", flat=True)) == {"River FM", "نهر إف إم"}
    assert not gone.aliases.exists() and Source.objects.get(pk=gone.pk).merged_into == kept
    assert public_view(Incident.objects.get()).origins == 1
    assert {claim.source.name for claim in public_view(Incident.objects.get()).claims} == {"River Radio"}
    assert published_version().number > before
    for record in (gone, kept, *moved):
        assert revisions_of(record).last().verb == "merge_sources"
    assert merges_under_way(kept) == []


def test_the_one_that_is_gone_cannot_be_chosen_and_its_names_lead_to_the_other(reviewer, sources):
    gone, kept = sources
    merged(reviewer, sources)
    gone.refresh_from_db()
    for given in ({"source": gone}, {"source_name": "River FM"}, {"source_name": "نهر اف ام"}):
        result = capture_report(by=reviewer, text=f"Aircraft struck a depot. {given}", **given)
        assert result.report.source == kept
    facts = ClaimFacts(kind="shelling", date_text="Monday")
    assert add_claim_without_text(by=reviewer, source=gone, reason="Told by telephone.", facts=facts).source == kept
    with pytest.raises(Refused):
        correct_source(by=reviewer, source=gone, lock_version=3, name="Other")


def test_a_merge_of_sources_is_undone_as_if_it_had_not_been(reviewer, sources):
    gone, kept = sources
    before = everything()
    merged(reviewer, sources)
    later = ReportFactory(source=kept)
    undo_source_merge(by=reviewer, source=gone, lock_version=3)
    sweep()
    assert later.source == kept
    later.delete()
    assert everything() == before
    with pytest.raises(Refused):
        undo_source_merge(by=reviewer, source=gone, lock_version=4)
    merge_sources(by=reviewer, source=gone, into=kept, lock_version=4)
    sweep()
    assert Report.objects.filter(source=kept).count() == 4


def test_what_was_given_to_a_third_source_since_stays_there(reviewer, sources):
    gone, _kept = sources
    merged(reviewer, sources)
    third = SourceFactory()
    Report.objects.filter(pk=Report.objects.order_by("pk")[0].pk).update(source=third)
    undo_source_merge(by=reviewer, source=gone, lock_version=3)
    sweep()
    assert Report.objects.filter(source=third).count() == 1 and Report.objects.filter(source=gone).count() == 2


def test_what_cannot_be_merged(reviewer, sources):
    gone, kept = sources
    demo = SourceFactory(is_demo=True)
    for one, other in ((gone, demo), (demo, kept), (kept, kept)):
        with pytest.raises(Refused):
            merge_sources(by=reviewer, source=one, into=other, lock_version=one.lock_version)
    with pytest.raises(NotAllowed):
        merge_sources(by=EditorFactory(), source=gone, into=kept, lock_version=2)
    with pytest.raises(Conflict):
        merge_sources(by=reviewer, source=gone, into=kept, lock_version=1)
    merged(reviewer, sources)
    with pytest.raises(Refused):
        merge_sources(by=reviewer, source=SourceFactory(), into=gone, lock_version=1)
    assert SourceMerge.objects.count() == 1


def test_a_chain_of_merges_is_undone_from_its_end(reviewer, sources):
    gone, kept = sources
    merged(reviewer, sources)
    kept.refresh_from_db()
    last = SourceFactory(name="Radio of the river")
    merge_sources(by=reviewer, source=kept, into=last, lock_version=kept.lock_version)
    sweep()
    assert Source.objects.get(pk=gone.pk).stands_as == last
    assert capture_report(by=reviewer, text="Shells fell.", source_name="River FM").report.source == last
    with pytest.raises(Refused):
        undo_source_merge(by=reviewer, source=gone, lock_version=3)
    kept.refresh_from_db()
    undo_source_merge(by=reviewer, source=kept, lock_version=kept.lock_version)
    sweep()
    undo_source_merge(by=reviewer, source=gone, lock_version=3)
    sweep()
    assert Report.objects.filter(source=gone).count() == 3


def test_what_hangs_on_a_large_source_follows_in_batches(reviewer, sources, monkeypatch):
    gone, kept = sources
    monkeypatch.setattr(moving, "BATCH", 2)
    before = everything()
    merge_sources(by=reviewer, source=gone, into=kept, lock_version=2)
    ((merge, left),) = merges_under_way(kept)
    assert left == 3 and Report.objects.filter(source=gone).count() == 3
    with pytest.raises(Refused, match="not finished"):
        merge_sources(by=reviewer, source=kept, into=SourceFactory(), lock_version=kept.lock_version + 1)
    assert moving.move_one_batch() and moving.left_to_move(merge) == 1
    sweep()
    assert merges_under_way(kept) == [] and not Report.objects.filter(source=gone).exists()
    undo_source_merge(by=reviewer, source=gone, lock_version=3)
    assert merges_under_way(gone)[0][1] == 3
    sweep()
    assert merges_under_way(gone) == [] and [row for row in everything() if row not in before] == [
        row for row in everything() if row.get("name", "").startswith("Outlet")
    ]


@pytest.fixture
def parties(reviewer):
    """The one that goes is the target in a claim of a published incident, and alone in an incident without claims."""
    gone = create_actor(by=reviewer, name="Falcon Brigade", names=[("لواء الصقور", "ar")])
    kept = create_actor(by=reviewer, name="Hawk Brigade", names=[("لواء النسور", "ar")])
    incident = IncidentFactory()
    for actor in (gone, kept):
        claim = ClaimFactory(incident=incident, state="accepted")
        claim.actors.create(actor=actor, name=actor.name, text=f"the {actor.name}", role="target")
    IncidentFactory().actors.create(actor=gone, name=gone.name, role="perpetrator")
    for row in Incident.objects.all():
        recompute(row)
    proposed = ClaimFactory()
    proposed.actors.create(actor=gone, name=gone.name, text="Falcons", role="victim")
    return gone, kept


def test_two_parties_become_one_in_every_claim_and_incident(reviewer, parties):
    gone, kept = parties
    before = published_version().number
    merge_actors(by=reviewer, actor=gone, into=kept, lock_version=1)
    sweep()
    told, alone = Incident.objects.order_by("pk")
    line = PublicEntry.objects.get(incident=told)
    assert (line.event, line.note) == ("corrected", "Two parties turned out to be one.")
    assert [(row.actor, row.name, row.role) for row in told.actors.all()] == [(kept, "Hawk Brigade", "target")]
    assert [(row.actor, row.role) for row in alone.actors.all()] == [(kept, "perpetrator")]
    assert [actor.names for actor in public_view(told).actors] == [{"en": "Hawk Brigade", "ar": "لواء النسور"}]
    assert published_version().number > before
    assert not Claim.objects.filter(actors__actor=gone).exists()
    for claim in Claim.objects.filter(actors__text__in=["the Falcon Brigade", "Falcons"]):
        revision = revisions_of(claim).last()
        # Nobody has touched these claims: they stay the reader's, which may replace them.
        assert revision.verb == "merge_actors" and revision.made_by is None
    assert {row.name for row in actor_names()} >= {"Falcon Brigade", "لواء الصقور"}
    for wanted in ({"actor": "Falcon Brigade"}, {"actor_ids": (gone.pk,)}, {"actor_ids": (kept.pk,)}):
        assert IncidentFilter(**wanted).apply(Incident.objects.published()).count() == 2, wanted


def test_a_merge_of_parties_is_undone_as_if_it_had_not_been(reviewer, parties):
    gone, kept = parties
    before = everything()
    merge_actors(by=reviewer, actor=gone, into=kept, lock_version=1)
    sweep()
    undo_actor_merge(by=reviewer, actor=gone, lock_version=2)
    sweep()
    assert everything() == before
    told = Incident.objects.order_by("pk").first()
    assert {row.actor for row in told.actors.all()} == {gone, kept}


def test_the_moment_before_a_merge_can_still_be_rebuilt(reviewer, sources):
    gone, kept = sources
    report = Report.objects.filter(source=gone).first()
    correct = revisions_of(gone).last()
    merged(reviewer, sources)
    assert as_of(gone, correct.made_at)["merged_into_id"] is None
    moved = revisions_of(report).last()
    assert moved.state["source_id"] == kept.pk == state_of(Report.objects.get(pk=report.pk))["source_id"]


def test_parties_of_many_claims_follow_in_batches(reviewer, parties, monkeypatch):
    gone, kept = parties
    monkeypatch.setattr(moving, "BATCH", 1)
    merge_actors(by=reviewer, actor=gone, into=kept, lock_version=1)
    assert merges_under_way(gone)[0][1] == 3
    sweep()
    assert merges_under_way(gone) == [] and not Incident.objects.filter(actors__actor=gone).exists()
    undo_actor_merge(by=reviewer, actor=gone, lock_version=2)
    sweep()
    sweep()
    assert Incident.objects.filter(actors__actor=gone).count() == 2 and merges_under_way(kept) == []


def test_the_next_report_is_read_with_the_names_of_both(gazetteer, reviewer):
    load_seed()
    gone = Actor.objects.get(name="Islamic State")
    kept = create_actor(by=reviewer, name="Daesh (IS)")
    merge_actors(by=reviewer, actor=gone, into=kept, lock_version=gone.lock_version)
    sweep()
    assert load_seed() == 0 and not gone.aliases.exists()
    text = "Islamic State fighters attacked a post near Mayadin on 3 June 2020, killing two soldiers."
    reading, _places = read_report(text, published=dt.date(2020, 6, 5))
    assert ("Daesh (IS)", kept.pk) in {(row.name, row.actor_id) for row in reading.claims[0].actors}
    assert [row for row in actor_names() if row.name == "Islamic State"] == []
    assert ActorName(kept.pk, "Daesh (IS)", "Daesh (IS)", "und") in actor_names()


def test_witnesses_are_counted_by_the_source_that_stands(reviewer, sources):
    merged(reviewer, sources)
    claims = Claim.objects.select_related("report_version__report__source", "source")
    assert origins(list(claims)) == [1, 1]


def test_a_party_alone_is_merged_at_once(reviewer):
    one, other = ActorFactory(), ActorFactory()
    assert merge_actors(by=reviewer, actor=one, into=other, lock_version=1).merged_into == other
