"""Invitations and ways back in: signed, once, and not for ever."""

import datetime as dt
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from incidents.errors import NotAllowed, Refused
from incidents.models import AccountLink, AuditEntry, LinkPurpose, SignIn
from incidents.people import links, passwords, roles
from incidents.policies import Role, role_of
from tests.factories import AdministratorFactory, EditorFactory, ReviewerFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a sentence that is long 7"


@pytest.fixture
def administrator():
    return AdministratorFactory()


@pytest.fixture
def invitation(administrator):
    return links.invite_person(by=administrator, for_whom="Noor", role="contributor", email="noor@example.org")


def accept(link, username="noor", password=PASSWORD):
    return links.accept_invitation(token=links.token_of(link), username=username, password=password)


def test_whoever_has_the_link_joins_with_its_role(invitation, administrator):
    person = accept(invitation)
    assert role_of(person) is Role.CONTRIBUTOR and person.email == "noor@example.org"
    invitation.refresh_from_db()
    assert invitation.person == person and invitation.used_at
    verbs = AuditEntry.objects.order_by("id").values_list("verb", "by", "subject_id")
    assert list(verbs) == [("invite_person", administrator.pk, None), ("accept_invitation", person.pk, person.pk)]


def test_it_opens_once(invitation):
    accept(invitation)
    with pytest.raises(Refused, match="used already"):
        accept(invitation, "another")
    assert get_user_model().objects.filter(username="another").count() == 0


def test_it_opens_nothing_after_its_time_or_once_taken_back(invitation, administrator):
    AccountLink.objects.update(expires_at=invitation.made_at - dt.timedelta(seconds=1))
    with pytest.raises(Refused, match="too old"):
        accept(invitation)
    other = links.invite_person(by=administrator, for_whom="Other", role="editor")
    links.revoke_link(by=administrator, link=other)
    with pytest.raises(Refused, match="taken back"):
        accept(other)
    with pytest.raises(Refused, match="opens nothing"):
        links.revoke_link(by=administrator, link=other)


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "", str.upper])
def test_a_token_that_was_not_signed_here_opens_nothing(change, invitation):
    with pytest.raises(Refused, match="not made here"):
        links.accept_invitation(token=change(links.token_of(invitation)), username="noor", password=PASSWORD)


def test_an_invitation_is_no_way_back_in(invitation, administrator):
    with pytest.raises(Refused, match="taken back"):
        links.recover_account(token=links.token_of(invitation), password=PASSWORD)
    recovery = links.issue_recovery_link(by=administrator, person=EditorFactory())
    with pytest.raises(Refused, match="taken back"):
        accept(recovery)


@pytest.mark.parametrize(
    ("username", "password", "field"),
    [
        ("", PASSWORD, "username"),
        ("two words", PASSWORD, "username"),
        ("x" * 151, PASSWORD, "username"),
        ("noor", "12345678901", "password"),
        ("noor", "password", "password"),
        ("noornoor", "noornoor1", "password"),
        ("noor", "short", "password"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_link_stays_open(username, password, field, invitation):
    with pytest.raises(Refused) as refusal:
        accept(invitation, username, password)
    assert refusal.value.field == field
    assert accept(invitation)


def test_a_name_that_differs_by_case_alone_is_taken(invitation):
    EditorFactory(username="Noor")
    with pytest.raises(Refused, match="Somebody has this name"):
        accept(invitation)
    assert accept(invitation, "noor2")


def test_only_an_administrator_invites(invitation):
    for person in (EditorFactory(), ReviewerFactory()):
        with pytest.raises(NotAllowed):
            links.invite_person(by=person, for_whom="Friend", role="editor")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"role": "owner"}, "role"), ({"for_whom": " "}, "for_whom"), ({"email": "no address"}, "email")],
)
def test_an_invitation_that_says_too_little_is_refused(values, field, administrator):
    given = {"for_whom": "Noor", "role": "editor", **values}
    with pytest.raises(Refused) as refusal:
        links.invite_person(by=administrator, **given)
    assert refusal.value.field == field and not AccountLink.objects.exists()


def test_a_recovery_link_sets_a_new_password_and_ends_every_sign_in(administrator, client):
    editor = EditorFactory()
    client.force_login(editor)
    link = links.issue_recovery_link(by=administrator, person=editor)
    links.recover_account(token=links.token_of(link), password=PASSWORD)
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)
    assert not SignIn.objects.filter(person=editor, ended_at=None).exists()


def test_a_second_recovery_link_voids_the_first(administrator):
    editor = EditorFactory()
    first = links.issue_recovery_link(by=administrator, person=editor)
    links.issue_recovery_link(by=administrator, person=editor)
    with pytest.raises(Refused, match="taken back"):
        links.recover_account(token=links.token_of(first), password=PASSWORD)


def test_what_an_administrator_kept_back_opens_nothing_once_the_role_is_gone(administrator):
    for leave in (
        lambda person: roles.change_role(by=administrator, person=person, role="reader", seen="administrator"),
        lambda person: roles.deactivate_person(by=administrator, person=person),
    ):
        other = AdministratorFactory()
        kept = links.invite_person(by=other, for_whom="Myself again", role="administrator")
        leave(other)
        with pytest.raises(Refused, match="taken back"):
            accept(kept)


def test_a_recovery_link_in_a_former_mailbox_opens_nothing(administrator):
    editor = EditorFactory(email="old@example.org")
    editor.set_password(PASSWORD)
    editor.save()
    for change in (
        lambda: passwords.change_email(by=editor, email="new@example.org", password=PASSWORD),
        lambda: passwords.change_password(by=editor, old=PASSWORD, new=f"{PASSWORD}8", here=0),
    ):
        link = links.issue_recovery_link(by=None, person=editor)
        change()
        with pytest.raises(Refused, match="taken back"):
            links.recover_account(token=links.token_of(link), password=f"{PASSWORD}9")


@pytest.mark.parametrize("name", ["nobody", "a\x00b"])
def test_nobody_is_written_to_who_is_not_known(name):
    with pytest.raises(Refused, match="no such account"):
        links.ask_for_recovery(name=name)


def test_the_link_is_told_of_by_its_purpose(invitation):
    found = links.link_of(links.token_of(invitation), LinkPurpose.INVITATION)
    assert found == invitation and str(found) == "Noor"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_it_at_once_one_joins():
    link = links.invite_person(by=None, for_whom="Noor", role="editor")
    together, answers = threading.Barrier(2), []

    def use(username):
        try:
            together.wait(20)
            answers.append(accept(link, username).username)
        except Refused as refusal:
            answers.append(refusal.message)
        finally:
            connection.close()

    both = [threading.Thread(target=use, args=(name,)) for name in ("first", "second")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len([answer for answer in answers if "used already" in answer]) == 1, answers
    assert get_user_model().objects.count() == 1
