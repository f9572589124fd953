"""The history of any record: who did what, when and why; two revisions side by side; the record as it once stood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, for_editors
from desk.audit_words import SUBJECTS as SUBJECTS_IN_WORDS
from desk.differences import differences
from desk.history import entries_of, moment_in
from desk.record_words import RecordWords
from desk.verbs import page_of
from incidents.history import SUBJECTS
from incidents.models import Incident, Revision

ENTRIES_A_PAGE = 20
_MODELS = {str(subject): model for model, subject in SUBJECTS.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose history it is; a place that was taken out has one still, and no page of its own."""

    kind: str
    number: int
    record: models.Model | None
    title: str

    @property
    def label(self) -> str:
        return str(SUBJECTS_IN_WORDS[self.kind])

    @property
    def page(self) -> str:
        return page_of(self.record) if self.record else ""

    @property
    def revisions(self) -> models.QuerySet[Revision]:
        found = Revision.objects.filter(subject=self.kind, subject_id=self.number)
        return found.select_related("made_by").order_by("-number")

    def revision(self, number: int | None) -> Revision:
        found = self.revisions.filter(number=number).first() if number else None
        if found is None:
            raise Http404
        return found


def subject_of(kind: str, number: int) -> Subject:
    """404 where there is neither such a record nor a history of one."""
    if kind not in _MODELS:
        raise Http404
    record = _MODELS[kind]._default_manager.filter(pk=number).first()
    last = Revision.objects.filter(subject=kind, subject_id=number).only("state").last()
    if record is None and last is None:
        raise Http404
    state = last.state if last else {}
    title = str(record or state.get("code") or state.get("title") or state.get("name") or f"#{number}")
    return Subject(kind, number, record, title)


@require_safe
@for_editors
def show(request: EditorRequest, kind: str, pk: int) -> HttpResponse:
    """The newest first, a page at a time by the number of its first entry. `at` leads to what stood at a moment."""
    subject = subject_of(kind, pk)
    if "at" in request.GET:
        return _at(request, subject)
    before = _number(request.GET.get("before"))
    found = subject.revisions.filter(number__lt=before) if before else subject.revisions
    rows = list(found[: ENTRIES_A_PAGE + 1])
    shown = rows[:ENTRIES_A_PAGE]
    context = {
        "subject": subject,
        "entries": entries_of(shown),
        "older": shown[-1].number if len(rows) > ENTRIES_A_PAGE else None,
        "is_newest": before is None,
        "chosen": {"from": shown[1].number if len(shown) > 1 else None, "to": shown[0].number if shown else None},
    }
    return render(request, "desk/history_page.html", context)


def _at(request: EditorRequest, subject: Subject) -> HttpResponse:
    try:
        moment = moment_in(request.GET["at"])
    except ValueError:
        messages.error(request, _("Give a day or a time, such as 2020-07-01 or 2020-07-01T12:00."))
        return redirect("desk:history", subject.kind, subject.number)
    found = subject.revisions.filter(made_at__lte=moment).first()
    if found is None:
        messages.warning(request, _("The record did not exist yet."))
        return redirect("desk:history", subject.kind, subject.number)
    return redirect("desk:revision", subject.kind, subject.number, found.number)


@require_safe
@for_editors
def compare(request: EditorRequest, kind: str, pk: int) -> HttpResponse:
    """What differs between any two revisions, the earlier one first whichever way they were chosen."""
    subject = subject_of(kind, pk)
    numbers = sorted(_number(request.GET.get(name)) or 0 for name in ("from", "to"))
    before, after = (subject.revision(number) for number in numbers)
    (first, second) = entries_of([before, after])
    words = RecordWords([before.state, after.state])
    context = {"subject": subject, "sides": [first, second], "changes": differences(before.state, after.state, words)}
    return render(request, "desk/compare.html", context)


@require_safe
@for_editors
def revision(request: EditorRequest, kind: str, pk: int, number: int) -> HttpResponse:
    """One revision: what it changed, and the whole record as it stood after it."""
    subject = subject_of(kind, pk)
    shown = subject.revision(number)
    newest = subject.revisions.values_list("number", flat=True).first()
    context: dict[str, Any] = {
        "subject": subject,
        "entry": entries_of([shown])[0],
        "whole": differences({}, shown.state, RecordWords([shown.state])),
        "newest": newest,
        "earlier": number - 1,
        "later": number + 1 if number != newest else None,
        "as_of": _incident_then(subject, shown),
    }
    return render(request, "desk/revision.html", context)


def _incident_then(subject: Subject, shown: Revision) -> str:
    """The incident's page as it stood then."""
    moment = shown.made_at.astimezone(dt.UTC).isoformat()
    return f"{subject.page}?as_of={moment.replace('+00:00', 'Z')}" if isinstance(subject.record, Incident) else ""


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else None
