"""What one may try only so often: one's own password on a screen left open, and asking for a way back in."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from incidents.models import AuditEntry, SignIn
from incidents.people import links
from tests.desk.test_accounts import CODE, NEW, PASSWORD, SIGN_IN, give_password
from tests.factories import AdministratorFactory, EditorFactory, PhoneFactory
from tests.support.phone import code_of

pytestmark = pytest.mark.django_db
FORMS = {
    "desk:password": {"password": NEW, "again": NEW},
    "desk:email": {"email": "thief@example.org"},
    "desk:second_factor": {"code": "123456"},
    "desk:recovery_codes": {},
    "desk:remove_second_factor": {},
}


def test_the_own_password_is_guessed_five_times_on_all_the_forms_together(desk, editor):
    for number, (page, typed) in enumerate(FORMS.items()):
        PhoneFactory(user=editor) if not number else None
        answer = desk.post(reverse(page), {**typed, "old_password": f"guess {number}"})
    assert answer.status_code == 429
    guessed = AuditEntry.objects.filter(verb="own_password_failed", subject_id=editor.pk, address="127.0.0.1")
    assert guessed.count() == 5 and guessed.filter(detail__closed=True).count() == 1
    # In another process too, and at the door as well: the attempts stand in the database.
    other = Client()
    other.force_login(editor)
    answer = other.post(reverse("desk:password"), {"old_password": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 429 and give_password(Client(), editor).status_code == 429
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD) and not editor.email
    assert guessed.count() == 5, "what is turned away was not tried"


def test_what_was_guessed_is_kept_nowhere(desk, editor):
    desk.post(reverse("desk:password"), {"old_password": "my former one", "password": NEW, "again": NEW})
    attempt = AccessAttempt.objects.get()
    assert "former" not in attempt.post_data and "sentence" not in attempt.post_data


def test_a_weak_new_password_is_no_guess(desk):
    for _ in range(6):
        answer = desk.post(reverse("desk:password"), {"old_password": PASSWORD, "password": "1", "again": "1"})
    assert answer.status_code == 422 and not AccessAttempt.objects.exists()


@pytest.fixture
def letters(settings, monkeypatch):
    """The tasks that are sent off."""
    sent = []
    settings.MAIL = True
    monkeypatch.setattr(
        "desk.views.accounts.mail_recovery_link.apply_async", lambda letter, **how: sent.append((letter, how))
    )
    return sent


def ask(address, name="somebody"):
    return Client().post(reverse("desk:forgotten"), {"name": name}, REMOTE_ADDR=address)


def test_who_asks_for_links_without_end_sends_no_more_tasks(letters):
    answers = [ask("192.0.2.1", f"somebody{number}").status_code for number in range(8)]
    assert answers == [200] * 5 + [429] * 3
    assert len(letters) == 5 == AuditEntry.objects.filter(verb="ask_for_recovery", address="192.0.2.1").count()
    assert all(how["expires"] for _letter, how in letters), "no worker finds yesterday's"
    assert "too often" in ask("192.0.2.1").content.decode()
    assert ask("192.0.2.2").status_code == 200, "a colleague elsewhere is not touched"
    assert not AuditEntry.objects.exclude(subject_name="").exists(), "the name may be a password"


def test_a_thousand_addresses_send_no_thousand_tasks(letters):
    for number in range(links.MOST_ASKED_IN_ALL + 5):
        answer = ask(f"198.51.100.{number}")
    assert answer.status_code == 429 and len(letters) == links.MOST_ASKED_IN_ALL


def test_asking_is_open_again_after_a_quarter_of_an_hour(letters, monkeypatch):
    for _ in range(6):
        ask("192.0.2.1")
    monkeypatch.setattr(links, "ASKED_WITHIN", links.ASKED_WITHIN * 0)
    assert ask("192.0.2.1").status_code == 200


def opened(person):
    return SignIn.objects.filter(person=person, ended_at=None).count()


def test_a_second_sign_in_with_one_browser_ends_the_first():
    """Two tabs: the password in both, the code in one and then in the other."""
    editor, browser = EditorFactory(), Client()
    phone = PhoneFactory(user=editor)
    give_password(browser, editor)
    halfway = browser.session["halfway"]
    browser.post(CODE, {"code": code_of(phone.key)})
    session = browser.session
    session["halfway"] = halfway
    session.save()
    phone.refresh_from_db()
    phone.last_t = -1
    phone.save()
    assert browser.post(CODE, {"code": code_of(phone.key)}).url == reverse("desk:home")
    assert SignIn.objects.filter(person=editor).count() == 2 and opened(editor) == 1


def test_who_joins_with_a_browser_where_somebody_is_signed_in_signs_them_out(desk, editor):
    link = links.invite_person(by=AdministratorFactory(), for_whom="Noor", role="contributor")
    typed = {"username": "noor", "password": NEW, "again": NEW}
    assert desk.post(reverse("desk:join", args=[links.token_of(link)]), typed).url == reverse("desk:home")
    assert opened(editor) == 0 and opened(SignIn.objects.latest("pk").person) == 1


def test_an_administrator_without_the_second_factor_ends_only_the_own_sign_ins(editor):
    administrator, browser, other = AdministratorFactory(phone=None), Client(), Client()
    give_password(browser, administrator)
    other.force_login(editor)
    theirs = SignIn.objects.get(person=editor)
    assert browser.post(reverse("desk:end_own_sign_in", args=[theirs.pk])).url == reverse("desk:second_factor")
    assert opened(editor) == 1
    mine = SignIn.objects.get(person=administrator)
    assert browser.post(reverse("desk:end_own_sign_in", args=[mine.pk])).url == reverse("desk:account")
    assert opened(administrator) == 0
    assert browser.get(reverse("desk:account")).url.startswith(SIGN_IN)
