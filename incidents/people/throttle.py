"""The throttle of sign-in (django-axes, in the database) for the other places where one guesses: a wrong code, and a
wrong password of whoever is signed in already, count as a wrong password does."""

from __future__ import annotations

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest


def is_closed(request: HttpRequest, person: User) -> bool:
    """Whether somebody guessed too often under this name from this address; axes' middleware then says so."""
    closed = not AxesProxyHandler.is_allowed(request, {"username": person.get_username()})
    request.axes_locked_out = closed  # type: ignore[attr-defined]
    if closed:
        request.axes_credentials = {"username": person.get_username()}  # type: ignore[attr-defined]
    return closed


def count_failure(request: HttpRequest, person: User, verb: str = "sign_in_failed") -> None:
    """Count a wrong guess, and append it to the audit under the verb."""
    credentials = {"username": person.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request, verb=verb)
