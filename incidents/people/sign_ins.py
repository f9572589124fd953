"""Where people are signed in. Django's signals tell of each sign-in, failure and sign-out, whichever way it came."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.errors import Refused
from incidents.models import AuditEntry, SignIn
from incidents.people.origin import client_address
from incidents.policies import require
from incidents.services.audit import note

KEY = "sign_in"  # of the session: the id of its row
_BACKEND = "django.contrib.auth.backends.ModelBackend"
SEEN_EVERY = dt.timedelta(minutes=5)  # so often a request writes that the person was here


def open_sign_ins(person: User) -> QuerySet[SignIn]:
    """Where the person is signed in now, the last used first."""
    alive = timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return SignIn.objects.filter(person=person, ended_at=None, last_seen_at__gt=alive)


def here(session: SessionBase) -> int:
    """The id of the sign-in that the session is; 0 for none."""
    return int(session.get(KEY, 0))


def is_open(session: SessionBase, person: User) -> bool:
    """Whether nobody has ended this sign-in; notes that the person is here."""
    row = SignIn.objects.filter(pk=here(session), person=person, ended_at=None).first()
    if row is None:
        return False
    now = timezone.now()
    if now - row.last_seen_at > SEEN_EVERY:
        SignIn.objects.filter(pk=row.pk).update(last_seen_at=now)
    return True


def sign_in(request: HttpRequest, person: User) -> None:
    """Sign the person in with this browser; whoever was signed in with it, be it the same person, is so no more."""
    if request.user.is_authenticated:
        logout(request)
    login(request, person, backend=_BACKEND)


def end_sign_in(*, by: User, sign_in: SignIn) -> None:
    """Sign out there: the next request of that browser is a stranger's."""
    require(by, "end_sign_in", sign_in)
    with transaction.atomic():
        if not SignIn.objects.filter(pk=sign_in.pk, ended_at=None).update(ended_at=timezone.now()):
            raise Refused(_("This is over already."))
        note("end_sign_in", by=by, subject=sign_in.person, detail={"sign_in": sign_in.pk})


def end_all(person: User, but: int = 0) -> int:
    """End the person's sign-ins, all but one, after what opens the account has changed (internal: not audited)."""
    return SignIn.objects.filter(person=person, ended_at=None).exclude(pk=but).update(ended_at=timezone.now())


def _begin(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    now, address = timezone.now(), client_address(request)
    with transaction.atomic():
        row = SignIn.objects.create(
            person=user,  # type: ignore[misc]
            started_at=now,
            last_seen_at=now,
            address=address,
            agent=request.META.get("HTTP_USER_AGENT", "").replace("\x00", "")[:300],
        )
        note("sign_in", by=user, subject=user, address=address, detail={"sign_in": row.pk})
    request.session[KEY] = row.pk


def _end(sender: Any, request: HttpRequest, user: User | None, **more: Any) -> None:
    if user is None or not user.is_authenticated:
        return
    with transaction.atomic():
        SignIn.objects.filter(pk=here(request.session), ended_at=None).update(ended_at=timezone.now())
        note("sign_out", by=user, subject=user, address=client_address(request))


def _fail(
    sender: Any,
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    verb: str = "sign_in_failed",
    **more: Any,
) -> None:
    """A name that nobody has is not written down: it may be a password that was typed into the wrong field."""
    # What the throttle turned away was not tried; one row for each such request would be a lever for whoever floods.
    if request is not None and getattr(request, "axes_failures_since_start", None) is None:
        return
    person = get_user_model()._default_manager.filter(username=credentials.get("username", "")).first()
    note(
        verb,
        by=None,
        subject=person or AuditEntry.Subject.PERSON,
        address=client_address(request) if request else None,
        detail={"closed": bool(getattr(request, "axes_locked_out", False))},
    )


def listen() -> None:
    """Called once the apps are ready."""
    user_logged_in.connect(_begin, dispatch_uid="begin_sign_in")
    user_logged_out.connect(_end, dispatch_uid="end_sign_in")
    user_login_failed.connect(_fail, dispatch_uid="fail_sign_in")
