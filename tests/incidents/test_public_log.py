"""The public log: what is written when, and what of it anybody may read."""

import datetime as dt
from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from incidents.facts import CasualtyInput
from incidents.history import revisions_of
from incidents.models import Incident, PublicEntry
from incidents.public_log import lines_of, public_log
from incidents.services import public_log as writing
from incidents.services.claims import accept_claim, add_claim, correct_claim
from incidents.services.incidents import correct_incident, edit_incident, publish_incident, withdraw_incident
from incidents.services.review import submit_incident
from tests.factories import EditorFactory, IncidentFactory, ReportVersionFactory
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
        writing.tell(published, "merged", note="Two reports of one strike.", revision=revision)
    assert lines(published) == [("merged", "Two reports of one strike.", [])]


def test_a_line_outside_a_transaction_is_a_mistake(published):
    revision = revisions_of(published).last()
    connection = transaction.get_connection()
    in_block, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError):
            writing.tell(published, "merged", revision=revision)
    finally:
        connection.in_atomic_block = in_block


def told(incident=None):
    return [(line.event, line.note) for line in lines_of(list(public_log(incident)))]


def test_of_what_is_hidden_embargoed_deleted_or_merged_nothing_is_told(published):
    assert told() == [("published", "")]
    for values in (
        {"sensitivity": "hidden"},
        {"embargo_until": timezone.now() + dt.timedelta(days=1)},
        {"is_deleted": True},
        {"merged_into": IncidentFactory()},
        {"status": "draft"},
    ):
        before = {name: getattr(published, name) for name in values}
        Incident.objects.filter(pk=published.pk).update(**values)
        assert told() == [], values
        Incident.objects.filter(pk=published.pk).update(**before)
    assert told() == [("published", "")]


def test_of_what_was_withdrawn_only_that_is_told_also_while_it_is_reviewed_anew(editor, published):
    corrected = correct_incident(
        by=editor, incident=published, lock_version=2, public_note="Two witnesses.", harm_grade="fair"
    )
    assert told(published) == [("corrected", "Two witnesses."), ("published", "")]
    withdrawn = withdraw_incident(by=editor, incident=corrected, lock_version=3, reason="It was an exercise.")
    assert told(published) == [("withdrawn", "It was an exercise.")]
    assert [line.title for line in lines_of(list(public_log()))] == [{}]
    submit_incident(by=editor, incident=withdrawn, lock_version=4)
    assert told(published) == [("withdrawn", "It was an exercise.")]


def test_a_note_that_names_the_place_of_a_coarsened_record_is_withheld_in_any_spelling(editor, published):
    for version, note in ((2, "It was farther from Al-Mayādin."), (3, "Two witnesses.")):
        grade = "fair" if version == 2 else "weak"
        correct_incident(by=editor, incident=published, lock_version=version, public_note=note, harm_grade=grade)
    edit_incident(by=editor, incident=published, lock_version=4, sensitivity="coarse")
    lines = lines_of(list(public_log()))
    assert [(line.note, line.is_withheld) for line in lines] == [("Two witnesses.", False), ("", True), ("", False)]


def test_making_less_known_of_a_place_is_no_line(editor, published):
    edit_incident(by=editor, incident=published, lock_version=2, sensitivity="coarse", summary_en="In the east.")
    edit_incident(by=editor, incident=published, lock_version=3, sensitivity="open")
    assert told() == [("published", "")]


def test_what_was_under_embargo_is_told_with_the_moment_it_ended(editor, draft):
    ended = timezone.now() + dt.timedelta(hours=1)
    edit_incident(by=editor, incident=draft, lock_version=1, embargo_until=ended)
    publish_incident(by=editor, incident=draft, lock_version=2)
    assert told() == []
    past = PublicEntry.objects.get().at - dt.timedelta(days=2)
    PublicEntry.objects.update(at=past)
    Incident.objects.update(embargo_until=past + dt.timedelta(days=1))
    assert [line.at for line in lines_of(list(public_log()))] == [past + dt.timedelta(days=1)]


def test_the_log_takes_a_constant_number_of_queries(editor, django_assert_max_num_queries):
    for _number in range(4):
        claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
        incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
        publish_incident(by=editor, incident=incident, lock_version=1)
    with django_assert_max_num_queries(25):
        assert len(lines_of(list(public_log()))) == 4


def test_what_was_published_before_there_was_a_log_becomes_its_first_lines(editor, published):
    withdraw_incident(by=editor, incident=published, lock_version=2, reason="It was an exercise.")
    PublicEntry.objects.all().delete()
    import_module("incidents.migrations.0014_log_of_before").to_lines(apps, None)
    assert lines(published) == [("withdrawn", "It was an exercise.", []), ("published", "", [])]
