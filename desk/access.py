"""Who comes in: editors and reviewers. What each may do there stands in `incidents.policies`."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from incidents import policies

View = Callable[..., HttpResponse]


class EditorRequest(HttpRequest):
    """A request that `for_editors` let through: somebody is signed in."""

    user: AbstractBaseUser  # type: ignore[assignment]


def for_editors(view: View) -> View:
    """Ask to sign in; then show the desk to those whom the policies let see it, and say so to the others (403)."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not policies.may_see_desk(request.user):
            return not_allowed(request)
        return _without_nul(view(request, *args, **kwargs))

    return guarded


def _without_nul(response: HttpResponse) -> HttpResponse:
    """A form shows again what was typed, also a NUL, which is no character of HTML: a browser reads U+FFFD there."""
    if b"\x00" in response.content:
        response.content = response.content.replace(b"\x00", "\ufffd".encode())
    return response


def not_allowed(request: HttpRequest, message: str = "") -> HttpResponse:
    return render(request, "desk/not_allowed.html", {"message": message}, status=403)
