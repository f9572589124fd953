"""Who comes in: everybody with a role. What each may do there stands in `incidents.policies`."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from incidents import policies
from incidents.errors import NotAllowed
from incidents.people.second_factor import has_second_factor

View = Callable[..., HttpResponseBase]


class EditorRequest(HttpRequest):
    """A request that `for_editors` let through: somebody is signed in."""

    user: User


def for_editors(view: View) -> View:
    """Ask to sign in; then show the desk to those whom the policies let see it, and say so to the others (403)."""

    @for_account
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return refusal_of(request, "see_desk") or view(request, *args, **kwargs)

    return guarded


def for_account(view: View) -> View:
    """Ask to sign in; then it is the person's own, whatever the role. What a service does not allow is a 403."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return _without_nul(view(request, *args, **kwargs))
        except NotAllowed as refusal:
            return not_allowed(request, refusal.message)

    return guarded


def needs(verb: str) -> Callable[[View], View]:
    """Show the page to those who may do the verb at all; what it is done to is the service's to judge."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            return refusal_of(request, verb) or view(request, *args, **kwargs)

        return guarded

    return guard


def button(verb: str) -> Callable[[View], View]:
    """Behind a button: by POST alone, for editors who may do the verb."""
    return lambda view: require_POST(for_editors(needs(verb)(view)))


def page_with_form(verb: str) -> Callable[[View], View]:
    """A form and what it is sent to, for editors who may do the verb."""
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return lambda view: methods(for_editors(needs(verb)(view)))


def refusal_of(request: HttpRequest, verb: str) -> HttpResponse | None:
    """What somebody who may not do the verb gets to see; the way to the second factor where the role needs one."""
    if not policies.may(request.user, verb):
        return not_allowed(request)
    if policies.needs_second_factor(request.user) and not has_second_factor(request.user):  # type: ignore[arg-type]
        return redirect("desk:second_factor")
    return None


def _without_nul(response: HttpResponseBase) -> HttpResponseBase:
    """A form shows again what was typed, also a NUL, which is no character of HTML: a browser reads U+FFFD there."""
    if isinstance(response, HttpResponse) and b"\x00" in response.content:
        response.content = response.content.replace(b"\x00", "\ufffd".encode())
    return response


def not_allowed(request: HttpRequest, message: str = "") -> HttpResponse:
    return render(request, "desk/not_allowed.html", {"message": message}, status=403)
