"""The page that brings a former version back says before what will come of it."""

import pytest
from django.urls import reverse

from incidents.history import revisions_of
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import edit_incident
from tests.desk.conftest import FACTS
from tests.factories import ReportVersionFactory
from tests.support.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(editor, claim):
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident


@pytest.fixture
def address(editor, incident):
    edit_incident(by=editor, incident=incident, lock_version=incident.lock_version, harm_grade="fair")
    other = add_claim(
        by=editor, version=ReportVersionFactory(), facts=FACTS.__class__(kind="clash", places=FACTS.places)
    )
    incident.refresh_from_db()
    accept_claim(by=editor, claim=other, lock_version=other.lock_version, incident=incident)
    return reverse("desk:restore_revision", args=["incident", incident.pk, 1])


def test_what_comes_and_what_stays_is_told_before(desk, incident, address):
    answer = desk.get(address)
    comes = {row.label: [part.text for part in row.parts] for row in answer.context["comes"]}
    assert comes == {"Grade of civilian harm": ["Fair", "Not assessed"]}
    assert [row.label for row in answer.context["stays"]] == ["Claims"], "the claim that was linked since stays"
    assert revisions_of(incident).count() == 3, "nothing was done yet"


def test_it_is_brought_back_with_a_reason(desk, incident, address):
    typed = fields_of(desk.get(address).content.decode())
    answer = desk.post(address, typed)
    assert answer.status_code == 422 and "Say why." in answer.content.decode()
    assert desk.post(address, typed | {"reason": "The grade was a slip."}).status_code == 302
    incident.refresh_from_db()
    assert incident.harm_grade == "unassessed" and incident.claims.count() == 2


def test_a_conflict_keeps_the_reason(desk, colleague, incident, address):
    typed = fields_of(desk.get(address).content.decode())
    incident.refresh_from_db()
    edit_incident(by=colleague, incident=incident, lock_version=incident.lock_version, harm_grade="weak")
    answer = desk.post(address, typed | {"reason": "The grade was a slip."})
    assert answer.status_code == 409 and "The grade was a slip." in answer.content.decode()
    again = fields_of(answer.content.decode())
    assert desk.post(address, again).status_code == 302
    incident.refresh_from_db()
    assert incident.harm_grade == "unassessed"


def test_what_cannot_come_back_says_why(desk, version):
    report = version.report
    address = reverse("desk:restore_revision", args=["report", report.pk, 1])
    assert desk.get(address).status_code == 404, "no revision yet"
