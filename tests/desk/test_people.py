"""The pages of administrators: people, links and the audit."""

import re

import pytest
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

from incidents.models import AccountLink, AuditEntry, SignIn
from incidents.people.second_factor import has_second_factor
from incidents.policies import Role, role_of
from incidents.services.incidents import edit_incident
from tests.factories import AdministratorFactory, EditorFactory, IncidentFactory, PhoneFactory

pytestmark = pytest.mark.django_db
PEOPLE = reverse("desk:people")
AUDIT = reverse("desk:audit")


@pytest.fixture
def administrator():
    return AdministratorFactory(username="amal")


@pytest.fixture
def office(administrator) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_invitation_is_made_copied_and_taken_back(office):
    assert "nobody is invited" in office.get(PEOPLE).content.decode()
    made = office.post(reverse("desk:invite"), {"for_whom": "Noor", "role": "editor", "email": ""})
    page = office.get(made.url).content.decode()
    address = re.search(r'value="(http://testserver/[^"]+)"', page)[1]
    assert Client().get(address).status_code == 200
    assert "Noor" in office.get(PEOPLE).content.decode()
    link = AccountLink.objects.get()
    office.post(reverse("desk:revoke_link", args=[link.pk]))
    assert Client().get(address).status_code == 410
    assert office.get(made.url).status_code == 404


def test_an_invitation_without_a_name_is_refused_beside_its_field(office):
    answer = office.post(reverse("desk:invite"), {"for_whom": "", "role": "owner", "email": "x"})
    assert answer.status_code == 422 and not AccountLink.objects.exists()


def test_an_invitation_is_mailed_where_there_is_a_server(office, settings):
    settings.MAIL = True
    answer = office.post(
        reverse("desk:invite"), {"for_whom": "نور", "role": "editor", "email": "noor@example.org"}, follow=True
    )
    assert "was sent to noor@example.org" in text_of(answer)
    assert re.search(r"http://testserver/desk/join/\S+", mail.outbox[0].body) and "نور" in mail.outbox[0].body


def test_a_mail_that_fails_leaves_the_link_to_copy(office, settings, monkeypatch):
    settings.MAIL = True
    monkeypatch.setattr("desk.letters.send_mail", lambda *arguments: (_ for _ in ()).throw(ConnectionRefusedError()))
    given = {"for_whom": "Noor", "role": "editor", "email": "noor@example.org"}
    answer = office.post(reverse("desk:invite"), given, follow=True)
    assert "could not be sent" in text_of(answer) and "/desk/join/" in answer.content.decode()


def test_a_role_is_changed_and_holds_at_once(office):
    editor, client = EditorFactory(), Client()
    client.force_login(editor)
    page = reverse("desk:person", args=[editor.pk])
    answer = office.post(
        reverse("desk:change_role", args=[editor.pk]), {"role": "reader", "seen": "editor"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == page and "holds at once" in text_of(answer)
    assert client.get(reverse("desk:paste")).status_code == 403
    answer = office.post(
        reverse("desk:change_role", args=[editor.pk]), {"role": "reviewer", "seen": "editor"}, follow=True
    )
    assert "meanwhile" in text_of(answer)
    assert role_of(get_user_model().objects.get(pk=editor.pk)) is Role.READER


def test_an_account_is_closed_and_opened_again(office):
    editor = EditorFactory()
    office.post(reverse("desk:deactivate_person", args=[editor.pk]), {"reason": "left us"})
    page = text_of(office.get(reverse("desk:person", args=[editor.pk])))
    assert "closed" in page and "left us" in page
    office.post(reverse("desk:reactivate_person", args=[editor.pk]))
    assert get_user_model().objects.get(pk=editor.pk).is_active


def test_somebody_without_phone_and_password_gets_back_in(office):
    editor = EditorFactory()
    PhoneFactory(user=editor)
    office.post(reverse("desk:reset_second_factor", args=[editor.pk]))
    assert not has_second_factor(editor)
    made = office.post(reverse("desk:issue_recovery_link", args=[editor.pk]))
    address = re.search(r'value="(http://testserver/[^"]+)"', office.get(made.url).content.decode())[1]
    assert Client().get(address).status_code == 200


def test_an_administrator_signs_somebody_out(office):
    editor, client = EditorFactory(), Client()
    client.force_login(editor)
    row = SignIn.objects.get(person=editor)
    office.post(reverse("desk:end_sign_in", args=[editor.pk, row.pk]))
    assert client.get(reverse("desk:home")).status_code == 302


def test_the_audit_tells_what_was_done_and_is_filtered(office, administrator):
    editor = EditorFactory(username="basma")
    incident = IncidentFactory(code="SY-2020-0007")
    edit_incident(by=editor, incident=incident, lock_version=1, harm_grade="fair")
    page = text_of(office.get(AUDIT))
    assert re.search(r"basma\s+edited\s*: SY-2020-0007", page) and "amal signed in" in page and "revision 1" in page
    for query, there in (
        ("?verb=edit_incident", True),
        ("?incident=sy-2020-0007", True),
        (f"?by={editor.pk}", True),
        (f"?by={administrator.pk}", False),
        ("?subject=person", False),
        ("?since=2100-01-01", False),
        ("?until=2000-01-01", False),
        ("?by=program", False),
        ("?incident=XX-0000-0000", False),
    ):
        assert ("basma edited" in text_of(office.get(AUDIT + query))) is there, query
    assert "No entry meets all of this" in text_of(office.get(f"{AUDIT}?by=program"))


@pytest.mark.parametrize("query", ["?verb=fly", "?since=yesterday", "?by=99999999", "?incident=%00", "?before=x"])
def test_a_filter_that_is_none_is_told(query, office):
    assert office.get(AUDIT + query).status_code in (200, 422)


def test_older_entries_stand_on_further_pages(office, administrator, django_assert_max_num_queries):
    AuditEntry.objects.bulk_create(
        AuditEntry(at=administrator.date_joined, verb="edit_incident", by=administrator, subject="incident")
        for _ in range(120)
    )
    page, seen = AUDIT, []
    while page:
        with django_assert_max_num_queries(9):
            answer = office.get(page).content.decode()
        seen.append(answer.count('<li class="row">'))
        older = re.search(r'href="(\?[^"]*before=\d+)"', answer)
        page = older and AUDIT + older[1].replace("&amp;", "&")
    assert seen == [50, 50, 21]


def test_the_export_holds_what_is_found_and_is_audited(office):
    EditorFactory(username="=cmd()")
    answer = office.post(reverse("desk:export_audit"), {"verb": "sign_in"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("at,by,verb") and len(lines) == 2 and "amal,sign_in,person" in lines[1]
    assert AuditEntry.objects.get(verb="export_audit").detail == {"verb": "sign_in"}


def test_a_cell_of_the_export_is_no_formula(office):
    editor, client = EditorFactory(username="=cmd()"), Client()
    client.force_login(editor)
    answer = office.post(reverse("desk:export_audit"), {})
    assert "'=cmd()" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_is_are_days_of_the_audit(day, office):
    answer = office.get(AUDIT, {"since": "0001-01-01", "until": day})
    assert answer.status_code == 200 and bool(answer.context["lines"]) == (day == "9999-12-31")


@pytest.mark.parametrize("name", ["desk:people", "desk:audit", "desk:invite"])
def test_an_editor_sees_none_of_it(name, desk):
    assert desk.get(reverse(name)).status_code == 403
    assert reverse(name) not in desk.get(reverse("desk:home")).content.decode()


def test_many_people_cost_no_more_queries(office, django_assert_max_num_queries):
    for _ in range(30):
        EditorFactory()
    with django_assert_max_num_queries(11):
        assert office.get(PEOPLE).status_code == 200


def test_the_pages_speak_arabic(office):
    editor = EditorFactory()
    for page in (PEOPLE, AUDIT, reverse("desk:person", args=[editor.pk]), reverse("desk:account")):
        assert 'dir="rtl"' in office.get(f"/ar{page}").content.decode()
    assert project.LANGUAGES[1][0] == "ar"
