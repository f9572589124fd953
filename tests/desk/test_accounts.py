"""Who comes in, who is kept out, how often one may guess, and what is one's own."""

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from incidents.models import AccountLink, AuditEntry, SignIn
from incidents.people import links
from incidents.policies import Role
from tests.factories import (
    AdministratorFactory,
    EditorFactory,
    PersonFactory,
    PhoneFactory,
    UserFactory,
)
from tests.support.phone import code_of, wrong_code

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("desk:sign_in")
CODE = reverse("desk:sign_in_code")
PASSWORD = "correct horse battery"
NEW = "a longer sentence 42"


def give_password(client, person, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": person.username, "password": password}, **more)


def test_a_stranger_is_asked_to_sign_in():
    answer = Client().get(reverse("desk:home"))
    assert answer.status_code == 302
    assert answer.url.startswith(SIGN_IN)


def test_an_account_without_a_role_sees_why_it_may_not():
    client = Client()
    client.force_login(UserFactory())
    answer = client.get(reverse("desk:home"))
    assert answer.status_code == 403
    assert "no role at the desk yet" in answer.content.decode()
    assert client.get(reverse("desk:account")).status_code == 200, "the account itself is everybody's own"


def test_an_editor_signs_in_and_out():
    editor, client = EditorFactory(), Client()
    assert give_password(client, editor).url == reverse("desk:home")
    assert client.get(reverse("desk:sign_out")).status_code == 405, "a link must not sign anybody out"
    client.post(reverse("desk:sign_out"))
    assert client.get(reverse("desk:home")).status_code == 302
    told = AuditEntry.objects.order_by("id").values_list("verb", "by", "address")
    assert list(told) == [("sign_in", editor.pk, "127.0.0.1"), ("sign_out", editor.pk, "127.0.0.1")]
    assert SignIn.objects.get().ended_at


def test_after_five_wrong_passwords_the_right_one_is_refused_too():
    editor = EditorFactory()
    for attempt in range(5):
        answer = give_password(Client(), editor, f"wrong {attempt}")
    assert answer.status_code == 429
    # Another process has another client; the attempts stand in the database.
    answer = give_password(Client(), editor)
    assert answer.status_code == 429
    assert "for\n    15 minutes" in answer.content.decode() or "for 15 minutes" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="sign_in_failed", subject_id=editor.pk).count() == 5
    assert AuditEntry.objects.filter(verb="sign_in_failed", detail__closed=True).count() == 1


def minutes_pass(client, minutes):
    """For what counts by the clock: the throttle, and the step between password and code."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=minutes))
    session = client.session
    if "halfway" in session:
        session["halfway"] = {**session["halfway"], "since": session["halfway"]["since"] - 60 * minutes}
        session.save()


def test_nobody_shuts_the_newsroom_out_or_somebody_for_ever():
    editor, colleague = EditorFactory(), EditorFactory()
    for attempt in range(5):
        give_password(Client(), editor, f"wrong {attempt}")
    assert give_password(Client(), colleague).status_code == 302, "from the same address"
    assert give_password(Client(), editor, REMOTE_ADDR="192.0.2.7").status_code == 302, "from another address"
    # Whoever goes on guessing does not prolong it.
    minutes_pass(Client(), 10)
    assert give_password(Client(), editor, "wrong again").status_code == 429
    minutes_pass(Client(), 6)
    assert give_password(Client(), editor).status_code == 302


def test_a_name_that_nobody_has_is_not_written_down():
    Client().post(SIGN_IN, {"username": "my secret passphrase", "password": "x"})
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.subject_name, entry.by) == ("sign_in_failed", None, "", None)


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.9"), (2, "203.0.113.5")])
def test_the_address_is_what_our_own_proxies_say(proxies, address, settings):
    settings.PROXIES = proxies
    give_password(Client(), EditorFactory(), HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.5, 198.51.100.9")
    assert AuditEntry.objects.get().address == SignIn.objects.get().address == address


def test_with_a_phone_the_password_alone_opens_nothing():
    editor, client = EditorFactory(), Client()
    phone = PhoneFactory(user=editor)
    assert give_password(client, editor).url == CODE
    assert client.get(reverse("desk:home")).status_code == 302
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, {"code": wrong_code(phone.key)}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert client.post(CODE, {"code": code_of(phone.key)}).url == reverse("desk:home")
    assert client.get(reverse("desk:home")).status_code == 200


def test_the_second_step_needs_the_first_and_is_not_open_for_ever():
    assert Client().get(CODE).url == SIGN_IN
    editor, client = EditorFactory(), Client()
    phone = PhoneFactory(user=editor)
    give_password(client, editor)
    editor.set_password(NEW)
    editor.save()
    assert client.post(CODE, {"code": code_of(phone.key)}).url == SIGN_IN, "the password was changed in between"
    give_password(client, editor, NEW)
    minutes_pass(client, 11)
    assert client.post(CODE, {"code": code_of(phone.key)}).url == SIGN_IN


def test_wrong_codes_close_the_name_as_wrong_passwords_do():
    editor, client = EditorFactory(), Client()
    phone = PhoneFactory(user=editor)
    give_password(client, editor)
    for _ in range(5):
        answer = client.post(CODE, {"code": wrong_code(phone.key)})
    assert answer.status_code == 429
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert client.post(CODE, {"code": code_of(phone.key)}).status_code == 429
    assert not SignIn.objects.exists()


def test_an_address_to_go_on_to_stays_on_this_site():
    editor, client = EditorFactory(), Client()
    phone = PhoneFactory(user=editor)
    client.post(SIGN_IN, {"username": editor.username, "password": PASSWORD, "next": "https://evil.example/"})
    assert client.post(CODE, {"code": code_of(phone.key)}).url == reverse("desk:home")


def test_where_the_role_needs_a_second_factor_nothing_opens_before_it_is_set_up():
    administrator, client = AdministratorFactory(phone=None), Client()
    give_password(client, administrator)
    for name in ("desk:home", "desk:people", "desk:audit"):
        assert client.get(reverse(name)).url == reverse("desk:second_factor")
    assert "Your role needs a second factor" in client.get(reverse("desk:second_factor")).content.decode()
    key = client.session["phone_key"]
    answer = client.post(reverse("desk:second_factor"), {"code": code_of(key), "old_password": PASSWORD})
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", answer.content.decode())
    assert len(codes) == 10
    assert client.get(reverse("desk:people")).status_code == 200
    other = Client()
    give_password(other, administrator)
    assert other.post(CODE, {"code": codes[0]}).url == reverse("desk:home")


def test_setting_up_says_what_is_wrong_and_keeps_the_key(desk):
    page = reverse("desk:second_factor")
    desk.get(page)
    key = desk.session["phone_key"]
    answer = desk.post(page, {"code": wrong_code(key), "old_password": PASSWORD})
    assert answer.status_code == 422 and "not the code that the app shows" in answer.content.decode()
    assert desk.session["phone_key"] == key
    answer = desk.post(page, {"code": code_of(key), "old_password": "wrong"})
    assert "not your password" in answer.content.decode()


def test_the_password_is_changed_and_other_browsers_are_signed_out(desk, editor):
    other = Client()
    other.force_login(editor)
    typed = {"old_password": PASSWORD, "password": NEW, "again": NEW}
    assert desk.post(reverse("desk:password"), typed).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(NEW)
    assert desk.get(reverse("desk:home")).status_code == 200
    assert other.get(reverse("desk:home")).status_code == 302


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"again": "another sentence 42"}, "not the same"),
        ({"old_password": "wrong"}, "not your password"),
        ({"password": "12345678", "again": "12345678"}, "too common"),
    ],
)
def test_a_password_that_will_not_do_is_explained(typed, message, desk):
    given = {"old_password": PASSWORD, "password": NEW, "again": NEW, **typed}
    answer = desk.post(reverse("desk:password"), given)
    assert answer.status_code == 422 and message in answer.content.decode()


def test_an_email_address_is_set_with_the_password(desk, editor):
    page = reverse("desk:email")
    assert desk.post(page, {"email": "no address", "old_password": PASSWORD}).status_code == 422
    assert desk.post(page, {"email": "me@example.org", "old_password": PASSWORD}).status_code == 302
    editor.refresh_from_db()
    assert editor.email == "me@example.org"


def test_signing_out_there_from_here(desk, editor):
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36")
    give_password(phone, editor)
    page = desk.get(reverse("desk:account")).content.decode()
    assert "Chrome, Android" in page and page.count("Sign out there") == 1
    row = SignIn.objects.get(agent__contains="Android")
    assert desk.post(reverse("desk:end_own_sign_in", args=[row.pk])).status_code == 302
    assert phone.get(reverse("desk:home")).status_code == 302
    assert desk.get(reverse("desk:home")).status_code == 200
    again = desk.post(reverse("desk:end_own_sign_in", args=[row.pk]), follow=True)
    assert "over already" in again.content.decode()


def test_nobody_signs_a_colleague_out(desk, colleague):
    other = Client()
    other.force_login(colleague)
    row = SignIn.objects.get(person=colleague)
    assert desk.post(reverse("desk:end_own_sign_in", args=[row.pk])).status_code == 403
    assert other.get(reverse("desk:home")).status_code == 200


def test_an_invitation_is_opened_looked_at_and_used():
    link = links.invite_person(by=AdministratorFactory(), for_whom="Noor", role="contributor")
    page, client = reverse("desk:join", args=[links.token_of(link)]), Client()
    for _ in range(2):
        answer = client.get(page)
        assert answer.status_code == 200 and "Contributor" in answer.content.decode()
    typed = {"username": "noor", "password": NEW, "again": NEW}
    assert client.post(page, {**typed, "again": "x"}).status_code == 422
    assert client.post(page, typed).url == reverse("desk:home")
    assert client.get(reverse("desk:home")).status_code == 200
    answer = Client().get(page)
    assert answer.status_code == 410 and "opens once" in answer.content.decode()


def test_a_recovery_link_leads_back_to_signing_in_with_the_second_factor():
    editor = EditorFactory()
    PhoneFactory(user=editor)
    link = links.issue_recovery_link(by=AdministratorFactory(), person=editor)
    client = Client()
    answer = client.post(reverse("desk:recover", args=[links.token_of(link)]), {"password": NEW, "again": NEW})
    assert answer.url == SIGN_IN
    assert give_password(client, editor, NEW).url == CODE


def test_a_broken_link_says_so():
    for name in ("desk:join", "desk:recover"):
        answer = Client().get(reverse(name, args=["nonsense"]))
        assert answer.status_code == 410 and "Copy all of it" in answer.content.decode()


def test_without_a_mail_server_the_page_says_whom_to_ask(client):
    answer = client.post(reverse("desk:forgotten"), {"name": "somebody"})
    assert "Ask an administrator" in answer.content.decode()
    assert not AccountLink.objects.exists()


def test_a_forgotten_password_is_recovered_by_mail(client, settings, mailoutbox, monkeypatch):
    settings.MAIL, settings.CELERY_TASK_ALWAYS_EAGER = True, True
    from config.celery import app  # noqa: PLC0415

    monkeypatch.setattr(app.conf, "task_always_eager", True)
    editor = EditorFactory(email="me@example.org")
    answers = set()
    for name in (editor.username, "ME@example.org", "nobody", "x\x00"):
        answers.add(client.post(reverse("desk:forgotten"), {"name": name}).content)
    assert len(mailoutbox) == 1, "once in ten minutes, and to nobody who has no account"
    address = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)
    assert client.post(address[1], {"password": NEW, "again": NEW}).url == SIGN_IN
    assert give_password(client, editor, NEW).url == reverse("desk:home")


def test_a_reader_reads_and_is_offered_nothing_to_change(claim):
    client = Client()
    client.force_login(PersonFactory(role=Role.READER))
    assert client.get(reverse("desk:home")).status_code == 200
    page = client.get(reverse("desk:report", args=[claim.report_version.report_id])).content.decode()
    assert reverse("desk:accept_claim", args=[claim.pk]) not in page
    assert client.get(reverse("desk:paste")).status_code == 403
    assert client.post(reverse("desk:accept_claim", args=[claim.pk]), {"lock_version": 1}).status_code == 403


def test_a_form_without_a_token_is_refused(editor, claim):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    answer = client.post(reverse("desk:accept_claim", args=[claim.pk]), {"lock_version": 1})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "sign in again in another tab" in page and 'class="site-header"' in page
    assert "<style" not in page and "style=" not in page, "the security policy would leave it out"


def test_an_ended_session_is_told_in_arabic():
    answer = Client(enforce_csrf_checks=True).post("/ar/desk/reports/new/", {"text": "words"})
    assert answer.status_code == 403
    assert 'lang="ar" dir="rtl"' in answer.content.decode() and "لم يُرسَل" in answer.content.decode()


def test_a_form_of_before_is_sent_with_the_token_that_signing_in_gave(editor):
    """`fresh_token.js` writes the cookie's own value, which the form's masked one stands for."""
    client = Client(enforce_csrf_checks=True)
    old = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(SIGN_IN).content.decode())[1]
    client.post(SIGN_IN, {"username": editor.username, "password": PASSWORD, "csrfmiddlewaretoken": old})
    again = reverse("desk:sign_out")
    assert client.post(again, {"csrfmiddlewaretoken": old}).status_code == 403
    assert client.post(again, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}).status_code == 302
