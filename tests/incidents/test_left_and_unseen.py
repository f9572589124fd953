"""What a later change must not undo: guards over the past of a record, the second person, the warning of pictures."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.utils import timezone

from incidents import moves
from incidents.errors import Refused
from incidents.history import revisions_of
from incidents.models import PublicEntry
from incidents.public_view import public_view
from incidents.services.claims import accept_claim, add_claim, reject_claim, reopen_claim
from incidents.services.incidents import correct_incident, edit_incident, publish_incident, withdraw_incident
from incidents.services.merging import merge_incidents
from incidents.services.restoring import restore_revision
from incidents.services.review import approve_incident, submit_incident
from incidents.services.splitting import split_incident
from tests.factories import EditorFactory, ReportVersionFactory, ReviewerFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return ReviewerFactory()


@pytest.fixture
def draft(reviewer):
    """An incident of two claims."""
    incident = None
    for facts in (FACTS, replace(FACTS, kind="shelling")):
        claim = add_claim(by=reviewer, version=ReportVersionFactory(), facts=facts)
        incident = accept_claim(by=reviewer, claim=claim, lock_version=1, incident=incident).incident
    incident.refresh_from_db()
    return incident


@pytest.fixture
def published(reviewer, draft):
    return publish_incident(by=reviewer, incident=draft, lock_version=draft.lock_version)


def test_the_past_does_not_tell_what_was_split_off_and_hidden(reviewer, published):
    then = timezone.now()
    leaving = published.claims.order_by("pk")[1]
    title = leaving.report_version.report.title
    assert title in json.dumps(public_view(published, then).as_json())
    draft = split_incident(
        by=reviewer, incident=published, claims=[leaving.pk], reason="two", lock_version=published.lock_version
    )
    edit_incident(by=reviewer, incident=draft, lock_version=draft.lock_version, sensitivity="hidden")
    published.refresh_from_db()
    assert public_view(published) is not None
    assert public_view(published, then) is None


@pytest.mark.parametrize("rejected", [False, True])
def test_the_past_does_not_tell_a_claim_that_was_taken_back_and_stands_in_no_record(reviewer, published, rejected):
    then = timezone.now()
    leaving = published.claims.order_by("pk")[1]
    record = withdraw_incident(
        by=reviewer, incident=published, lock_version=published.lock_version, reason="A report was wrong."
    )
    claim = reopen_claim(by=reviewer, claim=leaving, lock_version=leaving.lock_version)
    if rejected:
        reject_claim(by=reviewer, claim=claim, lock_version=claim.lock_version)
    record.refresh_from_db()
    record = publish_incident(by=reviewer, incident=record, lock_version=record.lock_version)
    assert public_view(record) is not None
    assert public_view(record, then) is None
    assert public_view(record, timezone.now()) is not None


def test_nobody_approves_an_own_change_under_somebody_else_s_later_one(reviewer, published, settings):
    settings.SECOND_PERSON = True
    editor = EditorFactory()
    record = correct_incident(
        by=reviewer, incident=published, lock_version=published.lock_version, public_note="More.", harm_grade="fair"
    )
    record = correct_incident(
        by=editor, incident=record, lock_version=record.lock_version, public_note="A slip.", summary_en="Typo."
    )
    assert moves.changed_unseen_by(record) == {reviewer.pk, editor.pk}
    assert record.submitted_by == reviewer, "who opened the review did, whoever else changes it"
    with pytest.raises(Refused):
        approve_incident(by=reviewer, incident=record, lock_version=record.lock_version)
    approve_incident(by=ReviewerFactory(), incident=record, lock_version=record.lock_version)


def test_nobody_approves_what_they_wrote_in_a_record_that_somebody_else_merged_into_it(reviewer, published, settings):
    settings.SECOND_PERSON = True
    writer, third = ReviewerFactory(), ReviewerFactory()
    claim = add_claim(by=writer, version=ReportVersionFactory(), facts=FACTS)
    gone = accept_claim(by=writer, claim=claim, lock_version=1).incident
    merge_incidents(
        by=reviewer,
        kept=published,
        gone=gone,
        kept_version=published.lock_version,
        gone_version=gone.lock_version,
        reason="one",
    )
    published.refresh_from_db()
    for person in (reviewer, writer):
        with pytest.raises(Refused):
            approve_incident(by=person, incident=published, lock_version=published.lock_version)
    approve_incident(by=third, incident=published, lock_version=published.lock_version)


def split_by(person, record):
    record.refresh_from_db()
    leaving = [record.claims.order_by("pk").last().pk]
    return split_incident(by=person, incident=record, claims=leaving, reason="two", lock_version=record.lock_version)


def may_approve(person, record):
    """Where the record is in review and somebody else submitted it."""
    return not moves.why_not(record, "approve", person)


def submitted(record):
    return submit_incident(by=EditorFactory(), incident=record, lock_version=record.lock_version)


def test_nobody_approves_what_they_changed_unseen_before_it_was_split_off(reviewer, published, settings):
    settings.SECOND_PERSON = True
    changed = correct_incident(
        by=reviewer, incident=published, lock_version=published.lock_version, public_note="More.", harm_grade="fair"
    )
    splitter, third = ReviewerFactory(), ReviewerFactory()
    draft = submitted(split_by(splitter, changed))
    for person in (reviewer, splitter):
        with pytest.raises(Refused):
            approve_incident(by=person, incident=draft, lock_version=draft.lock_version)
    approve_incident(by=third, incident=draft, lock_version=draft.lock_version)


def test_who_changed_what_was_approved_before_the_split_or_after_it_may_approve_what_left(
    reviewer, published, settings
):
    settings.SECOND_PERSON = True
    before, after, splitter = ReviewerFactory(), ReviewerFactory(), ReviewerFactory()
    changed = correct_incident(
        by=before, incident=published, lock_version=published.lock_version, public_note="More.", harm_grade="fair"
    )
    approve_incident(by=reviewer, incident=changed, lock_version=changed.lock_version)
    draft = submitted(split_by(splitter, changed))
    changed.refresh_from_db()
    correct_incident(
        by=after, incident=changed, lock_version=changed.lock_version, public_note="Less.", harm_grade="weak"
    )
    assert may_approve(before, draft) and may_approve(after, draft)
    assert not may_approve(splitter, draft)


def test_an_approval_of_the_rest_is_none_of_what_left(reviewer, draft, settings):
    settings.SECOND_PERSON = True
    splitter, third = ReviewerFactory(), ReviewerFactory()
    left = submitted(split_by(splitter, draft))
    draft.refresh_from_db()
    rest = submitted(draft)
    approve_incident(by=third, incident=rest, lock_version=rest.lock_version)
    assert not may_approve(reviewer, left), "who wrote the draft that was split"
    assert may_approve(third, left)


def test_what_left_what_had_left_is_asked_about_the_first(reviewer, draft, settings):
    settings.SECOND_PERSON = True
    claim = add_claim(by=reviewer, version=ReportVersionFactory(), facts=FACTS)
    accept_claim(by=reviewer, claim=claim, lock_version=1, incident=draft)
    draft.refresh_from_db()
    leaving = [claim.pk for claim in draft.claims.order_by("pk")[1:]]
    first = split_incident(
        by=ReviewerFactory(), incident=draft, claims=leaving, reason="two", lock_version=draft.lock_version
    )
    second = submitted(split_by(ReviewerFactory(), first))
    assert not may_approve(reviewer, second)
    assert may_approve(ReviewerFactory(), second)


def test_a_withdrawal_that_nobody_outside_could_see_is_no_line_of_the_log(reviewer, published):
    hidden = edit_incident(by=reviewer, incident=published, lock_version=published.lock_version, sensitivity="hidden")
    withdraw_incident(by=reviewer, incident=hidden, lock_version=hidden.lock_version, reason="A name was in it.")
    assert not PublicEntry.objects.filter(incident=published, event="withdrawn").exists()


@pytest.mark.parametrize(
    "guard",
    [{"sensitivity": "hidden"}, {"embargo_until": timezone.now() + dt.timedelta(days=1)}],
    ids=["hidden", "embargoed"],
)
def test_what_was_withdrawn_before_anybody_could_see_it_is_none_once_its_guard_ends(client, reviewer, draft, guard):
    record = edit_incident(by=reviewer, incident=draft, lock_version=draft.lock_version, **guard)
    record = publish_incident(by=reviewer, incident=record, lock_version=record.lock_version)
    record = withdraw_incident(
        by=reviewer, incident=record, lock_version=record.lock_version, reason="A name was in it."
    )
    edit_incident(
        by=reviewer, incident=record, lock_version=record.lock_version, sensitivity="open", embargo_until=None
    )
    for form in ("/incidents/{}/", "/ar/incidents/{}/", "/incidents/{}/card/", "/api/v1/incidents/{}.geojson"):
        answer = client.get(form.format(draft.code))
        assert answer.status_code == 404 and "A name was in it." not in answer.content.decode()


def test_of_two_withdrawals_the_page_tells_the_one_that_the_public_saw(client, reviewer, published):
    def withdrawn(record, reason):
        return withdraw_incident(by=reviewer, incident=record, lock_version=record.lock_version, reason=reason)

    record = withdrawn(published, "It was an exercise.")
    record = edit_incident(by=reviewer, incident=record, lock_version=record.lock_version, sensitivity="hidden")
    record = publish_incident(by=reviewer, incident=record, lock_version=record.lock_version)
    record = withdrawn(record, "A name was in it.")
    edit_incident(by=reviewer, incident=record, lock_version=record.lock_version, sensitivity="open")
    answer = client.get(f"/incidents/{record.code}/")
    assert answer.status_code == 410
    assert "It was an exercise." in answer.content.decode() and "A name was in it." not in answer.content.decode()


def test_a_former_version_does_not_take_the_warning_of_pictures_away(reviewer):
    claim = add_claim(by=reviewer, version=ReportVersionFactory(), facts=FACTS)
    draft = accept_claim(by=reviewer, claim=claim, lock_version=1).incident
    first = revisions_of(draft).last()
    draft.refresh_from_db()
    draft = edit_incident(by=reviewer, incident=draft, lock_version=draft.lock_version, is_graphic=True)
    restored = restore_revision(
        by=reviewer, record=draft, revision=first, lock_version=draft.lock_version, reason="as it was"
    )
    assert restored.is_graphic


def test_a_draft_that_two_wrote_is_approved_by_a_third(reviewer, settings):
    settings.SECOND_PERSON = True
    editor, third = EditorFactory(), ReviewerFactory()
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    draft = accept_claim(by=editor, claim=claim, lock_version=1).incident
    draft.refresh_from_db()
    draft = edit_incident(by=reviewer, incident=draft, lock_version=draft.lock_version, summary_en="A strike.")
    draft = submit_incident(by=editor, incident=draft, lock_version=draft.lock_version)
    for person in (editor, reviewer):
        with pytest.raises(Refused):
            approve_incident(by=person, incident=draft, lock_version=draft.lock_version)
    approve_incident(by=third, incident=draft, lock_version=draft.lock_version)
