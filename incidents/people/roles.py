"""Roles and whether somebody may still come in. There is always an administrator left."""

from __future__ import annotations

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from incidents.errors import Refused
from incidents.models import AccountLink
from incidents.people.sign_ins import end_all
from incidents.policies import Role, require, role_of
from incidents.services.audit import note


def administrators() -> set[int]:
    """Ids of those who may administer."""
    may = Q(groups__name=Role.ADMINISTRATOR) | Q(is_superuser=True)
    return set(get_user_model()._default_manager.filter(may, is_active=True).values_list("pk", flat=True))


def join(person: User, role: Role) -> None:
    """Give the person this role and no other (internal: the caller has asked the policies, and notes it)."""
    person.groups.remove(*Group.objects.filter(name__in=Role.values).exclude(name=role))
    person.groups.add(Group.objects.get(name=role))


def change_role(*, by: User, person: User, role: str, seen: str = "") -> None:
    """Another role for somebody; `seen` is the one that the administrator saw, empty for none.

    Refused where somebody has changed it since, and for the last administrator.
    """
    require(by, "change_role", person)
    if role not in Role.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": role}, "role")
    with transaction.atomic():
        _one_at_a_time()
        current = get_user_model()._default_manager.get(pk=person.pk)
        former = role_of(current) or ""
        if former != seen:
            raise Refused(_("Somebody else has changed this role meanwhile; look at it again."), "role")
        if former == role:
            raise Refused(_("This is the role already."), "role")
        if former == Role.ADMINISTRATOR:
            _must_not_be_last(current)
            # Kept back, an invitation of one's own would make an administrator again.
            AccountLink.objects.filter(made_by=current).void()
        # Whoever came by `createsuperuser` has a role like everybody else from now on.
        current.is_superuser = current.is_staff = False
        current.save(update_fields=["is_superuser", "is_staff"])
        join(current, Role(role))
        note("change_role", by=by, subject=current, detail={"before": str(former), "after": role})


def deactivate_person(*, by: User, person: User, reason: str = "") -> None:
    """Nobody comes in with this account any more; what the person did stays under the name."""
    require(by, "deactivate_person", person)
    with transaction.atomic():
        _one_at_a_time()
        current = get_user_model()._default_manager.get(pk=person.pk)
        if not current.is_active:
            raise Refused(_("This account is closed already."))
        _must_not_be_last(current)
        current.is_active = False
        current.save(update_fields=["is_active"])
        end_all(current)
        # Also those that the person made for others: an invitation kept back would be a way in again.
        AccountLink.objects.filter(Q(person=current) | Q(made_by=current)).void()
        note("deactivate_person", by=by, subject=current, detail={"reason": reason.replace("\x00", "")[:300]})


def reactivate_person(*, by: User, person: User) -> None:
    """The account opens again, with the role that it had."""
    require(by, "reactivate_person", person)
    with transaction.atomic():
        if not get_user_model()._default_manager.filter(pk=person.pk, is_active=False).update(is_active=True):
            raise Refused(_("This account is open."))
        note("reactivate_person", by=by, subject=person)


def lift_throttle(*, by: User, person: User) -> None:
    """Let somebody who guessed too often try again at once, from any address."""
    require(by, "lift_throttle", person)
    with transaction.atomic():
        attempts = reset(username=person.get_username())
        note("lift_throttle", by=by, subject=person, detail={"attempts": attempts})


def _one_at_a_time() -> None:
    """Two administrators who take each other's role away at once would leave none."""
    Group.objects.select_for_update().get(name=Role.ADMINISTRATOR)


def _must_not_be_last(person: User) -> None:
    if administrators() == {person.pk}:
        raise Refused(_("This is the last administrator; make somebody else one first."))
