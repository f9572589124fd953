"""Two records of one event made one; and what the public, the history and the log say of it."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import merged_values
from incidents.errors import Conflict, NotAllowed, Refused
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
from incidents.services.incidents import delete_incident, edit_incident, restore_incident
from incidents.services.merging import merge_incidents
from tests.factories import EditorFactory, PersonFactory
from tests.support.merging import claims_of, found, merge, publish, undo

pytestmark = pytest.mark.django_db


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


def test_ten_records_of_one_event_one_after_another_lose_no_code(reviewer, draft):
    rows = [draft() for _ in range(10)]
    for gone in rows[1:]:
        merge(reviewer, rows[0], gone)
    assert {found(row.code) for row in rows} == {rows[0]} and rows[0].claims.count() == 10


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
