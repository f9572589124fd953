"""The verbs of people, and the export of the audit."""

from __future__ import annotations

from binascii import unhexlify

from django.contrib.auth.models import User
from django.utils import timezone
from django_otp.oath import totp

from benchmarks.record.world import PASSWORD, Done, World, measured
from incidents.models import SignIn
from incidents.people import links, passwords, roles, second_factor, sign_ins
from incidents.policies import Role
from incidents.services.audit import note_export

_NEW = "another long sentence 42"


def _with_phone(world: World) -> User:
    person, key = world.new_person(), second_factor.new_key()
    second_factor.confirm_second_factor(by=person, key=key, code=_code(key), password=PASSWORD, here=0)
    return person


def _code(key: str) -> str:
    return f"{totp(unhexlify(key)):06d}"


@measured
def change_password(world: World) -> Done:
    person = world.new_person()
    return lambda: passwords.change_password(by=person, old=PASSWORD, new=_NEW, here=0)


@measured
def change_email(world: World) -> Done:
    person = world.new_person()
    return lambda: passwords.change_email(by=person, email="new@example.org", password=PASSWORD)


@measured
def confirm_second_factor(world: World) -> Done:
    person, key = world.new_person(), second_factor.new_key()
    return lambda: second_factor.confirm_second_factor(by=person, key=key, code=_code(key), password=PASSWORD, here=0)


@measured
def remove_second_factor(world: World) -> Done:
    person = _with_phone(world)
    return lambda: second_factor.remove_second_factor(by=person, password=PASSWORD)


@measured
def renew_recovery_codes(world: World) -> Done:
    person = _with_phone(world)
    return lambda: second_factor.renew_recovery_codes(by=person, password=PASSWORD)


@measured
def reset_second_factor(world: World) -> Done:
    person = _with_phone(world)
    return lambda: second_factor.reset_second_factor(by=world.administrator, person=person)


@measured
def end_sign_in(world: World) -> Done:
    person, now = world.new_person(), timezone.now()
    row = SignIn.objects.create(person=person, started_at=now, last_seen_at=now)
    return lambda: sign_ins.end_sign_in(by=person, sign_in=row)


@measured
def invite_person(world: World) -> Done:
    return lambda: links.invite_person(by=world.administrator, for_whom="Noor", role=Role.EDITOR)


@measured
def issue_recovery_link(world: World) -> Done:
    person = world.new_person()
    return lambda: links.issue_recovery_link(by=world.administrator, person=person)


@measured
def revoke_link(world: World) -> Done:
    link = links.invite_person(by=world.administrator, for_whom="Noor", role=Role.EDITOR)
    return lambda: links.revoke_link(by=world.administrator, link=link)


@measured
def change_role(world: World) -> Done:
    person = world.new_person()
    return lambda: roles.change_role(by=world.administrator, person=person, role=Role.REVIEWER, seen=Role.EDITOR)


@measured
def deactivate_person(world: World) -> Done:
    person = world.new_person()
    return lambda: roles.deactivate_person(by=world.administrator, person=person)


@measured
def reactivate_person(world: World) -> Done:
    person = world.new_person()
    roles.deactivate_person(by=world.administrator, person=person)
    return lambda: roles.reactivate_person(by=world.administrator, person=person)


@measured
def lift_throttle(world: World) -> Done:
    person = world.new_person()
    return lambda: roles.lift_throttle(by=world.administrator, person=person)


@measured
def export_audit(world: World) -> Done:
    return lambda: note_export("export_audit", by=world.administrator, detail={"verb": "publish_incident"})
