"""A former version brought back: what a person decided comes, what is others' stays, and no limit is loosened."""

from dataclasses import replace

import pytest

from incidents.errors import Conflict, NotAllowed, Refused
from incidents.history import plain, revisions_of, state_of
from incidents.models import IncidentNote, PublicEntry
from incidents.place_facts import PlaceFacts
from incidents.services.claims import accept_claim, add_claim, correct_claim, reject_claim, reopen_claim
from incidents.services.incidents import correct_incident, edit_incident, publish_incident
from incidents.services.media import add_medium, correct_medium, remove_medium
from incidents.services.merging import merge_incidents, undo_merge
from incidents.services.notes import add_note, remove_note
from incidents.services.places import add_place, correct_place
from incidents.services.restoring import rehearsed, restore_revision
from incidents.services.sources import correct_source, create_source
from tests.desk.conftest import FACTS, TEXT
from tests.factories import EditorFactory, PersonFactory, ReportVersionFactory, ReviewerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def claim(editor):
    return add_claim(by=editor, version=ReportVersionFactory(text=TEXT), facts=FACTS)


@pytest.fixture
def incident(editor, claim):
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident


def do(service, by, incident, **arguments):
    incident.refresh_from_db()
    return service(by=by, incident=incident, lock_version=incident.lock_version, **arguments)


def restore(by, subject, number, **arguments):
    subject.refresh_from_db()
    revision = revisions_of(subject).get(number=number)
    arguments = {"reason": "It was right.", "lock_version": subject.lock_version} | arguments
    restored = restore_revision(by=by, record=subject, revision=revision, **arguments)
    restored.refresh_from_db()
    return restored


def newest(subject):
    return revisions_of(subject).last().number


def test_what_a_person_decided_and_wrote_comes_back(editor, incident):
    do(
        edit_incident,
        editor,
        incident,
        title_en="A title",
        summary_ar="نص",
        harm_grade="fair",
        killed_min=3,
        reason="a list",
    )
    number = newest(incident)
    do(edit_incident, editor, incident, title_en="", summary_ar="", harm_grade="weak", killed_min=None)
    again = restore(editor, incident, number)
    assert (again.title_en, again.summary_ar, again.harm_grade, again.killed_min) == ("A title", "نص", "fair", 3)
    assert again.overrides["killed_min"]["reason"] == "a list"
    last = revisions_of(incident).last()
    assert (last.verb, last.reason, last.made_by) == ("restore_revision", f"#{number}: It was right.", editor)
    assert last.state == state_of(again)


def test_how_much_is_told_stays_as_it_is_now(editor, incident):
    number = newest(incident)
    do(edit_incident, editor, incident, sensitivity="hidden", harm_grade="fair")
    again = restore(editor, incident, number)
    assert (again.sensitivity, again.harm_grade) == ("hidden", "unassessed")


def test_notes_that_were_taken_away_come_back_once_and_later_ones_stay(editor, incident):
    do(add_note, editor, incident, kind="internal", text="First.")
    signed = IncidentNote.objects.get()
    number = newest(incident)
    do(remove_note, editor, incident, note_id=signed.pk)
    do(add_note, EditorFactory(), incident, kind="internal", text="Second.")
    for earlier in (number, number + 2):
        again = restore(editor, incident, earlier)
    assert sorted(again.notes.values_list("text", flat=True)) == ["First.", "Second."]
    assert plain(again.notes.get(text="First.").signed_at) == plain(signed.signed_at)


def test_links_stand_as_they_stood(editor, incident):
    do(add_medium, editor, incident, kind="photo", url="https://outlet.example/1", is_graphic=True)
    number = newest(incident)
    do(remove_medium, editor, incident, medium_id=incident.media.get().pk)
    do(add_medium, editor, incident, kind="video", url="https://outlet.example/2")
    again = restore(editor, incident, number)
    assert list(again.media.values_list("url", "is_graphic")) == [("https://outlet.example/1", True)]


def test_a_warning_of_graphic_content_stays(editor, incident):
    do(add_medium, editor, incident, kind="photo", url="https://outlet.example/1")
    number = newest(incident)
    medium = {"kind": "photo", "url": "https://outlet.example/1", "caption_en": "Later.", "is_graphic": True}
    do(correct_medium, editor, incident, medium_id=incident.media.get().pk, **medium)
    do(edit_incident, editor, incident, is_graphic=True)
    warned = newest(incident)
    again = restore(editor, incident, number)
    assert again.is_graphic and list(again.media.values_list("caption_en", "is_graphic")) == [("", True)]
    do(edit_incident, editor, incident, is_graphic=False)
    assert restore(editor, incident, warned).is_graphic, "and the one of then comes back"


def test_what_a_merge_brought_is_there_for_its_undoing(editor, incident):
    by = ReviewerFactory()
    claim = add_claim(by=editor, version=ReportVersionFactory(text=TEXT), facts=FACTS)
    other = accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident
    do(add_medium, editor, incident, kind="photo", url="https://outlet.example/1")
    number = newest(incident)
    do(remove_medium, editor, incident, medium_id=incident.media.get().pk)
    do(add_medium, editor, other, kind="photo", url="https://outlet.example/2")
    do(add_note, editor, other, kind="internal", text="Call them again.")
    incident.refresh_from_db()
    other.refresh_from_db()
    versions = {"kept_version": incident.lock_version, "gone_version": other.lock_version}
    merge = merge_incidents(by=by, kept=incident, gone=other, reason="One strike.", **versions)
    merged = newest(incident)
    for earlier in (number, merged, number):
        again = restore(editor, incident, earlier)
    assert sorted(row.url[-1] for row in again.media.all()) == ["1", "2"] and again.notes.count() == 1
    back = undo_merge(by=by, merge=merge, lock_version=again.lock_version)
    assert [row.url[-1] for row in back.media.all()] == ["2"] and back.notes.count() == 1
    assert [row.url[-1] for row in incident.media.all()] == ["1"]


def test_no_claim_is_taken_from_another_incident(editor, incident, claim):
    number = newest(incident)
    claim.refresh_from_db()
    reopen_claim(by=editor, claim=claim, lock_version=claim.lock_version)
    claim.refresh_from_db()
    other = accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident
    incident.refresh_from_db()
    with pytest.raises(Refused, match="deleted"):
        restore(editor, incident, number)
    claim.refresh_from_db()
    assert claim.incident == other


def test_a_claim_says_again_what_it_said_with_its_receipts(editor, incident, claim):
    claim.refresh_from_db()
    number, before = newest(claim), state_of(claim)
    changed = replace(FACTS, kind="clash", places=[], casualties=[], spans=[], date_start=None, date_end=None)
    correct_claim(
        by=editor,
        claim=claim,
        lock_version=claim.lock_version,
        facts=replace(changed, date_precision="unknown"),
    )
    again = restore(editor, claim, number)
    after = state_of(again)
    differ = {name for name in after if after[name] != before[name]}
    assert differ == {"lock_version", "places", "actors", "casualties", "spans"}, "rows are written anew"
    assert [(span["field"], span["text"]) for span in after["spans"]] == [
        (span["field"], span["text"]) for span in before["spans"]
    ]
    incident.refresh_from_db()
    assert (incident.kind, incident.injured_min) == ("air_strike", 2), "its incident is computed again"
    assert again.incident == incident


def test_a_rejected_claim_is_reopened_first(editor):
    claim = add_claim(by=editor, version=ReportVersionFactory(text=TEXT), facts=FACTS)
    reject_claim(by=editor, claim=claim, lock_version=claim.lock_version)
    with pytest.raises(Refused):
        restore(editor, claim, 1)


def test_sources_and_places_come_back_with_their_names(editor):
    source = create_source(by=editor, name="Wire", time_zone="Asia/Damascus")
    source = correct_source(by=editor, source=source, lock_version=source.lock_version, name="Wires", time_zone="UTC")
    source = restore(editor, source, 1)
    assert (source.name, source.time_zone, list(source.aliases.all())) == ("Wire", "Asia/Damascus", [])
    facts = PlaceFacts(name="Old Town", kind="settlement", latitude=35.0, longitude=40.0, radius_m=2000, country="SY")
    place = add_place(by=editor, facts=facts, reason="a map")
    moved = replace(facts, name="New Town", latitude=35.2)
    correct_place(by=editor, place=place, lock_version=place.lock_version, facts=moved, reason="a sign")
    place = restore(editor, place, 1)
    assert (place.name, place.latitude, place.names.count()) == ("Old Town", 35.0, 1)


def test_what_the_public_sees_comes_back_as_a_correction(editor, incident):
    published = do(publish_incident, editor, incident)
    number = newest(published)
    do(correct_incident, editor, published, public_note="Two witnesses.", harm_grade="fair")
    with pytest.raises(Refused) as refusal:
        restore(editor, published, number)
    assert refusal.value.field == "public_note"
    again = restore(editor, published, number, public_note="One of them was not there.")
    assert (again.status, again.harm_grade) == ("published", "unassessed")
    entry = PublicEntry.objects.first()
    assert (entry.event, entry.fields, entry.note) == ("corrected", ["harm_grade"], "One of them was not there.")


def test_a_rehearsal_tells_what_would_be_and_changes_nothing(editor, incident):
    do(edit_incident, editor, incident, harm_grade="fair")
    incident.refresh_from_db()
    before = state_of(incident)
    revision = revisions_of(incident).first()
    told = rehearsed(
        by=editor, record=incident, revision=revision, lock_version=incident.lock_version, reason="-", public_note="-"
    )
    assert told["harm_grade"] == "unassessed"
    incident.refresh_from_db()
    assert state_of(incident) == before and revisions_of(incident).last().state == before


def test_it_is_refused_without_a_reason_a_right_or_the_newest_version(editor, incident, claim):
    do(edit_incident, editor, incident, harm_grade="fair")
    with pytest.raises(Refused):
        restore(editor, incident, 1, reason=" ")
    with pytest.raises(NotAllowed):
        restore(PersonFactory(role="contributor"), incident, 1)
    with pytest.raises(Conflict):
        restore(editor, incident, 1, lock_version=1)
    with pytest.raises(Refused, match="another record"):
        restore_revision(
            by=editor, record=claim, revision=revisions_of(incident).first(), lock_version=1, reason="It was right."
        )
