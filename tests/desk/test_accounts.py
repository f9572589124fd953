"""Who comes in, who is kept out, and how often one may guess."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("desk:sign_in")


def test_a_stranger_is_asked_to_sign_in():
    answer = Client().get(reverse("desk:home"))
    assert answer.status_code == 302
    assert answer.url.startswith(SIGN_IN)


def test_an_account_without_a_role_sees_why_it_may_not():
    client = Client()
    client.force_login(UserFactory())
    answer = client.get(reverse("desk:home"))
    assert answer.status_code == 403
    assert "editors and reviewers" in answer.content.decode()


def test_an_editor_signs_in_and_out():
    editor, client = EditorFactory(), Client()
    answer = client.post(SIGN_IN, {"username": editor.username, "password": "correct horse battery"})
    assert answer.url == reverse("desk:home")
    assert client.get(reverse("desk:sign_out")).status_code == 405, "a link must not sign anybody out"
    client.post(reverse("desk:sign_out"))
    assert client.get(reverse("desk:home")).status_code == 302


def test_after_five_wrong_passwords_the_right_one_is_refused_too():
    editor = EditorFactory()
    for attempt in range(5):
        answer = Client().post(SIGN_IN, {"username": editor.username, "password": f"wrong {attempt}"})
    assert answer.status_code == 429
    # Another process has another client; the attempts stand in the database.
    answer = Client().post(SIGN_IN, {"username": editor.username, "password": "correct horse battery"})
    assert answer.status_code == 429
    assert "closed from your address for 15 minutes" in answer.content.decode()


def test_the_password_is_changed(desk, editor):
    new = "a longer sentence 42"
    typed = {"old_password": "correct horse battery", "new_password1": new, "new_password2": new}
    assert desk.post(reverse("desk:password"), typed).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(new)


def test_a_form_without_a_token_is_refused(editor, claim):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(reverse("desk:accept_claim", args=[claim.pk]), {"lock_version": 1}).status_code == 403
