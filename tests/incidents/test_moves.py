"""Each verb in each state by each role: what the table says is done, all else is refused and leaves nothing behind."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from incidents import moves, policies, published
from incidents.applying import apply_claims
from incidents.errors import AlreadyThere, NotAllowed, Refused
from incidents.history import revisions_of
from incidents.models import AuditEntry, Incident
from incidents.policies import Role
from incidents.services.incidents import (
    correct_incident,
    delete_incident,
    edit_incident,
    publish_incident,
    restore_incident,
    withdraw_incident,
)
from incidents.services.review import approve_incident, assign_incident, return_incident, submit_incident
from incidents.services.revisions import made
from tests.factories import ClaimFactory, EditorFactory, IncidentFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

# With its savepoint, which a transaction of its own would not ask for.
MOST_QUERIES = 25
ASKING = ("nobody", "no role", *Role.values)
VERBS = {
    "submit": (submit_incident, {}),
    "return": (return_incident, {"comment": "The date is missing."}),
    "approve": (approve_incident, {}),
    "publish": (publish_incident, {}),
    "withdraw": (withdraw_incident, {"reason": "It was an exercise."}),
    "correct": (correct_incident, {"public_note": "Two witnesses more.", "harm_grade": "weak"}),
    "edit": (edit_incident, {"harm_grade": "unassessed"}),
    "assign": (assign_incident, {"person": None}),
    "delete": (delete_incident, {}),
    "restore": (restore_incident, {}),
}
IN = {
    "draft": {"status": "draft"},
    "in_review": {"status": "in_review"},
    "published": {"status": "published"},
    "withdrawn": {"status": "withdrawn", "withdrawal_reason": "It was an exercise."},
    "deleted": {"status": "in_review", "is_deleted": True},
    "merged": {"status": "withdrawn"},
}


def person(asking):
    if asking == "nobody":
        return AnonymousUser()
    return UserFactory() if asking == "no role" else PersonFactory(role=asking)


def incident_in(state, by):
    """With an accepted claim and its first revision, so that what comes is compared with something."""
    values = {"published": False, **IN[state], "submitted_by": by}
    if state == "merged":
        values["merged_into"] = IncidentFactory()
    incident = IncidentFactory(**values)
    ClaimFactory(incident=incident, state="accepted")
    apply_claims(incident)
    incident.save()
    return made(incident, "accept_claim", by)


def test_the_services_and_the_table_have_the_same_verbs():
    assert set(VERBS) == set(moves.MOVES) and set(IN) == set(moves.STATES)


@pytest.mark.parametrize("two", [False, True], ids=["one person", "two persons"])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_each_state_by_each_role(verb, two, settings, django_assert_max_num_queries):
    settings.SECOND_PERSON = two
    published.bump()
    author, service, arguments = EditorFactory(), *VERBS[verb]
    people = {asking: person(asking) for asking in ASKING}
    asked = 0
    for state, (asking, by) in itertools.product(moves.STATES, people.items()):
        incident = incident_in(state, author)
        becomes = moves.MOVES[verb][state]
        # Where two are asked for: nobody has approved it, so that it cannot be published.
        possible = bool(becomes) and not (two and verb == "publish")
        allowed = policies.may(by, f"{verb}_incident", incident)
        assert moves.offered(by, incident)[verb] == (possible and allowed), (verb, state, asking)
        before = (Incident.objects.filter(pk=incident.pk).values().get(), revisions_of(incident).count())
        audited = AuditEntry.objects.count()
        try:
            with django_assert_max_num_queries(MOST_QUERIES):
                service(by=by, incident=incident, lock_version=incident.lock_version, **arguments)
        except NotAllowed:
            assert not allowed
        except Refused as refusal:
            assert allowed and not possible and refusal.message
            assert isinstance(refusal, AlreadyThere) == ((verb, state) == ("publish", "published"))
        else:
            assert allowed and possible, (verb, state, asking)
            incident.refresh_from_db()
            expected = {moves.SAME: state, moves.FORMER: IN[state]["status"]}.get(becomes, becomes)
            assert moves.state_of(incident) == expected
            assert revisions_of(incident).last().verb == f"{verb}_incident"
            assert revisions_of(incident).count() == before[1] + 1 and AuditEntry.objects.count() == audited + 1
            asked += 1
            continue
        assert (Incident.objects.filter(pk=incident.pk).values().get(), revisions_of(incident).count()) == before
        assert AuditEntry.objects.count() == audited
    assert asked or (two and verb == "publish")


def test_the_documentation_has_the_table(request):
    page = (request.config.rootpath / "docs" / "verbs.md").read_text()
    assert moves_table() in page


def moves_table():
    lines = [f"| | {' | '.join(moves.STATES)} |", f"|{'---|' * (len(moves.STATES) + 1)}"]
    said = {moves.NO: "–", moves.SAME: "stays", moves.FORMER: "what it was"}
    for verb, becomes in moves.MOVES.items():
        lines.append(f"| {verb} | {' | '.join(said.get(to, to) for to in becomes.values())} |")
    return "\n".join(lines)
