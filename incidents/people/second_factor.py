"""The second factor: a code of the phone (TOTP, RFC 6238, by django-otp), or a recovery code where it is lost."""

from __future__ import annotations

import io
import secrets
import string
import time
from base64 import b32encode
from binascii import unhexlify

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from incidents.errors import Refused
from incidents.models import RecoveryCode
from incidents.people.passwords import confirm_by_password
from incidents.people.sign_ins import end_all
from incidents.policies import needs_second_factor, require
from incidents.services.audit import note

CODES = 10
# Lower case without what is misread: l, o, 0, 1. Ten of them are 50 bits.
_ALPHABET = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("lo01")))
_LENGTH = 10


def has_second_factor(person: User) -> bool:
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def codes_left(person: User) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def new_key() -> str:
    """A fresh secret in hex, for a device that is not confirmed yet; the caller keeps it meanwhile."""
    return str(random_hex(20))


def address_of_key(key: str, person: User) -> str:
    """The `otpauth://` address that an authenticator app reads."""
    return str(TOTPDevice(user=person, key=key).config_url)


def spelled(key: str) -> str:
    """The secret as one types it where no camera is at hand: base 32, in groups of four."""
    letters = b32encode(unhexlify(key)).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def picture_of_key(key: str, person: User) -> str:
    """The same as a QR code: an SVG element, black on white, drawn here."""
    drawn = io.BytesIO()
    segno.make(address_of_key(key, person), error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        light="#fff",
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue().decode()


def confirm_second_factor(*, by: User, key: str, code: str, password: str, here: int) -> list[str]:
    """Take the device whose key the person has scanned, in place of a former one; the recovery codes, shown once.

    Every other sign-in ends. Refused where the code is not what the device would show now.
    """
    require(by, "confirm_second_factor", by)
    confirm_by_password(by, password)
    typed = _digits(code)
    device = TOTP(unhexlify(key))
    device.time = time.time()
    if typed is None or not device.verify(typed, tolerance=1):
        raise Refused(_("This is not the code that the app shows now. Is the phone's clock right?"), "code")
    with transaction.atomic():
        TOTPDevice.objects.filter(user=by).delete()
        TOTPDevice.objects.create(user=by, name="app", key=key, last_t=device.t(), drift=device.drift)
        end_all(by, but=here)
        codes = _new_codes(by)
        note("confirm_second_factor", by=by, subject=by)
    return codes


def remove_second_factor(*, by: User, password: str) -> None:
    """Sign in by password alone again, unless the role needs more."""
    require(by, "remove_second_factor", by)
    if needs_second_factor(by):
        raise Refused(_("Your role needs a second factor; you can only exchange it for another."))
    confirm_by_password(by, password)
    _remove(by, by, "remove_second_factor")


def reset_second_factor(*, by: User | None, person: User) -> None:
    """For somebody who lost phone and recovery codes: they sign in by password, and set it up again.

    `by` None: whoever runs the machine.
    """
    if by is not None:
        require(by, "reset_second_factor", person)
    _remove(person, by, "reset_second_factor")


def renew_recovery_codes(*, by: User, password: str) -> list[str]:
    """Ten new codes, shown once; the former ones are void."""
    require(by, "renew_recovery_codes", by)
    if not has_second_factor(by):
        raise Refused(_("There is no second factor yet."))
    confirm_by_password(by, password)
    with transaction.atomic():
        codes = _new_codes(by)
        note("renew_recovery_codes", by=by, subject=by)
    return codes


def passes(person: User, typed: str) -> bool:
    """Whether this is a code of the person's phone now, or an unused recovery code, which it uses up.

    django-otp doubles the wait of a device with each failure, and takes no code of it twice.
    """
    digits = _digits(typed)
    if digits is not None:
        device = TOTPDevice.objects.filter(user=person, confirmed=True).first()
        return device is not None and verify_token(person, device.persistent_id, digits) is not None
    digest = _digest(person, "".join(sign for sign in typed.lower() if sign in _ALPHABET))
    with transaction.atomic():
        unused = RecoveryCode.objects.filter(person=person, digest=digest, used_at=None)
        if not unused.update(used_at=timezone.now()):
            return False
        note("use_recovery_code", by=person, subject=person, detail={"left": codes_left(person)})
    return True


def _remove(person: User, by: User | None, verb: str) -> None:
    with transaction.atomic():
        if not TOTPDevice.objects.filter(user=person).delete()[0]:
            raise Refused(_("There is no second factor yet."))
        RecoveryCode.objects.filter(person=person).delete()
        note(verb, by=by, subject=person)


def _new_codes(person: User) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_digest(person, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _digest(person: User, code: str) -> str:
    return salted_hmac("strikeline.recovery", f"{person.pk}:{code}", algorithm="sha256").hexdigest()


def _digits(typed: str) -> int | None:
    """Six digits of any script, with or without a space between them."""
    together = "".join(typed.split())
    return int(together) if len(together) == 6 and together.isdecimal() else None
