"""One record that turns out to be two events, and one again."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from incidents.errors import Conflict, NotAllowed, Refused
from incidents.history import revisions_of
from incidents.models import Incident, PublicEntry
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import delete_incident, edit_incident, publish_incident
from incidents.services.merging import merge_incidents
from incidents.services.splitting import split_from, split_incident
from tests.factories import EditorFactory, PersonFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(reviewer):
    """Three claims, of an air strike twice and of shelling a day later."""
    later = replace(FACTS, kind="shelling", date_start=dt.date(2020, 6, 6), date_end=dt.date(2020, 6, 6))
    incident = None
    for facts in (FACTS, FACTS, later):
        claim = add_claim(by=reviewer, version=ReportVersionFactory(), facts=facts)
        incident = accept_claim(by=reviewer, claim=claim, lock_version=1, incident=incident).incident
    incident.refresh_from_db()
    return incident


def split(by, incident, claims, **more):
    incident.refresh_from_db()
    asked = {"reason": "Two attacks.", "lock_version": incident.lock_version} | more
    return split_incident(by=by, incident=incident, claims=[claim.pk for claim in claims], **asked)


def test_the_claims_leave_into_a_draft_with_a_code_of_its_own(reviewer, incident):
    first, second, shelling = incident.claims.order_by("pk")
    draft = split(reviewer, incident, [shelling])
    incident.refresh_from_db()
    assert (draft.status, draft.kind, draft.date_start) == ("draft", "shelling", dt.date(2020, 6, 6))
    assert list(draft.claims.all()) == [shelling] and set(incident.claims.all()) == {first, second}
    assert Incident.objects.by_code(draft.code).get() == draft != Incident.objects.by_code(incident.code).get()


def test_the_history_of_each_names_the_other(reviewer, incident):
    draft = split(reviewer, incident, incident.claims.all()[:1])
    for record, other in ((incident, draft), (draft, incident), (draft.claims.get(), draft)):
        last = revisions_of(record).last()
        assert (last.verb, last.reason) == ("split_incident", f"Two attacks. ({other.code})")
    assert split_from(draft) == incident and split_from(incident) is None


def test_what_guards_the_record_guards_what_left_it(reviewer, incident):
    later = timezone.now().replace(microsecond=0) + dt.timedelta(days=2)
    guards = {"sensitivity": "hidden", "embargo_until": later, "is_graphic": True}
    edit_incident(by=reviewer, incident=incident, lock_version=incident.lock_version, **guards)
    draft = split(reviewer, incident, incident.claims.all()[:1])
    assert {name: getattr(draft, name) for name in guards} == guards


def test_merging_undoes_it(reviewer, incident):
    claims = set(incident.claims.all())
    draft = split(reviewer, incident, incident.claims.all()[:2])
    incident.refresh_from_db()
    versions = {"kept_version": incident.lock_version, "gone_version": draft.lock_version}
    merge_incidents(by=reviewer, kept=incident, gone=draft, reason="One after all.", **versions)
    assert set(incident.claims.all()) == claims
    assert Incident.objects.by_code(draft.code).get() == incident


def test_a_published_record_tells_that_it_was_split(reviewer, incident):
    publish_incident(by=reviewer, incident=incident, lock_version=incident.lock_version)
    split(reviewer, incident, incident.claims.all()[:1], public_note="One report told of another attack.")
    told = PublicEntry.objects.first()
    assert (told.incident, told.event, told.note) == (incident, "split", "One report told of another attack.")
    assert "reports" in told.fields


@pytest.mark.parametrize("chosen", ["none", "all", "another record's"])
def test_which_claims_cannot_leave(chosen, reviewer, incident):
    other = add_claim(by=reviewer, version=ReportVersionFactory(), facts=FACTS)
    accept_claim(by=reviewer, claim=other, lock_version=1)
    claims = {"none": [], "all": list(incident.claims.all()), "another record's": [other]}[chosen]
    with pytest.raises(Refused) as refused:
        split(reviewer, incident, claims)
    assert refused.value.field == "claims"
    assert Incident.objects.count() == 2 and incident.claims.count() == 3


def test_it_wants_a_reason_and_the_version_that_was_seen(reviewer, incident):
    one = incident.claims.all()[:1]
    with pytest.raises(Refused) as refused:
        split(reviewer, incident, one, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        split(reviewer, incident, one, lock_version=1)
    delete_incident(by=reviewer, incident=incident, lock_version=incident.lock_version)
    with pytest.raises(Refused, match="deleted"):
        split(reviewer, incident, one)
    assert Incident.objects.count() == 1


def test_an_editor_splits_a_draft_and_a_reviewer_what_was_public(reviewer, incident):
    editor, claims = EditorFactory(), list(incident.claims.order_by("pk"))
    with pytest.raises(NotAllowed):
        split(PersonFactory(), incident, claims[:1])
    split(editor, incident, claims[:1])
    incident.refresh_from_db()
    publish_incident(by=reviewer, incident=incident, lock_version=incident.lock_version)
    with pytest.raises(NotAllowed):
        split(editor, incident, claims[1:2])
    assert split(reviewer, incident, claims[1:2]).status == "draft"
