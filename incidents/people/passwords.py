"""One's own password, by Django's validators, and the e-mail address that a forgotten one is recovered by."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from incidents.errors import Refused
from incidents.models import AccountLink, LinkPurpose
from incidents.people.sign_ins import end_all
from incidents.policies import require
from incidents.services.audit import note


def checked_password(password: str, person: User) -> str:
    """The password as it may be set; Refused with the validators' own words where it is too weak."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), "password") from None
    return password


class WrongPassword(Refused):
    """What was given for one's own password is not it."""


def confirm_by_password(person: User, password: str) -> None:
    """WrongPassword unless it is their own: what opens an account is changed by nobody who found a screen unlocked."""
    if not person.check_password(password):
        raise WrongPassword(_("This is not your password."), "old_password")


def change_password(*, by: User, old: str, new: str, here: int) -> None:
    """Set one's own password; every sign-in but this one (`here`, its id) ends, and no recovery link opens any more."""
    require(by, "change_password", by)
    confirm_by_password(by, old)
    by.set_password(checked_password(new, by))
    with transaction.atomic():
        by.save(update_fields=["password"])
        end_all(by, but=here)
        _void_recovery(by)
        note("change_password", by=by, subject=by)


def change_email(*, by: User, email: str, password: str) -> None:
    """Set the address that recovery links are mailed to; empty for none. Those mailed to the former open nothing."""
    require(by, "change_email", by)
    confirm_by_password(by, password)
    by.email = checked_email(email)
    with transaction.atomic():
        by.save(update_fields=["email"])
        _void_recovery(by)
        note("change_email", by=by, subject=by)


def _void_recovery(person: User) -> None:
    """Whoever still reads the former mailbox, or has read it, must not come in by what lies there."""
    AccountLink.objects.filter(person=person, purpose=LinkPurpose.RECOVERY).void()


def checked_email(email: str) -> str:
    """The address without blanks around it; Refused where it is none, but for an empty one."""
    address = email.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages), "email") from None
    return address
