"""The ways in for whoever runs the machine: the first administrator, and the last one who lost the phone."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from incidents.models import AuditEntry
from incidents.people.second_factor import has_second_factor
from incidents.policies import Role
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.django_db


def printed(*arguments) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


def test_the_first_administrator_is_invited_from_the_machine():
    link = printed("invite_person", "Amal", "--site", "https://desk.example/")
    assert link.startswith("https://desk.example/desk/join/")
    assert "Administrator" in Client().get(link.removeprefix("https://desk.example")).content.decode()
    assert AuditEntry.objects.get().detail["role"] == Role.ADMINISTRATOR


def test_somebody_who_lost_everything_gets_back_in():
    person = AdministratorFactory()
    link = printed("recover_person", person.username)
    assert has_second_factor(person) and Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    printed("recover_person", person.username, "--without-second-factor")
    assert not has_second_factor(person)
    assert AuditEntry.objects.filter(by=None).count() == 3


def test_nobody_is_recovered_who_is_not_there():
    with pytest.raises(CommandError, match="nobody signs in as") as refusal:
        printed("recover_person", "nobody")
    assert refusal.value.returncode == 2
