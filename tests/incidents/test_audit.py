"""What is written once stays as it is, whoever tries; and each verb of the record leaves its row."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from incidents.models import AuditEntry, Revision
from incidents.services.claims import add_claim
from incidents.services.incidents import publish_incident
from incidents.triggers import APPEND_ONLY, protect
from tests.factories import EditorFactory, IncidentFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db
# What the two databases raise where a trigger refuses.
REFUSED = (IntegrityError, InternalError)


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def claim(editor):
    return add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)


def test_a_verb_of_the_record_is_audited_with_its_revision(claim, editor):
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.subject, entry.subject_id) == ("add_claim", editor, "claim", claim.pk)
    assert entry.revision == Revision.objects.get() and entry.at >= entry.revision.made_at


def test_what_is_refused_leaves_no_row(editor):
    incident = IncidentFactory(published=False, status="draft")
    with pytest.raises(Exception, match="accepted claim"):
        publish_incident(by=editor, incident=incident, lock_version=1)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("model", [AuditEntry, Revision])
def test_no_row_is_changed_or_deleted_through_the_models(model, claim):
    row = model.objects.get()
    row.verb = "other"
    for attempt in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(verb="other")):
        with pytest.raises(TypeError, match="never changed or deleted"):
            attempt()


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'other'", "DELETE FROM {}"])
def test_no_row_is_changed_or_deleted_in_sql_either(statement, table, claim):
    protect()
    protect()  # every `migrate` lays them again
    with pytest.raises(REFUSED, match="never changed or deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert AuditEntry.objects.filter(verb="add_claim").count() == Revision.objects.filter(verb="add_claim").count() == 1


def test_new_rows_still_come(claim, editor):
    protect()
    add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    assert AuditEntry.objects.count() == Revision.objects.count() == 2
