"""The ways in and out: signing in in one step or two, joining by an invitation, coming back by a recovery link."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, views
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from desk.forms.people import CodeForm, ForgottenForm, JoinForm, NewPasswordForm
from desk.forms.refusals import show_refusal
from desk.tasks import mail_recovery_link
from incidents.errors import Refused
from incidents.models import LinkPurpose
from incidents.people import links, second_factor, sign_ins, throttle
from incidents.people.origin import client_address

HALFWAY = "halfway"  # of the session: who gave the password, when, and where to
HALFWAY_SECONDS = 600
LETTER_WAITS_SECONDS = 900  # for a worker; whoever still needs the link asks again
_form = require_http_methods(["GET", "HEAD", "POST"])


class SignIn(views.LoginView):
    """Name and password. Whoever has a second factor is not signed in before it is given."""

    template_name = "desk/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        person = form.get_user()
        if not second_factor.has_second_factor(person):
            sign_ins.sign_in(self.request, person)
            return redirect(self.get_success_url())
        self.request.session[HALFWAY] = {
            "person": person.pk,
            "password": person.get_session_auth_hash(),
            "since": time.time(),
            "next": self.get_success_url(),
        }
        return redirect("desk:sign_in_code")


sign_in = _form(SignIn.as_view())


class SignOut(views.LogoutView):
    """By POST alone: a link in a page must not be able to sign an editor out."""


@_form
@never_cache
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the phone, or a recovery code."""
    halfway = request.session.get(HALFWAY, {})
    person = _halfway(halfway)
    if person is None:
        return redirect("desk:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not throttle.is_closed(request, person):
        if second_factor.passes(person, form.cleaned_data["code"]):
            del request.session[HALFWAY]
            sign_ins.sign_in(request, person)
            return redirect(halfway["next"])
        throttle.count_failure(request, person)
        form.add_error("code", _("This code is wrong, was used already, or came too soon after a wrong one."))
    return render(request, "desk/sign_in_code.html", {"form": form}, status=_status(request))


def _halfway(halfway: dict[str, Any]) -> User | None:
    """Who has given the right password a moment ago, unless it was changed since."""
    if not halfway or time.time() - halfway["since"] > HALFWAY_SECONDS:
        return None
    person = get_user_model()._default_manager.filter(pk=halfway["person"], is_active=True).first()
    return person if person and person.get_session_auth_hash() == halfway["password"] else None


@_form
@never_cache
@sensitive_post_parameters()
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name and a password, and be in. Opening the page uses nothing up: mail programs look at links too."""
    try:
        link = links.link_of(token, LinkPurpose.INVITATION)
    except Refused as refusal:
        return _opens_nothing(request, refusal)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            person = links.accept_invitation(token=token, username=typed["username"], password=typed["password"])
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            sign_ins.sign_in(request, person)
            messages.success(request, _("Welcome, %(name)s.") % {"name": person.get_username()})
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "desk/join.html", {"form": form, "link": link}, status=_status(request))


@_form
@never_cache
@sensitive_post_parameters()
def recover(request: HttpRequest, token: str) -> HttpResponse:
    """Set a new password; signing in with it asks for the second factor as ever."""
    try:
        link = links.link_of(token, LinkPurpose.RECOVERY)
    except Refused as refusal:
        return _opens_nothing(request, refusal)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            links.recover_account(token=token, password=form.cleaned_data["password"])
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your new password is set. Sign in with it."))
            return redirect("desk:sign_in")
    return render(request, "desk/recover.html", {"form": form, "link": link}, status=_status(request))


@_form
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a recovery link by mail. The answer is the same for everybody."""
    form = ForgottenForm(request.POST or None)
    asked, status = False, 200
    if settings.MAIL and request.method == "POST" and form.is_valid():
        site = f"{request.scheme}://{request.get_host()}"
        try:
            links.note_asking(address=client_address(request))
        except Refused as refusal:
            show_refusal(form, refusal)
            status = 429
        else:
            letter = (form.cleaned_data["name"], site, get_language() or "en")
            mail_recovery_link.apply_async(letter, expires=LETTER_WAITS_SECONDS)
            asked = True
    context = {"form": form, "asked": asked, "mail": settings.MAIL}
    return render(request, "desk/forgotten.html", context, status=status)


def _opens_nothing(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return render(request, "desk/link_closed.html", {"message": refusal.message}, status=410)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
