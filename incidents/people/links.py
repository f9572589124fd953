"""Links that open an account once: an invitation to join, a way back in. Signed, expiring, single-use."""

from __future__ import annotations

import datetime as dt
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.errors import Refused
from incidents.models import AccountLink, AuditEntry, LinkPurpose
from incidents.models.people import AccountLinkQuerySet
from incidents.people.passwords import checked_email, checked_password
from incidents.people.roles import join
from incidents.people.sign_ins import end_all
from incidents.policies import Role, require
from incidents.services.audit import note
from incidents.text import one_line

INVITATION_LASTS = dt.timedelta(days=7)
RECOVERY_LASTS = dt.timedelta(days=1)
ASKED_AGAIN_AFTER = dt.timedelta(minutes=10)
# Asking is open to the whole world, and each time is a task of the worker's.
ASKED_WITHIN = dt.timedelta(minutes=15)
MOST_ASKED = 5  # from one address
MOST_ASKED_IN_ALL = 60
LONGEST_NAME = 150
_SALT = "strikeline.people.link"


def open_links() -> AccountLinkQuerySet:
    """Those that still open something, the newest first."""
    return AccountLink.objects.open()


def token_of(link: AccountLink) -> str:
    """What the link's address carries; it can be made again from the row as long as the secret key stays."""
    return signing.Signer(salt=_SALT).sign(link.nonce)


def link_of(token: str, purpose: LinkPurpose) -> AccountLink:
    """The open link that the token names; Refused, saying why, where it opens nothing (any more)."""
    try:
        nonce = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        raise Refused(_("This link is incomplete or was not made here. Copy all of it.")) from None
    link = AccountLink.objects.select_related("person").filter(nonce=nonce, purpose=purpose).first()
    if link is None or link.revoked_at:
        raise Refused(_("This link was taken back. Ask for another."))
    if link.used_at:
        raise Refused(_("This link was used already: it opens once. Sign in, or ask for another."))
    if link.expires_at <= timezone.now():
        raise Refused(_("This link is too old. Ask for another."))
    return link


def invite_person(*, by: User | None, for_whom: str, role: str, email: str = "") -> AccountLink:
    """A link by which somebody joins with the role, for seven days. `by` None: whoever runs the machine."""
    if by is not None:
        require(by, "invite_person")
    if role not in Role.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": role}, "role")
    name = one_line(for_whom, "for_whom", LONGEST_NAME)
    if not name:
        raise Refused(_("Say whom the invitation is for."), "for_whom")
    address = checked_email(email)
    with transaction.atomic():
        link = _new_link(by, INVITATION_LASTS, purpose=LinkPurpose.INVITATION, for_whom=name, role=role, email=address)
        note("invite_person", by=by, subject=AuditEntry.Subject.PERSON, detail={"link": link.pk, "role": role})
    return link


def accept_invitation(*, token: str, username: str, password: str) -> User:
    """Make the account that the invitation promises. Of two who use it at once, one joins and the other is refused."""
    people = get_user_model()
    person = people(username=people.normalize_username(username.strip()))
    try:
        people._meta.get_field("username").run_validators(person.username)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages), "username") from None
    if not person.username:
        raise Refused(_("Choose a name to sign in with."), "username")
    person.set_password(checked_password(password, person))
    taken = Refused(_("Somebody has this name; choose another."), "username")
    with transaction.atomic():
        link = _use(token, LinkPurpose.INVITATION)
        # In any case of the letters: "Editor" beside "editor" would be taken for the same person.
        if people._default_manager.filter(username__iexact=person.username).exists():
            raise taken
        person.email = link.email
        try:
            person.save()
        except IntegrityError:
            raise taken from None
        join(person, Role(link.role))
        AccountLink.objects.filter(pk=link.pk).update(person=person)
        note("accept_invitation", by=person, subject=person, detail={"link": link.pk, "role": link.role})
    return person


def issue_recovery_link(*, by: User | None, person: User) -> AccountLink:
    """A link by which the person sets a new password, for a day; a former one is void.

    `by` None: the person asked for it by mail, or whoever runs the machine. The second factor stays as it is.
    """
    if by is not None:
        require(by, "issue_recovery_link", person)
    if not person.is_active:
        raise Refused(_("This account is closed; open it first."))
    with transaction.atomic():
        recovery = LinkPurpose.RECOVERY
        open_links().filter(person=person, purpose=recovery).void()
        link = _new_link(by, RECOVERY_LASTS, purpose=recovery, person=person, email=person.email)
        note("issue_recovery_link", by=by, subject=person, detail={"link": link.pk})
    return link


def note_asking(*, address: str | None) -> None:
    """Append to the audit that somebody at the address asks for a recovery link; it does not say for whom.

    Refused where that was done too often in the last quarter of an hour, from there or from anywhere, in whatever
    process.
    """
    lately = AuditEntry.objects.filter(verb="ask_for_recovery", at__gt=timezone.now() - ASKED_WITHIN)
    asked = list(lately.values_list("address", flat=True)[:MOST_ASKED_IN_ALL])
    if len(asked) >= MOST_ASKED_IN_ALL or asked.count(address) >= MOST_ASKED:
        raise Refused(_("A link was asked for too often. Try again in a quarter of an hour, or ask an administrator."))
    note("ask_for_recovery", by=None, subject=AuditEntry.Subject.PERSON, address=address)


def ask_for_recovery(*, name: str) -> AccountLink:
    """A recovery link for whoever has this name or e-mail address, to be mailed there.

    Refused where nobody has it, where no address is known, and within ten minutes of the last one: nobody's mail is
    flooded.
    """
    if "\x00" in name:  # PostgreSQL cannot even be asked
        raise Refused(_("There is no such account."))
    known = Q(username=name) | Q(email__iexact=name)
    person = get_user_model()._default_manager.filter(known, is_active=True).exclude(email="").order_by("pk").first()
    if person is None:
        raise Refused(_("There is no such account."))
    if open_links().filter(person=person, made_at__gt=timezone.now() - ASKED_AGAIN_AFTER).exists():
        raise Refused(_("A link was sent a moment ago."))
    return issue_recovery_link(by=None, person=person)


def recover_account(*, token: str, password: str) -> User:
    """Set a new password by a recovery link; every sign-in of the account ends."""
    link = link_of(token, LinkPurpose.RECOVERY)
    person = link.person
    if person is None or not person.is_active:
        raise Refused(_("This link was taken back. Ask for another."))
    person.set_password(checked_password(password, person))
    with transaction.atomic():
        _use(token, LinkPurpose.RECOVERY)
        person.save(update_fields=["password"])
        end_all(person)
        note("recover_account", by=person, subject=person, detail={"link": link.pk})
    return person


def revoke_link(*, by: User, link: AccountLink) -> None:
    """The link opens nothing any more."""
    require(by, "revoke_link")
    with transaction.atomic():
        if not open_links().filter(pk=link.pk).void():
            raise Refused(_("This link opens nothing any more."))
        subject = link.person or AuditEntry.Subject.PERSON
        note("revoke_link", by=by, subject=subject, detail={"link": link.pk, "purpose": link.purpose})


def _new_link(by: User | None, lasts: dt.timedelta, **values: object) -> AccountLink:
    now = timezone.now()
    return AccountLink.objects.create(
        nonce=secrets.token_urlsafe(18), made_by=by, made_at=now, expires_at=now + lasts, **values
    )


def _use(token: str, purpose: LinkPurpose) -> AccountLink:
    """The link, used up; of two who come at once the second finds it used."""
    link = link_of(token, purpose)
    if not open_links().filter(pk=link.pk).update(used_at=timezone.now()):
        raise Refused(_("This link was used already: it opens once. Sign in, or ask for another."))
    return link
