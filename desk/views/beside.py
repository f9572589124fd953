"""What stands beside an incident's facts: signed notes, and links to media."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.access import EditorRequest, for_editors, needs
from desk.forms.beside import MediumForm, NoteForm
from desk.forms.refusals import show_refusal
from desk.verbs import form_page, press, save, seen_version
from incidents.models import Incident, IncidentMedia
from incidents.services import media, notes


def _incident(code: str) -> Incident:
    return get_object_or_404(Incident.objects.by_code(code))


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
@needs("add_note")
def add_note(request: EditorRequest, code: str) -> HttpResponse:
    """The form of a new note, which the incident's page has too; what was typed stays where it is refused."""
    incident = _incident(code)
    form = NoteForm(request.POST or None)
    context: dict[str, Any] = {"incident": incident, "form": form}
    context["lock_version"] = seen_version(request) or incident.lock_version
    if request.method == "POST" and form.is_valid():
        answer = save(
            request,
            notes.add_note,
            refuse=partial(show_refusal, form),
            done=_("The note was signed."),
            subject=incident,
            incident=incident,
            lock_version=seen_version(request),
            **form.cleaned_data,
        )
        if isinstance(answer, HttpResponse):
            return answer
    return form_page(request, "desk/note_form.html", context)


@require_POST
@for_editors
@needs("remove_note")
def remove_note(request: EditorRequest, code: str, number: int) -> HttpResponse:
    incident = _incident(code)
    return press(
        request,
        notes.remove_note,
        subject=incident,
        done=_("The note was taken away; the history keeps it."),
        incident=incident,
        lock_version=seen_version(request),
        note_id=number,
        reason=request.POST.get("reason", ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
@needs("add_medium")
def add_medium(request: EditorRequest, code: str) -> HttpResponse:
    """The form of a new link."""
    return _medium_form(request, _incident(code), None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
@needs("correct_medium")
def correct_medium(request: EditorRequest, code: str, number: int) -> HttpResponse:
    """The same form of one that is there."""
    incident = _incident(code)
    return _medium_form(request, incident, get_object_or_404(IncidentMedia, pk=number, incident=incident))


def _medium_form(request: EditorRequest, incident: Incident, medium: IncidentMedia | None) -> HttpResponse:
    form = MediumForm(request.POST or None, medium)
    context: dict[str, Any] = {"incident": incident, "form": form, "medium": medium}
    context["lock_version"] = seen_version(request) or incident.lock_version
    if request.method == "POST" and form.is_valid():
        service = partial(media.correct_medium, medium_id=medium.pk) if medium else media.add_medium
        answer = save(
            request,
            service,
            refuse=partial(show_refusal, form),
            done=_("The link was saved."),
            subject=incident,
            incident=incident,
            lock_version=seen_version(request),
            **form.cleaned_data,
        )
        if isinstance(answer, HttpResponse):
            return answer
    return form_page(request, "desk/medium_form.html", context)


@require_POST
@for_editors
@needs("remove_medium")
def remove_medium(request: EditorRequest, code: str, number: int) -> HttpResponse:
    incident = _incident(code)
    return press(
        request,
        media.remove_medium,
        subject=incident,
        done=_("The link was taken away; the history keeps it."),
        incident=incident,
        lock_version=seen_version(request),
        medium_id=number,
        public_note=request.POST.get("public_note", ""),
    )
