"""A former version brought back: first what will come of it, to the word, then the button."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.access import EditorRequest, page_with_form
from desk.differences import differences
from desk.forms.refusals import show_refusal
from desk.forms.sides import LongTextField
from desk.history import entries_of
from desk.record_words import RecordWords
from desk.verbs import form_page, save, seen_version
from desk.views.history import subject_of
from incidents.errors import Refused
from incidents.history import state_of
from incidents.models import Incident
from incidents.models.choices import IncidentStatus
from incidents.services.restoring import rehearsed, restore_revision


class RestoreForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    public_note = LongTextField(label=gettext_lazy("What is corrected, and why, for the public to read"), rows=2)


@page_with_form("restore_revision")
def restore(request: EditorRequest, kind: str, pk: int, number: int) -> HttpResponse:
    """What will change, what will stay other than it was then, and the form that does it."""
    subject = subject_of(kind, pk)
    revision = subject.revision(number)
    if subject.record is None:
        raise Http404
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = save(
            request,
            restore_revision,
            refuse=lambda refusal: show_refusal(form, refusal),
            done=_("Revision %(number)d was brought back.") % {"number": number},
            subject=subject.record,
            record=subject.record,
            revision=revision,
            lock_version=seen_version(request),
            **form.cleaned_data,
        )
        if isinstance(answer, HttpResponse):
            return answer
    now = state_of(subject.record)
    context: dict[str, Any] = {
        "subject": subject,
        "entry": entries_of([revision])[0],
        "form": form,
        "lock_version": seen_version(request) or now["lock_version"],
        "is_published": isinstance(subject.record, Incident) and subject.record.status == IncidentStatus.PUBLISHED,
    }
    try:
        will_be = rehearsed(
            by=request.user,
            record=subject.record,
            revision=revision,
            lock_version=now["lock_version"],
            reason="-",
            public_note="-",
        )
    except Refused as refusal:
        context["refused"] = refusal.message
    else:
        words = RecordWords([now, will_be, revision.state])
        context["comes"] = differences(now, will_be, words)
        context["stays"] = differences(revision.state, will_be, words)
    return form_page(request, "desk/restore.html", context)
