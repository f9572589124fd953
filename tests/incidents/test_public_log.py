"""The public log: what is written when, and what of it anybody may read."""

from dataclasses import replace

import pytest
from django.db import transaction

from incidents.facts import CasualtyInput
from incidents.history import revisions_of
from incidents.models import PublicEntry
from incidents.services import public_log
from incidents.services.claims import accept_claim, add_claim, correct_claim
from incidents.services.incidents import edit_incident, publish_incident, withdraw_incident
from tests.factories import EditorFactory, ReportVersionFactory
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
def published(editor, draft):
    return publish_incident(by=editor, incident=draft, lock_version=draft.lock_version)


def lines(incident):
    return [(row.event, row.note, row.fields) for row in PublicEntry.objects.filter(incident=incident)]


def test_what_happens_to_a_draft_is_not_told(editor, draft):
    edit_incident(by=editor, incident=draft, lock_version=1, harm_grade="fair")
    assert lines(draft) == []


def test_publishing_again_and_withdrawing_are_told_each_time(editor, published):
    withdrawn = withdraw_incident(by=editor, incident=published, lock_version=2, reason="It was an exercise.")
    publish_incident(by=editor, incident=withdrawn, lock_version=3)
    assert lines(published) == [
        ("published", "", []),
        ("withdrawn", "It was an exercise.", []),
        ("published", "", []),
    ]


def test_a_claim_that_joins_a_published_incident_is_told_by_what_it_changed(editor, published):
    facts = replace(FACTS, casualties=[CasualtyInput("injured", minimum=9, maximum=9)])
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=facts)
    accept_claim(by=editor, claim=claim, lock_version=1, incident=published)
    event, note, fields = lines(published)[0]
    assert (event, note) == ("corrected", "A report was added.")
    assert "injured" in fields and "reports" in fields and "place" not in fields and "title" not in fields


def test_a_corrected_claim_tells_the_fields_that_followed(editor, published):
    claim = published.claims.get()
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=replace(FACTS, kind="shelling"))
    event, note, fields = lines(published)[0]
    assert (event, note) == ("corrected", "What a report says was read again.")
    assert fields == ["title", "kind", "reports"]


def test_a_line_tells_what_was_told_last_of_its_revision(published):
    revision = revisions_of(published).last()
    with transaction.atomic():
        public_log.tell(published, "merged", note="Two reports of one strike.", revision=revision)
    assert lines(published) == [("merged", "Two reports of one strike.", [])]


def test_a_line_outside_a_transaction_is_a_mistake(published):
    revision = revisions_of(published).last()
    connection = transaction.get_connection()
    in_block, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError):
            public_log.tell(published, "merged", revision=revision)
    finally:
        connection.in_atomic_block = in_block
