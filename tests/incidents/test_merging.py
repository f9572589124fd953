"""Two records of one event made one, undone, chained; and what the public, the history and the log say of it."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import merged_values
from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.history import as_of, revisions_of
from incidents.models import (
    Claim,
    Incident,
    IncidentFormerCode,
    IncidentMedia,
    IncidentMerge,
    IncidentNote,
    PublicEntry,
    Revision,
)
from incidents.published import published_version
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import (
    delete_incident,
    edit_incident,
    publish_incident,
    restore_incident,
    withdraw_incident,
)
from incidents.services.merging import all_merges, holder_of, merge_incidents, undo_merge
from tests.factories import EditorFactory, PersonFactory, ReportVersionFactory, ReviewerFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return ReviewerFactory()


@pytest.fixture
def draft(reviewer):
    """Makes drafts, each out of as many claims as asked for."""

    def make(claims=1, **facts):
        incident = None
        for _ in range(claims):
            claim = add_claim(by=reviewer, version=ReportVersionFactory(), facts=replace(FACTS, **facts))
            incident = accept_claim(by=reviewer, claim=claim, lock_version=1, incident=incident).incident
            incident.refresh_from_db()
        return incident

    return make


def publish(reviewer, incident):
    return publish_incident(by=reviewer, incident=incident, lock_version=incident.lock_version)


def merge(by, kept, gone, **more):
    for row in (kept, gone):
        row.refresh_from_db()
    versions = {"kept_version": kept.lock_version, "gone_version": gone.lock_version}
    return merge_incidents(by=by, kept=kept, gone=gone, **versions, **{"reason": "One strike.", **more})


def undo(by, merged):
    merged.refresh_from_db()
    return undo_merge(by=by, merge=merged, lock_version=holder_of(merged).lock_version)


def found(code):
    return Incident.objects.by_code(code).get()


def claims_of(incident):
    return sorted(incident.claims.values_list("pk", flat=True))


def test_claims_codes_and_values_go_to_the_record_that_is_kept(reviewer, draft):
    kept, gone = draft(), draft(2, kind="shelling")
    codes = {kept.code, gone.code}
    both = sorted(claims_of(kept) + claims_of(gone))
    merge(reviewer, kept, gone)
    kept.refresh_from_db(), gone.refresh_from_db()
    assert claims_of(kept) == both and claims_of(gone) == []
    assert kept.kind == "shelling", "the kind that most claims give"
    assert gone.is_deleted and gone.merged_into == kept
    assert {found(code) for code in codes} == {kept}


def test_each_claim_and_both_records_have_a_revision_that_names_the_other(reviewer, draft):
    kept, gone = draft(), draft(2)
    moved = claims_of(gone)
    merge(reviewer, kept, gone)
    for record, other in ((kept, gone), (gone, kept)):
        last = revisions_of(record).last()
        assert (last.verb, last.reason, last.made_by) == ("merge_incidents", f"One strike. ({other.code})", reviewer)
    for claim in Claim.objects.filter(pk__in=moved):
        last = revisions_of(claim).last()
        assert last.changes == {"incident_id": [gone.pk, kept.pk]} and claim.lock_version == 3
        assert last.state["lock_version"] == 3 and last.audit.by == reviewer


def test_what_stood_before_can_be_rebuilt_of_both(reviewer, draft):
    kept, gone = draft(), draft()
    before = timezone.now()
    merge(reviewer, kept, gone)
    assert [claim["id"] for claim in as_of(gone, before)["claims"]] == claims_of(kept)[1:]
    assert as_of(kept, before)["former_codes"] == [] and as_of(kept, timezone.now())["former_codes"] == [gone.code]


def test_people_s_own_values_of_the_kept_stay_unless_they_are_chosen(reviewer, draft):
    kept, gone = draft(), draft()
    kept = edit_incident(
        by=reviewer, incident=kept, lock_version=1, summary_en="Ours.", killed_min=3, killed_max=3, reason="A list."
    )
    theirs = {"summary_en": "Theirs.", "summary_ar": "لهم.", "harm_grade": "fair", "title_en": "A raid"}
    gone = edit_incident(
        by=reviewer, incident=gone, lock_version=1, killed_min=5, killed_max=6, reason="Two.", **theirs
    )
    offered = {choice.name: choice.usual for choice in merged_values.choices(kept, gone)}
    assert offered == {"summary_en": False, "summary_ar": True, "harm_grade": True, "title_en": True, "killed": False}
    merge(reviewer, kept, gone, take=["summary_ar", "killed"])
    kept.refresh_from_db()
    assert (kept.summary_en, kept.summary_ar, kept.harm_grade) == ("Ours.", "لهم.", "unassessed")
    assert (kept.killed_min, kept.killed_max, kept.title_en) == (5, 6, "Air strike near Mayadin")
    assert kept.overrides["killed_min"]["reason"] == "Two."


def test_a_value_that_is_no_choice_is_refused(reviewer, draft):
    kept, gone = draft(), draft()
    for name in ("status", "sensitivity", "summary_en"):
        with pytest.raises(Refused) as refused:
            merge(reviewer, kept, gone, take=[name])
        assert refused.value.field == name
    gone.refresh_from_db()
    assert not gone.is_deleted and IncidentMerge.objects.count() == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "strictest"),
    [("open", "hidden", "hidden"), ("hidden", "coarse", "hidden"), ("coarse", "open", "coarse")],
)
def test_the_stricter_guard_wins_and_goes_back_with_the_record(reviewer, draft, ours, theirs, strictest):
    later = timezone.now().replace(microsecond=0) + dt.timedelta(days=2)
    kept, gone = draft(), draft()
    edit_incident(by=reviewer, incident=kept, lock_version=1, sensitivity=ours)
    guards = {"sensitivity": theirs, "embargo_until": later, "is_graphic": True}
    edit_incident(by=reviewer, incident=gone, lock_version=1, **guards)
    merged = merge(reviewer, kept, gone)
    kept.refresh_from_db()
    assert (kept.sensitivity, kept.embargo_until, kept.is_graphic) == (strictest, later, True)
    undo(reviewer, merged)
    kept.refresh_from_db()
    assert (kept.sensitivity, kept.embargo_until, kept.is_graphic) == (ours, None, False)


def test_undoing_one_of_two_merges_leaves_the_guard_that_the_other_needs(reviewer, draft):
    kept, one, other = draft(), draft(), draft()
    for row in (one, other):
        edit_incident(by=reviewer, incident=row, lock_version=1, sensitivity="hidden")
    first = merge(reviewer, kept, one)
    merge(reviewer, kept, other)
    undo(reviewer, first)
    kept.refresh_from_db()
    assert kept.sensitivity == "hidden"


def test_notes_and_media_come_along_and_go_back(reviewer, draft):
    kept, gone = draft(), draft()
    note = {"kind": "internal", "signed_by": reviewer, "signed_at": timezone.now()}
    IncidentNote.objects.create(incident=gone, text="Ask again.", **note)
    for row, graphic in ((kept, False), (gone, True)):
        IncidentMedia.objects.create(incident=row, kind="photo", url="https://one.example/a", is_graphic=graphic)
    IncidentMedia.objects.create(incident=gone, kind="video", url="https://one.example/b")
    edit_incident(by=reviewer, incident=gone, lock_version=1, summary_en="Writes the revision that these have.")
    merged = merge(reviewer, kept, gone)
    assert [row.text for row in kept.notes.all()] == ["Ask again."]
    assert [(row.url[-1], row.is_graphic) for row in kept.media.all()] == [("a", True), ("b", False)]
    IncidentNote.objects.create(incident=kept, text="Asked.", **note)
    undo(reviewer, merged)
    assert [row.text for row in gone.notes.all()] == ["Ask again."] and [row.text for row in kept.notes.all()] == [
        "Asked."
    ]
    assert [row.url[-1] for row in gone.media.all()] == ["a", "b"]


@pytest.mark.parametrize("refusal", ["itself", "deleted", "merged already", "demo", "no reason"])
def test_what_is_not_merged(refusal, reviewer, draft):
    kept, gone, third = draft(), draft(), draft()
    more = {}
    if refusal == "itself":
        gone = kept
    elif refusal == "deleted":
        delete_incident(by=reviewer, incident=gone, lock_version=1)
    elif refusal == "merged already":
        merge(reviewer, third, gone)
    elif refusal == "demo":
        Incident.objects.filter(pk=gone.pk).update(is_demo=True)
    else:
        more = {"reason": " "}
    with pytest.raises(Refused):
        merge(reviewer, kept, gone, **more)
    kept.refresh_from_db()
    assert kept.lock_version == 1 and revisions_of(kept).count() == 1


def test_a_record_that_was_merged_cannot_take_in_the_one_that_took_it_in(reviewer, draft):
    one, other = draft(), draft()
    merge(reviewer, one, other)
    with pytest.raises(Refused, match="already"):
        merge(reviewer, other, one)


@pytest.mark.parametrize("changed", ["kept", "gone"])
def test_who_saved_either_since_makes_a_conflict_and_nothing_moves(changed, reviewer, draft):
    rows = {"kept": draft(), "gone": draft()}
    edit_incident(by=EditorFactory(), incident=rows[changed], lock_version=1, summary_en="New.")
    with pytest.raises(Conflict) as conflict:
        merge_incidents(by=reviewer, **rows, kept_version=1, gone_version=1, reason="One strike.")
    assert conflict.value.current["summary_en"] == "New."
    assert claims_of(rows["gone"]) and not IncidentFormerCode.objects.exists()


def test_an_editor_merges_drafts_and_a_reviewer_what_was_public(reviewer, draft):
    editor = EditorFactory()
    with pytest.raises(NotAllowed):
        merge(PersonFactory(), draft(), draft())
    merged = merge(editor, draft(), draft())
    assert undo(editor, merged).status == "draft"
    for kept, gone in ((draft(), publish(reviewer, draft())), (publish(reviewer, draft()), draft())):
        with pytest.raises(NotAllowed):
            merge(editor, kept, gone)
        merged = merge(reviewer, kept, gone)
        with pytest.raises(NotAllowed):
            undo(editor, merged)


def test_published_into_published_is_told_and_undone_as_published(reviewer, draft):
    kept, gone = publish(reviewer, draft()), publish(reviewer, draft())
    number = published_version().number
    merged = merge(reviewer, kept, gone, public_note="Two reports of one strike.")
    assert published_version().number > number
    told = PublicEntry.objects.filter(incident=kept).first()
    assert (told.event, told.note) == ("merged", "Two reports of one strike.") and "reports" in told.fields
    back = undo(reviewer, merged)
    assert back.status == "published" and list(Incident.objects.published().order_by("pk")) == [kept, gone]
    assert PublicEntry.objects.filter(incident=kept).first().event == "split"


def test_what_nobody_saw_is_not_told_as_merged(reviewer, draft):
    kept, gone = publish(reviewer, draft()), draft()
    merge(reviewer, kept, gone)
    assert "merged" not in PublicEntry.objects.values_list("event", flat=True)


def test_a_published_record_whose_claims_are_gone_comes_back_as_a_draft(reviewer, draft):
    kept, gone = draft(), publish(reviewer, draft())
    merged = merge(reviewer, kept, gone)
    Claim.objects.filter(pk__in=merged.claims).update(incident=None, state="proposed")
    assert undo(reviewer, merged).status == "draft"


def test_what_was_withdrawn_comes_back_withdrawn(reviewer, draft):
    gone = publish(reviewer, draft())
    withdraw_incident(by=reviewer, incident=gone, lock_version=2, reason="An exercise.")
    merged = merge(reviewer, draft(), gone)
    back = undo(reviewer, merged)
    assert (back.status, back.withdrawal_reason) == ("withdrawn", "An exercise.")


def test_undoing_that_would_leave_a_published_record_without_a_claim_is_refused(reviewer, draft):
    kept, gone = publish(reviewer, draft()), draft()
    own = claims_of(kept)
    merged = merge(reviewer, kept, gone)
    Claim.objects.filter(pk__in=own).update(incident=None, state="proposed")
    with pytest.raises(Refused, match="withdraw it first"):
        undo(reviewer, merged)
    assert found(gone.code) == kept


def test_undoing_works_after_the_kept_was_edited_and_keeps_that(reviewer, draft):
    kept, gone = draft(), draft()
    edit_incident(by=reviewer, incident=gone, lock_version=1, summary_en="Theirs.", summary_ar="لهم.")
    merged = merge(reviewer, kept, gone, take=["summary_en", "summary_ar"])
    kept.refresh_from_db()
    edit_incident(by=reviewer, incident=kept, lock_version=kept.lock_version, summary_en="Written anew.")
    late = add_claim(by=reviewer, version=ReportVersionFactory(), facts=FACTS)
    accept_claim(by=reviewer, claim=late, lock_version=1, incident=kept)
    back = undo(reviewer, merged)
    kept.refresh_from_db()
    assert (kept.summary_en, kept.summary_ar, back.summary_en) == ("Written anew.", "", "Theirs.")
    assert late.pk in claims_of(kept) and claims_of(back) == merged.claims
    assert (found(kept.code), found(back.code)) == (kept, back)


def test_undoing_twice_or_beside_somebody_else(reviewer, draft):
    kept, gone = draft(), draft()
    merged = merge(reviewer, kept, gone)
    with pytest.raises(Conflict):
        undo_merge(by=reviewer, merge=merged, lock_version=1)
    undo(reviewer, merged)
    with pytest.raises(AlreadyThere):
        undo(reviewer, merged)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the first one first", "the last one first"])
def test_either_of_two_chained_merges_can_be_undone(order, reviewer, draft):
    rows = [draft(), draft(2), draft()]
    before = {row.pk: claims_of(row) for row in rows}
    merges = [merge(reviewer, rows[1], rows[0]), merge(reviewer, rows[2], rows[1])]
    assert {found(row.code) for row in rows} == {rows[2]}
    assert [row.gone for row in all_merges(rows[2])] == [rows[1], rows[0]]
    first, second = order
    back = undo(reviewer, merges[first])
    assert claims_of(back) == (before[rows[0].pk] if first == 0 else sorted(before[rows[0].pk] + before[rows[1].pk]))
    undo(reviewer, merges[second])
    assert {row.pk: claims_of(row) for row in rows} == before
    assert [found(row.code) for row in rows] == rows and not IncidentFormerCode.objects.exists()


def test_ten_records_of_one_event_one_after_another_lose_no_code(reviewer, draft):
    rows = [draft() for _ in range(10)]
    for gone in rows[1:]:
        merge(reviewer, rows[0], gone)
    assert {found(row.code) for row in rows} == {rows[0]} and rows[0].claims.count() == 10


def test_a_merged_record_is_not_restored_but_its_merge_undone(reviewer, draft):
    kept, gone = draft(), draft()
    merge(reviewer, kept, gone)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="merged"):
        restore_incident(by=reviewer, incident=gone, lock_version=gone.lock_version)


def test_the_codes_of_a_deleted_record_still_lead_to_it(reviewer, draft):
    kept, gone = draft(), draft()
    merged = merge(reviewer, kept, gone)
    kept.refresh_from_db()
    delete_incident(by=reviewer, incident=kept, lock_version=kept.lock_version)
    assert found(gone.code) == kept
    with pytest.raises(Refused, match="deleted"):
        undo(reviewer, merged)
    kept.refresh_from_db()
    restore_incident(by=reviewer, incident=kept, lock_version=kept.lock_version)
    assert undo(reviewer, merged) == found(gone.code)


def test_every_change_has_its_revision(reviewer, draft):
    kept, gone = draft(), draft()
    undo(reviewer, merge(reviewer, kept, gone))
    for record in Incident.objects.all():
        newest = revisions_of(record).last().state
        assert newest["lock_version"] == record.lock_version and newest["is_deleted"] == record.is_deleted
    assert Revision.objects.filter(subject="claim", verb="undo_merge").count() == 1


@contextmanager
def counted(into):
    with CaptureQueriesContext(connection) as captured:
        yield
    into.append(sum("SAVEPOINT" not in query["sql"] for query in captured))


def test_many_claims_cost_no_more_queries_than_few(reviewer, draft):
    counts = {}
    for claims in (1, 6):
        kept, gone, queries = draft(), draft(claims), []
        with counted(queries):
            merged = merge(reviewer, kept, gone)
        with counted(queries):
            undo(reviewer, merged)
        counts[claims] = queries
    assert counts[1] == counts[6], counts
