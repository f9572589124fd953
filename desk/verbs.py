"""A button of the desk calls one service; whatever the service answers becomes one clear answer to the editor."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from desk.access import not_allowed
from desk.both_versions import BothVersions, changes_since, version_in
from desk.wording import field_label
from geo.models import Place
from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.models import Actor, Claim, Incident, Report, Source


def page_of(subject: models.Model) -> str:
    """The desk's page that shows the record."""
    if isinstance(subject, Incident):
        return reverse("desk:incident", args=[subject.code])
    if isinstance(subject, Report):
        return reverse("desk:report", args=[subject.pk])
    if isinstance(subject, Claim):
        return page_of_claim(subject)
    if isinstance(subject, Place):
        return reverse("desk:place", args=[subject.pk])
    if isinstance(subject, Source):
        return reverse("desk:source", args=[subject.pk])
    if isinstance(subject, Actor):
        return reverse("desk:actor", args=[subject.pk])
    if isinstance(subject, User):
        return reverse("desk:person", args=[subject.pk])
    return reverse("desk:home")


def page_of_claim(claim: Claim) -> str:
    version = claim.report_version
    if version is None:
        return page_of(claim.incident) if claim.incident else reverse("desk:claim", args=[claim.pk])
    page = reverse("desk:report", args=[version.report_id])
    if version.report.newest_version_id != version.pk:
        page = reverse("desk:report_version", args=[version.report_id, version.number])
    return f"{page}#claim-{claim.pk}"


def press(
    request: HttpRequest,
    service: Callable[..., Any],
    *,
    subject: models.Model,
    done: str | Callable[[Any], None],
    **arguments: Any,
) -> HttpResponse:
    """Call the service as this editor and go back to the record, saying what was done or why it was not.

    `done`: the sentence that says so, or what says it of the service's answer.
    Two editors at once: the answer (409) shows both, and keeps what was asked so that it can be asked again.
    """
    try:
        answer = service(by=request.user, **arguments)
    except Conflict as conflict:
        return in_conflict(request, conflict, subject)
    except AlreadyThere as already:
        messages.warning(request, already.message)
        return redirect(page_of(already.existing))
    except NotAllowed as refusal:
        return not_allowed(request, refusal.message)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(page_of(subject))
    _say(request, done, answer)
    subject.refresh_from_db()
    return redirect(page_of(subject))


def press_on(
    request: HttpRequest,
    service: Callable[..., Any],
    record: models.Model,
    done: str | Callable[[Any], None],
    **arguments: Any,
) -> HttpResponse:
    """The same for a service that changes the record as the editor saw it; it takes it under its model's name."""
    arguments |= {type(record).__name__.lower(): record, "lock_version": seen_version(request)}
    return press(request, service, subject=record, done=done, **arguments)


def save(
    request: HttpRequest,
    service: Callable[..., models.Model],
    *,
    refuse: Callable[[Refused], None],
    done: str | Callable[[Any], None],
    subject: models.Model | None = None,
    both: BothVersions | None = None,
    **arguments: Any,
) -> HttpResponse | dict[str, Any]:
    """Save a form by one service: the answer that leads to the record, or what the form's own page has to show.

    `refuse` puts a refusal beside its input; without a `subject` the record is the one that the service makes. With
    `both` the form's page shows two versions of the record; without it a conflict has a page of its own.
    """
    try:
        saved = service(by=request.user, **arguments)
    except Conflict as conflict:
        if both is not None:
            return both.in_conflict(conflict)
        assert subject is not None
        return in_conflict(request, conflict, subject)
    except NotAllowed as refusal:
        return not_allowed(request, refusal.message)
    except Refused as refusal:
        refuse(refusal)
        return {}
    _say(request, done, saved)
    return redirect(page_of(subject or saved))


def _say(request: HttpRequest, done: str | Callable[[Any], None], answer: Any) -> None:
    if isinstance(done, str):
        messages.success(request, done)
    else:
        done(answer)


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a form: 409 where somebody saved in between, 422 where what was typed was not taken."""
    status = 409 if "conflict" in context else 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


def in_conflict(request: HttpRequest, conflict: Conflict, subject: models.Model) -> HttpResponse:
    """What the other one changed, and what was typed, ready to be sent again on top of the newer version."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in _REPLACED]
    context = {
        "conflict": conflict,
        "theirs": changes_since(subject, seen_version(request), conflict.current),
        "words": [(name, field_label(_own_name(name)), value) for name, value in typed if _own_name(name) in _WORDS],
        "typed": [(name, value) for name, value in typed if _own_name(name) not in _WORDS],
        "lock_version": conflict.current["lock_version"],
        "again": request.get_full_path(),
        "back": page_of(subject),
    }
    return render(request, "desk/conflict.html", context, status=409)


def _own_name(name: str) -> str:
    """Without the prefix of its form."""
    return name.rpartition("-")[2]


_REPLACED = ("csrfmiddlewaretoken", "lock_version")
# What a person writes beside a button: shown again to be read and changed. Everything else that a button sends says
# which row it is about.
_WORDS = ("reason", "comment", "note", "text", "name", "public_note", "caption_en", "caption_ar", "url")


def seen_version(request: HttpRequest) -> int:
    return version_in(request)
