"""Submitting, returning, approving, the second person, and who works on it."""

from dataclasses import replace

import pytest

from incidents import moves
from incidents.errors import Conflict, NotAllowed, Refused
from incidents.history import revisions_of
from incidents.policies import Role
from incidents.services.claims import accept_claim, add_claim, correct_claim, reopen_claim
from incidents.services.incidents import (
    correct_incident,
    delete_incident,
    edit_incident,
    publish_incident,
    restore_incident,
    withdraw_incident,
)
from incidents.services.notes import add_note
from incidents.services.review import approve_incident, assign_incident, return_incident, submit_incident
from tests.factories import AdministratorFactory, EditorFactory, PersonFactory, ReportVersionFactory, ReviewerFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def draft(editor):
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    return accept_claim(by=editor, claim=claim, lock_version=1).incident


@pytest.fixture
def two(settings):
    settings.SECOND_PERSON = True


def do(service, by, incident, **arguments):
    incident.refresh_from_db()
    return service(by=by, incident=incident, lock_version=incident.lock_version, **arguments)


@pytest.fixture
def submitted(editor, draft):
    return do(submit_incident, editor, draft)


def test_a_contributor_submits_and_takes_back_but_returns_nobody_elses(draft, reviewer):
    contributor, other = PersonFactory(role=Role.CONTRIBUTOR), PersonFactory(role=Role.CONTRIBUTOR)
    in_review = do(submit_incident, contributor, draft)
    assert (in_review.status, in_review.submitted_by) == ("in_review", contributor)
    with pytest.raises(NotAllowed):
        do(return_incident, other, in_review, comment="Not yet.")
    taken_back = do(return_incident, contributor, in_review, comment="Not yet.")
    assert (taken_back.status, taken_back.submitted_by) == ("draft", None)


def test_a_draft_that_no_claim_bears_out_is_not_submitted(editor, draft):
    claim = draft.claims.get()
    reopen_claim(by=editor, claim=claim, lock_version=claim.lock_version)
    draft.refresh_from_db()
    draft = do(restore_incident, ReviewerFactory(), draft)
    with pytest.raises(Refused, match="accepted claim"):
        do(submit_incident, editor, draft)


def test_a_return_says_what_is_missing_and_keeps_whom_to(reviewer, editor, submitted):
    with pytest.raises(Refused) as refused:
        do(return_incident, reviewer, submitted, comment="  ")
    assert refused.value.field == "comment"
    returned = do(return_incident, reviewer, submitted, comment="The date is missing.")
    assert (returned.status, returned.submitted_by) == ("draft", editor)
    assert revisions_of(returned).last().reason == "The date is missing."


def test_nobody_approves_what_they_submitted_or_changed_last(editor, submitted, two):
    with pytest.raises(NotAllowed):
        do(approve_incident, editor, submitted)
    administrator = AdministratorFactory()
    own = do(return_incident, administrator, submitted, comment="Mine.")
    own = do(submit_incident, administrator, own)
    with pytest.raises(Refused, match="somebody else"):
        do(approve_incident, administrator, own)
    second = AdministratorFactory()
    do(edit_incident, second, own, harm_grade="fair")
    with pytest.raises(Refused, match="somebody else"):
        do(approve_incident, second, own)
    assert do(approve_incident, ReviewerFactory(), own).approved_by is not None


def test_with_a_second_person_nothing_is_published_unapproved(editor, reviewer, draft, two):
    for by in (editor, reviewer, AdministratorFactory()):
        with pytest.raises(Refused, match="second person"):
            do(publish_incident, by, draft)
    do(submit_incident, editor, draft)
    with pytest.raises(Refused, match="second person"):
        do(publish_incident, editor, draft)
    do(approve_incident, reviewer, draft)
    published = do(publish_incident, editor, draft)
    assert (published.status, published.approved_by, published.submitted_by) == ("published", reviewer, None)


def test_what_was_withdrawn_is_reviewed_anew(editor, reviewer, submitted, two):
    do(approve_incident, reviewer, submitted)
    do(publish_incident, editor, submitted)
    do(withdraw_incident, editor, submitted, reason="It was an exercise.")
    with pytest.raises(Refused, match="second person"):
        do(publish_incident, editor, submitted)
    again = do(submit_incident, editor, submitted)
    assert again.approved_by is None


@pytest.mark.parametrize(
    "fields",
    [{"harm_grade": "fair"}, {"sensitivity": "coarse"}, {"title_ar": "غارة"}],
    ids=lambda fields: next(iter(fields)),
)
def test_a_later_change_of_content_voids_the_approval_and_the_history_says_so(editor, reviewer, submitted, fields):
    do(approve_incident, reviewer, submitted)
    edited = do(edit_incident, editor, submitted, **fields)
    edited.refresh_from_db()
    assert edited.approved_by is None
    revision = revisions_of(edited).last()
    assert revision.changes["approved_by_id"] == [reviewer.pk, None] and revision.state["approved_by_id"] is None


def test_a_corrected_claim_voids_the_approval(editor, reviewer, submitted):
    do(approve_incident, reviewer, submitted)
    claim = submitted.claims.get()
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=replace(FACTS, kind="shelling"))
    submitted.refresh_from_db()
    assert submitted.approved_by is None


def test_notes_and_assignment_leave_the_approval(editor, reviewer, submitted):
    do(approve_incident, reviewer, submitted)
    do(add_note, editor, submitted, kind="internal", text="Call them again.")
    assert do(assign_incident, editor, submitted, person=editor).approved_by == reviewer


def test_a_correction_of_what_is_public_waits_for_a_second_person(editor, reviewer, submitted, two):
    do(approve_incident, reviewer, submitted)
    published = do(publish_incident, editor, submitted)
    with pytest.raises(Refused, match="is published"):
        do(approve_incident, ReviewerFactory(), published)
    corrected = do(correct_incident, editor, published, public_note="Two witnesses.", harm_grade="fair")
    corrected.refresh_from_db()
    assert (corrected.status, corrected.approved_by, corrected.submitted_by) == ("published", None, editor)
    changes = revisions_of(corrected).last().changes
    assert (changes["approved_by_id"], changes["submitted_by_id"]) == ([reviewer.pk, None], [None, editor.pk])
    seen = do(approve_incident, reviewer, corrected)
    assert (seen.status, seen.approved_by, seen.submitted_by) == ("published", reviewer, None)


def test_a_claim_that_joins_what_is_public_opens_a_review_by_somebody_else(editor, reviewer, submitted, two):
    do(approve_incident, reviewer, submitted)
    published = do(publish_incident, editor, submitted)
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    accept_claim(by=editor, claim=claim, lock_version=1, incident=published)
    published.refresh_from_db()
    assert moves.is_under_review(published) and not moves.offered(editor, published)["approve"]
    assert moves.offered(reviewer, published)["approve"]


def test_what_was_public_before_a_second_person_was_asked_for_waits_once_it_changes(editor, draft, settings):
    published = do(publish_incident, editor, draft)
    settings.SECOND_PERSON = True
    assert not moves.is_under_review(published)
    do(correct_incident, editor, published, public_note="Two witnesses.", harm_grade="fair")
    published.refresh_from_db()
    assert moves.is_under_review(published)


def test_without_a_second_person_a_correction_waits_for_nobody(editor, draft):
    published = do(publish_incident, editor, draft)
    do(correct_incident, editor, published, public_note="Two witnesses.", harm_grade="fair")
    published.refresh_from_db()
    assert not moves.is_under_review(published)


def test_what_comes_next_is_one_thing(editor, reviewer, draft, settings):
    assert moves.next_of(moves.offered(editor, draft)) == "publish"
    settings.SECOND_PERSON = True
    assert moves.next_of(moves.offered(editor, draft)) == "submit"
    submitted = do(submit_incident, editor, draft)
    assert moves.next_of(moves.offered(editor, submitted)) == ""
    assert moves.next_of(moves.offered(reviewer, submitted)) == "approve"
    approved = do(approve_incident, reviewer, submitted)
    assert moves.next_of(moves.offered(editor, approved)) == "publish"


def test_it_is_assigned_to_somebody_who_may_edit_or_to_nobody(editor, draft):
    with pytest.raises(Refused) as refused:
        do(assign_incident, editor, draft, person=PersonFactory(role=Role.CONTRIBUTOR))
    assert refused.value.field == "person"
    colleague = EditorFactory()
    assert do(assign_incident, editor, draft, person=colleague).assigned_to == colleague
    assert do(assign_incident, editor, draft, person=None).assigned_to is None


def test_two_reviewers_at_once_both_see_what_the_other_did(reviewer, submitted):
    seen = submitted.lock_version
    do(approve_incident, reviewer, submitted)
    with pytest.raises(Conflict) as conflict:
        return_incident(by=ReviewerFactory(), incident=submitted, lock_version=seen, comment="The date is missing.")
    assert conflict.value.yours == {"comment": "The date is missing."} and conflict.value.changed_by == reviewer


def test_restoring_gives_back_what_it_was_but_nothing_to_the_public(editor, reviewer, submitted):
    do(approve_incident, reviewer, submitted)
    do(delete_incident, editor, submitted)
    restored = do(restore_incident, reviewer, submitted)
    assert (restored.status, restored.approved_by) == ("in_review", reviewer)
    do(publish_incident, editor, restored)
    do(delete_incident, reviewer, restored)
    assert do(restore_incident, reviewer, restored).status == "draft"


def test_a_published_incident_is_corrected_with_a_note_and_not_edited(editor, draft):
    published = do(publish_incident, editor, draft)
    with pytest.raises(Refused) as refused:
        do(edit_incident, editor, published, harm_grade="fair")
    assert refused.value.field == "public_note"
    published.refresh_from_db()
    assert published.harm_grade == "unassessed"
    with pytest.raises(Refused) as refused:
        do(correct_incident, editor, published, public_note=" ", harm_grade="fair")
    assert refused.value.field == "public_note"
    with pytest.raises(Refused, match="no change"):
        do(correct_incident, editor, published, public_note="Two witnesses.", harm_grade="unassessed")
    corrected = do(correct_incident, editor, published, public_note="Two witnesses.", killed_min=2, killed_max=2)
    assert corrected.overrides["killed_min"]["reason"] == "Two witnesses."
    entry = corrected.public_entries.first()
    assert (entry.event, entry.note, entry.fields) == ("corrected", "Two witnesses.", ["killed"])


def test_what_the_public_does_not_see_is_edited_without_a_note(editor, draft):
    published = do(publish_incident, editor, draft)
    do(edit_incident, editor, published, sensitivity="hidden")
    do(edit_incident, editor, published, harm_grade="fair")
    assert [entry.event for entry in published.public_entries.all()] == ["published"]
