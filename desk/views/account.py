"""One's own account: password, e-mail, second factor, and where one is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.access import EditorRequest, for_account, refusal_of
from desk.forms.people import ChangePasswordForm, ConfirmPhoneForm, EmailForm, PasswordForm
from desk.forms.refusals import show_refusal
from desk.verbs import form_page
from incidents.errors import NotAllowed, Refused
from incidents.models import SignIn
from incidents.people import passwords, second_factor, sign_ins, throttle
from incidents.people.passwords import WrongPassword
from incidents.policies import needs_second_factor, role_of

KEY = "phone_key"  # of the session: the secret that the phone is shown, until it is confirmed
_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
@for_account
def account(request: EditorRequest) -> HttpResponse:
    context = {
        "role": role_of(request.user),
        "has_phone": second_factor.has_second_factor(request.user),
        "needs_phone": needs_second_factor(request.user),
        "codes_left": second_factor.codes_left(request.user),
        "sign_ins": sign_ins.open_sign_ins(request.user),
        "here": sign_ins.here(request.session),
    }
    return render(request, "desk/account.html", context)


@_form
@never_cache
@sensitive_post_parameters()
@for_account
def password(request: EditorRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)

    def change() -> None:
        typed = form.cleaned_data
        here = sign_ins.here(request.session)
        passwords.change_password(by=request.user, old=typed["old_password"], new=typed["password"], here=here)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed. Other browsers are signed out."))

    return _done(request, form, change) or form_page(request, "desk/password.html", {"form": form})


@_form
@for_account
def email(request: EditorRequest) -> HttpResponse:
    form = EmailForm(request.POST or None, initial={"email": request.user.email})

    def change() -> None:
        typed = form.cleaned_data
        passwords.change_email(by=request.user, email=typed["email"], password=typed["old_password"])
        messages.success(request, _("Your e-mail address was saved."))

    return _done(request, form, change) or form_page(request, "desk/email.html", {"form": form})


@_form
@never_cache
@sensitive_post_parameters()
@for_account
def set_up(request: EditorRequest) -> HttpResponse:
    """Scan, type the code, get the recovery codes. The secret stays the same until it is confirmed."""
    key = request.session.setdefault(KEY, second_factor.new_key())
    form = ConfirmPhoneForm(request.POST or None)
    codes: list[str] = []

    def confirm() -> None:
        typed, here = form.cleaned_data, sign_ins.here(request.session)
        codes.extend(
            second_factor.confirm_second_factor(
                by=request.user, key=key, code=typed["code"], password=typed["old_password"], here=here
            )
        )
        del request.session[KEY]

    if answer := _done(request, form, confirm):
        return _show_codes(request, codes) if codes else answer
    context = {
        "form": form,
        "needed": needs_second_factor(request.user),
        "has_phone": second_factor.has_second_factor(request.user),
        # Drawn by segno out of our own key: no word of it comes from outside.
        "picture": mark_safe(second_factor.picture_of_key(key, request.user)),  # noqa: S308
        "secret": second_factor.spelled(key),
        "address": second_factor.address_of_key(key, request.user),
    }
    return form_page(request, "desk/second_factor.html", context)


@_form
@never_cache
@sensitive_post_parameters()
@for_account
def recovery_codes(request: EditorRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    codes: list[str] = []

    def renew() -> None:
        codes.extend(second_factor.renew_recovery_codes(by=request.user, password=form.cleaned_data["old_password"]))

    if answer := _done(request, form, renew):
        return _show_codes(request, codes) if codes else answer
    return form_page(request, "desk/new_codes.html", {"form": form})


@_form
@for_account
def remove(request: EditorRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)

    def take_away() -> None:
        second_factor.remove_second_factor(by=request.user, password=form.cleaned_data["old_password"])
        messages.success(request, _("The second factor was removed."))

    return _done(request, form, take_away) or form_page(request, "desk/remove_second_factor.html", {"form": form})


@require_POST
@for_account
def end(request: EditorRequest, pk: int) -> HttpResponse:
    """Sign out there. Another's sign-in is an administrator's to end, with the second factor that the role needs."""
    row = get_object_or_404(SignIn, pk=pk)
    if row.person_id != request.user.pk and (refused := refusal_of(request, "end_sign_in")):
        return refused
    try:
        sign_ins.end_sign_in(by=request.user, sign_in=row)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("That browser is signed out."))
    return redirect("desk:account")


def _done(request: EditorRequest, form: forms.Form, change: Callable[[], None]) -> HttpResponse | None:
    """The way back to the account where the form was sent and the service did it, else None.

    Each wrong password counts for the throttle, which answers by itself once it closes.
    """
    if request.method != "POST" or not form.is_valid() or throttle.is_closed(request, request.user):
        return None
    try:
        change()
    except NotAllowed:
        raise
    except Refused as refusal:
        if isinstance(refusal, WrongPassword):
            throttle.count_failure(request, request.user, "own_password_failed")
        show_refusal(form, refusal)
        return None
    return redirect("desk:account")


def _show_codes(request: EditorRequest, codes: list[str]) -> HttpResponse:
    return render(request, "desk/recovery_codes.html", {"codes": codes})
