"""An incident on the desk: what it says and why, its history, and the decisions about it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, for_editors, page_with_form
from desk.both_versions import BothVersions
from desk.cards import cards, named, shapes_of_incident, witnesses
from desk.disputes import disputes
from desk.forms.beside import NoteForm
from desk.forms.incident import IncidentForm, computed_and_by_hand
from desk.forms.refusals import show_refusal
from desk.history import latest_of, moment_in
from desk.map_config import desk_config
from desk.queue import return_of
from desk.undoing import undo_of
from desk.verbs import form_page, page_of, save
from desk.wording import LABELS, toll
from incidents import moves, policies
from incidents.history import rebuilt, revision_at, revisions_of
from incidents.models import Incident
from incidents.place_names import PlaceNames
from incidents.scales import ATTRIBUTIONS, HARM_GRADES, STRIKE_STATUSES
from incidents.services import incidents

# The three answers of the form, with what each of their values means.
SCALES = (
    (LABELS["strike_status"], STRIKE_STATUSES),
    (LABELS["harm_grade"], HARM_GRADES),
    (LABELS["attribution"], ATTRIBUTIONS),
)


def incident_of(code: str) -> Incident:
    return get_object_or_404(Incident.objects.with_facts().prefetch_related("notes__signed_by").by_code(code))


@require_safe
@for_editors
def show(request: EditorRequest, code: str) -> HttpResponse:
    """Computed values beside the claims that they come from, the map and the history; with `as_of` as it once stood."""
    incident = incident_of(code)
    if incident.code != code:
        return redirect(page_of(incident))
    if "as_of" in request.GET:
        return _show_as_of(request, incident)
    context = {
        **_facts_of(incident),
        "history": latest_of(incident),
        **_decisions(request.user, incident),
    }
    return render(request, "desk/incident.html", context)


def _show_as_of(request: EditorRequest, incident: Incident) -> HttpResponse:
    try:
        moment = moment_in(request.GET["as_of"])
    except ValueError:
        messages.error(request, _("Give a day or a time, such as 2020-07-01 or 2020-07-01T12:00."))
        return redirect(page_of(incident))
    revision = revision_at(incident, moment)
    if revision is None:
        messages.warning(request, _("The record did not exist yet."))
        return redirect(page_of(incident))
    then = rebuilt(Incident, revision.state)
    related = (
        "notes__signed_by",
        "places__place",
        "actors__actor__aliases",
        "claims__report_version__report__source",
        "claims__source",
    )
    prefetch_related_objects([then], *related, "claims__actors__actor__aliases")
    return render(request, "desk/incident_as_of.html", _facts_of(then) | {"moment": moment, "revision": revision})


def _facts_of(incident: Incident) -> dict[str, Any]:
    claims = list(incident.claims.all())
    return {
        "incident": incident,
        "computed": computed_and_by_hand(incident),
        "killed": toll(incident.killed_min, incident.killed_max) if _known(incident, "killed") else "",
        "injured": toll(incident.injured_min, incident.injured_max) if _known(incident, "injured") else "",
        "places": named(incident.places.all(), PlaceNames()),
        "witnesses": witnesses(cards(claims)),
        "disputes": disputes(claims),
        "shapes": shapes_of_incident(incident),
        "map_config": desk_config(),
        "note_form": NoteForm(),
    }


def _decisions(user: User, incident: Incident) -> dict[str, Any]:
    """What this person can do now, what of it comes next, what they have just done, and why it came back."""
    offered = moves.offered(user, incident)
    return {
        "can": offered,
        "next": moves.next_of(offered),
        "undo": undo_of(revisions_of(incident).last(), user, offered),
        "returned": return_of(incident),
        "under_review": moves.is_under_review(incident),
        # For whoever would be asked to: everybody else waits for one of them.
        "why_not_approve": policies.may(user, "approve_incident", incident)
        and moves.why_not(incident, "approve", user),
        "second_person": settings.SECOND_PERSON,
        "is_published": moves.state_of(incident) == "published",
        "people": policies.people_who_may("edit_incident") if offered["assign"] else (),
    }


def _known(incident: Incident, harm: str) -> bool:
    return getattr(incident, f"{harm}_min") is not None or getattr(incident, f"{harm}_max") is not None


@page_with_form("edit_incident")
def edit(request: EditorRequest, code: str) -> HttpResponse:
    """Titles, summaries, decisions and values set by hand; what the public sees of it is corrected with a note for it.

    What was typed stays whatever the service answers.
    """
    incident = incident_of(code)
    both = BothVersions(request, incident, IncidentForm)
    context: dict[str, Any] = {"incident": incident, "scales": SCALES}
    if both.is_valid():
        arguments = both.resolved.arguments()
        answer = save(
            request,
            incidents.correct_incident if "public_note" in arguments else incidents.edit_incident,
            refuse=partial(show_refusal, both.typed),
            done=_("The incident was saved."),
            subject=incident,
            both=both,
            incident=incident,
            lock_version=both.seen_version,
            **arguments,
        )
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    return form_page(request, "desk/incident_edit.html", both.context() | context)
