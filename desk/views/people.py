"""The people of the desk, for administrators: who they are, how they come in, and who does not any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk import letters
from desk.access import EditorRequest, button, for_editors, needs, page_with_form
from desk.auditing import entries_about
from desk.forms.people import InviteForm
from desk.forms.refusals import show_refusal
from desk.verbs import form_page, press
from desk.views.audit import lines
from incidents.errors import NotAllowed, Refused
from incidents.models import AccountLink, SignIn
from incidents.people import links, roles, second_factor, sign_ins
from incidents.policies import Role, needs_second_factor, role_of

PEOPLE_A_PAGE = 50
ENTRIES_SHOWN = 10


def _people() -> QuerySet[User]:
    phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return (
        get_user_model()
        ._default_manager.annotate(last_seen=Max("sign_ins__last_seen_at"), has_phone=Exists(phones))
        .prefetch_related("groups")
        .order_by("-is_active", "username")
    )


@require_safe
@never_cache
@for_editors
@needs("see_people")
def people(request: EditorRequest) -> HttpResponse:
    shown = Paginator(_people(), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "people": shown,
        "links": links.open_links().select_related("person", "made_by"),
        "needs_phone": {person.pk for person in shown if needs_second_factor(person)},
    }
    return render(request, "desk/people.html", context)


@page_with_form("invite_person")
def invite(request: EditorRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            link = links.invite_person(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return _handed_over(request, link)
    return form_page(request, "desk/invite.html", {"form": form})


@require_safe
@never_cache
@for_editors
@needs("invite_person")
def link(request: EditorRequest, pk: int) -> HttpResponse:
    """The address to hand over, as long as it opens something."""
    shown = get_object_or_404(links.open_links().select_related("person", "made_by"), pk=pk)
    address = request.build_absolute_uri(letters.path_of(shown))
    return render(request, "desk/account_link.html", {"link": shown, "address": address})


@button("revoke_link")
def revoke(request: EditorRequest, pk: int) -> HttpResponse:
    taken_back = get_object_or_404(AccountLink, pk=pk)
    return _answer(
        request,
        lambda: links.revoke_link(by=request.user, link=taken_back),
        _("The link was taken back: it opens nothing any more."),
        reverse("desk:people"),
    )


@require_safe
@never_cache
@for_editors
@needs("see_people")
def person(request: EditorRequest, pk: int) -> HttpResponse:
    shown = _person(pk)
    context = {
        "person": shown,
        "role": role_of(shown),
        "roles": Role,
        "has_phone": second_factor.has_second_factor(shown),
        "needs_phone": needs_second_factor(shown),
        "codes_left": second_factor.codes_left(shown),
        "sign_ins": sign_ins.open_sign_ins(shown),
        "links": links.open_links().filter(person=shown),
        "lines": lines(list(entries_about(shown)[:ENTRIES_SHOWN])),
    }
    return render(request, "desk/person.html", context)


@button("change_role")
def change_role(request: EditorRequest, pk: int) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("role", "seen")}
    return _press(request, pk, roles.change_role, _("The role was changed. It holds at once."), **given)


@button("deactivate_person")
def deactivate(request: EditorRequest, pk: int) -> HttpResponse:
    done = _("The account is closed and signed out everywhere. What was done under its name stays.")
    return _press(request, pk, roles.deactivate_person, done, reason=request.POST.get("reason", ""))


@button("reactivate_person")
def reactivate(request: EditorRequest, pk: int) -> HttpResponse:
    return _press(request, pk, roles.reactivate_person, _("The account is open again."))


@button("issue_recovery_link")
def recovery(request: EditorRequest, pk: int) -> HttpResponse:
    try:
        made = links.issue_recovery_link(by=request.user, person=_person(pk))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:person", pk)
    return _handed_over(request, made)


@button("reset_second_factor")
def reset_phone(request: EditorRequest, pk: int) -> HttpResponse:
    done = _("The second factor was removed. The password alone opens the account until a new one is set up.")
    return _press(request, pk, second_factor.reset_second_factor, done)


@button("lift_throttle")
def let_try(request: EditorRequest, pk: int) -> HttpResponse:
    return _press(request, pk, roles.lift_throttle, _("Signing in is open again for this name."))


@button("see_people")
def end_sign_in(request: EditorRequest, pk: int, sign_in: int) -> HttpResponse:
    row = get_object_or_404(SignIn, pk=sign_in, person=pk)
    return _answer(
        request,
        lambda: sign_ins.end_sign_in(by=request.user, sign_in=row),
        _("That browser is signed out."),
        reverse("desk:person", args=[pk]),
    )


def _person(pk: int) -> User:
    return get_object_or_404(get_user_model()._default_manager, pk=pk)


def _press(request: EditorRequest, pk: int, service: Callable[..., Any], done: str, **arguments: Any) -> HttpResponse:
    shown = _person(pk)
    return press(request, service, subject=shown, done=done, person=shown, **arguments)


def _answer(request: EditorRequest, service: Callable[[], None], done: str, back: str) -> HttpResponse:
    try:
        service()
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect(back)


def _handed_over(request: EditorRequest, made: AccountLink) -> HttpResponse:
    """Mailed where that is possible; the page with the link either way."""
    if letters.send(made, f"{request.scheme}://{request.get_host()}"):
        messages.success(request, _("The link was sent to %(email)s.") % {"email": made.email})
    elif made.email and settings.MAIL:
        messages.warning(request, _("The mail could not be sent; hand the link over yourself."))
    return redirect("desk:account_link", made.pk)
