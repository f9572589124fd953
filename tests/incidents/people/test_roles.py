"""Who may do what, and how that changes."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from incidents.errors import NotAllowed, Refused
from incidents.models import AccountLink, AuditEntry, SignIn
from incidents.people import links, roles
from incidents.people.passwords import change_password
from incidents.policies import Role, may, needs_second_factor, role_of
from tests.factories import (
    AdministratorFactory,
    ClaimFactory,
    EditorFactory,
    IncidentFactory,
    PersonFactory,
    ReviewerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return AdministratorFactory()


def again(person):
    """The person as the next request meets them."""
    return get_user_model().objects.get(pk=person.pk)


def test_each_role_may_what_the_one_before_may():
    people = [UserFactory(), *(PersonFactory(role=role) for role in Role)]
    verbs = ["see_desk", "capture_report", "publish_incident", "approve_incident", "change_role"]
    for rank, person in enumerate(people):
        assert [may(person, verb) for verb in verbs] == [number < rank for number in range(len(verbs))]


def test_nobody_and_a_closed_account_may_nothing():
    closed = AdministratorFactory(is_active=False)
    for person in (None, AnonymousUser(), closed):
        assert not may(person, "see_desk") and not may(person, "change_password", closed) and role_of(person) is None


def test_an_unknown_verb_is_an_error(administrator):
    with pytest.raises(KeyError):
        may(administrator, "fly")


def test_a_contributor_corrects_what_nobody_has_decided():
    contributor = PersonFactory(role=Role.CONTRIBUTOR)
    assert may(contributor, "correct_claim", ClaimFactory())
    accepted = ClaimFactory(state="accepted", incident=IncidentFactory())
    assert not may(contributor, "correct_claim", accepted) and may(EditorFactory(), "correct_claim", accepted)


def test_a_sign_in_is_its_owners_and_an_administrators(administrator):
    owner = UserFactory()
    row = SignIn.objects.create(person=owner, started_at=timezone.now(), last_seen_at=timezone.now())
    assert may(owner, "end_sign_in", row) and may(administrator, "end_sign_in", row)
    assert not may(ReviewerFactory(), "end_sign_in", row)


def test_the_setting_says_which_roles_need_a_second_factor(administrator, settings):
    assert needs_second_factor(administrator) and not needs_second_factor(EditorFactory())
    settings.TWO_FACTOR_ROLES = {"editor"}
    assert needs_second_factor(EditorFactory()) and not needs_second_factor(administrator)
    assert not needs_second_factor(UserFactory())


def test_a_role_changes_and_the_audit_says_from_what_to_what(administrator):
    editor = EditorFactory()
    roles.change_role(by=administrator, person=editor, role="reviewer", seen="editor")
    assert role_of(again(editor)) is Role.REVIEWER
    assert AuditEntry.objects.get(verb="change_role").detail == {"before": "editor", "after": "reviewer"}


def test_of_two_who_change_a_role_the_second_is_told(administrator):
    editor = EditorFactory()
    roles.change_role(by=administrator, person=editor, role="reader", seen="editor")
    with pytest.raises(Refused, match="meanwhile"):
        roles.change_role(by=administrator, person=editor, role="reviewer", seen="editor")


def test_whoever_came_by_the_command_line_gets_a_role_like_all(administrator):
    first = get_user_model().objects.create_superuser("first", password="x")
    assert role_of(again(first)) is Role.ADMINISTRATOR
    roles.change_role(by=administrator, person=first, role="editor", seen="administrator")
    assert role_of(again(first)) is Role.EDITOR


def test_the_last_administrator_stays(administrator):
    with pytest.raises(Refused, match="last administrator"):
        roles.change_role(by=administrator, person=administrator, role="editor", seen="administrator")
    with pytest.raises(Refused, match="last administrator"):
        roles.deactivate_person(by=administrator, person=administrator)
    AdministratorFactory()
    roles.change_role(by=administrator, person=administrator, role="editor", seen="administrator")


def test_a_closed_account_is_signed_out_everywhere_and_its_links_are_void(administrator, client):
    editor = EditorFactory()
    client.force_login(editor)
    links.issue_recovery_link(by=administrator, person=editor)
    roles.deactivate_person(by=administrator, person=editor, reason="left")
    assert not SignIn.objects.filter(person=editor, ended_at=None).exists()
    assert AccountLink.objects.get().revoked_at
    assert AuditEntry.objects.get(verb="deactivate_person").detail == {"reason": "left"}
    assert client.get("/desk/").status_code == 302
    with pytest.raises(Refused, match="closed already"):
        roles.deactivate_person(by=administrator, person=editor)
    roles.reactivate_person(by=administrator, person=editor)
    assert role_of(again(editor)) is Role.EDITOR


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR, Role.EDITOR, Role.REVIEWER])
def test_nobody_else_changes_people(role):
    person, other = PersonFactory(role=role), EditorFactory()
    for attempt in (
        lambda: roles.change_role(by=person, person=person, role="administrator", seen=role),
        lambda: roles.deactivate_person(by=person, person=other),
        lambda: roles.reactivate_person(by=person, person=other),
        lambda: roles.lift_throttle(by=person, person=other),
        lambda: links.issue_recovery_link(by=person, person=other),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert not AuditEntry.objects.exists()


def test_the_throttle_is_lifted_for_one_name(administrator):
    editor = EditorFactory()
    for name in (editor.username, "other"):
        AccessAttempt.objects.create(username=name, ip_address="192.0.2.1", failures_since_start=5)
    roles.lift_throttle(by=administrator, person=editor)
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["other"]


def test_a_password_needs_the_old_one_and_passes_the_rules():
    editor = EditorFactory()
    for old, new, field in (
        ("wrong", "a longer sentence 42", "old_password"),
        ("correct horse battery", "12345678", "password"),
    ):
        with pytest.raises(Refused) as refusal:
            change_password(by=editor, old=old, new=new, here=0)
        assert refusal.value.field == field
    change_password(by=editor, old="correct horse battery", new="a longer sentence 42", here=0)
    assert again(editor).check_password("a longer sentence 42")
