"""What stands beside an incident's facts: signed notes, and links to media."""

from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from desk.access import EditorRequest, button, page_with_form
from desk.forms.beside import MediumForm, NoteForm
from desk.forms.refusals import show_refusal
from desk.verbs import form_page, press_on, save, seen_version
from incidents.models import Incident, IncidentMedia
from incidents.services import media, notes


def _incident(code: str) -> Incident:
    return get_object_or_404(Incident.objects.by_code(code))


@page_with_form("add_note")
def add_note(request: EditorRequest, code: str) -> HttpResponse:
    """The form of a new note, which the incident's page has too."""
    form, done = NoteForm(request.POST or None), _("The note was signed.")
    return _save(request, "desk/note_form.html", form, notes.add_note, done, _incident(code))


@button("remove_note")
def remove_note(request: EditorRequest, code: str, number: int) -> HttpResponse:
    reason, done = request.POST.get("reason", ""), _("The note was taken away; the history keeps it.")
    return press_on(request, notes.remove_note, _incident(code), done, note_id=number, reason=reason)


@page_with_form("add_medium")
def add_medium(request: EditorRequest, code: str) -> HttpResponse:
    """The form of a new link."""
    return _medium_form(request, _incident(code), None)


@page_with_form("correct_medium")
def correct_medium(request: EditorRequest, code: str, number: int) -> HttpResponse:
    """The same form of one that is there."""
    incident = _incident(code)
    return _medium_form(request, incident, get_object_or_404(IncidentMedia, pk=number, incident=incident))


def _medium_form(request: EditorRequest, incident: Incident, medium: IncidentMedia | None) -> HttpResponse:
    form, done = MediumForm(request.POST or None, medium), _("The link was saved.")
    service = partial(media.correct_medium, medium_id=medium.pk) if medium else media.add_medium
    return _save(request, "desk/medium_form.html", form, service, done, incident, medium=medium)


@button("remove_medium")
def remove_medium(request: EditorRequest, code: str, number: int) -> HttpResponse:
    note, done = request.POST.get("public_note", ""), _("The link was taken away; the history keeps it.")
    return press_on(request, media.remove_medium, _incident(code), done, medium_id=number, public_note=note)


def _save(
    request: EditorRequest, template: str, form: Form, service: Any, done: str, incident: Incident, **context: Any
) -> HttpResponse:
    """The page of the form, and saving it; what was typed stays where it is refused."""
    if request.method == "POST" and form.is_valid():
        answer = save(
            request,
            service,
            refuse=partial(show_refusal, form),
            done=done,
            subject=incident,
            incident=incident,
            lock_version=seen_version(request),
            **form.cleaned_data,
        )
        if isinstance(answer, HttpResponse):
            return answer
    lock_version = seen_version(request) or incident.lock_version
    return form_page(request, template, {"incident": incident, "form": form, "lock_version": lock_version, **context})
