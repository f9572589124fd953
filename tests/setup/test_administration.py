"""Django's administration: for administrators, for reading, and without the secrets."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from incidents.models import Incident
from tests.factories import AdministratorFactory, EditorFactory, IncidentFactory, ReviewerFactory

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


@pytest.fixture
def client_of():
    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def office(client_of) -> Client:
    return client_of(AdministratorFactory())


def names(model) -> tuple[str, str]:
    return model._meta.app_label, model._meta.model_name


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_a_table_is_read_and_takes_nothing(model, office):
    room, table = names(model)
    assert office.get(reverse(f"admin:{room}_{table}_changelist")).status_code == 200
    assert office.get(reverse(f"admin:{room}_{table}_changelist") + "?q=x").status_code == 200
    assert office.get(reverse(f"admin:{room}_{table}_add")).status_code == 403
    assert office.post(reverse(f"admin:{room}_{table}_add")).status_code == 403


def test_a_row_is_shown_and_cannot_be_saved_or_deleted(office):
    incident = IncidentFactory(code="SY-2020-0001")
    page = reverse("admin:incidents_incident_change", args=[incident.pk])
    shown = office.get(page).content.decode()
    assert "SY-2020-0001" in shown and 'name="_save"' not in shown
    assert office.post(page, {"code": "SY-2020-0002"}).status_code == 403
    for method in (office.get, office.post):
        assert method(reverse("admin:incidents_incident_delete", args=[incident.pk])).status_code == 403
    assert Incident.objects.get().code == "SY-2020-0001"


def test_no_secret_is_shown(office):
    registered = {model.__name__ for model in admin.site._registry}
    assert not registered & {"TOTPDevice", "RecoveryCode", "AccountLink", "Session", "AccessAttempt"}
    person = AdministratorFactory()
    page = office.get(reverse("admin:auth_user_change", args=[person.pk])).content.decode()
    assert person.username in page and person.password not in page and "field-password" not in page


def test_others_are_refused_and_strangers_sent_to_the_desks_sign_in(client_of):
    assert Client().get(INDEX).url == f"{reverse('desk:sign_in')}?next={INDEX}"
    assert Client().get(reverse("admin:login")).url.startswith(reverse("desk:sign_in"))
    for person in (EditorFactory(), ReviewerFactory(), EditorFactory(is_staff=True)):
        assert client_of(person).get(INDEX).status_code == 403


def test_the_second_factor_stands_before_it(client_of):
    assert client_of(AdministratorFactory(phone=None)).get(INDEX).url == reverse("desk:second_factor")


def test_the_password_is_the_desks_and_signing_out_is_the_same(office):
    assert office.get(reverse("admin:password_change")).url == reverse("desk:password")
    assert office.get(reverse("admin:logout")).status_code == 405
    assert office.get(reverse("desk:home")).status_code == 200
    office.post(reverse("admin:logout"))
    assert office.get(reverse("desk:home")).status_code == 302
