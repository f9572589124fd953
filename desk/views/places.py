"""The gazetteer on the desk: find a place, see it, add one that is missing, correct one that is wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, button, for_editors, not_allowed, page_with_form
from desk.both_versions import BothVersions
from desk.forms.place import NewPlaceForm, PlaceEntryForm, PlaceNameForm, quoted_place
from desk.forms.refusals import show_refusal
from desk.gazetteer import (
    changed_lately,
    named,
    names_listed,
    origin_in_words,
    places_found,
    shape_of,
    uses_of,
    where_it_may_lie,
)
from desk.history import latest_of
from desk.map_config import desk_config
from desk.verbs import form_page, page_of, press_on, save, seen_version
from geo.models import GazetteerSource, Place
from incidents import policies
from incidents.errors import AlreadyThere, NotAllowed, Refused
from incidents.models import Report
from incidents.models.choices import Precision
from incidents.services import places
from incidents.services.reports import retry_extraction

_VERBS = ("correct_place", "add_place_name", "remove_place_name", "undo_place", "remove_place")
LONGEST_WORDS = 100


def _place(pk: int) -> Place:
    return get_object_or_404(Place.objects.select_related("parent"), pk=pk)


@require_safe
@for_editors
def search(request: EditorRequest) -> HttpResponse:
    """Places by name; without words those that editors changed last."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_WORDS]
    found = places_found(words) if words else changed_lately()
    context = {"q": words, "places": found, "may_add": policies.may(request.user, "add_place")}
    return render(request, "desk/places.html", context)


@require_safe
@for_editors
def show(request: EditorRequest, pk: int) -> HttpResponse:
    """One place: its names, where they are from, its map, what lies in it and what was changed."""
    return _page(request, _place(pk), PlaceNameForm())


def _page(request: EditorRequest, place: Place, form: PlaceNameForm) -> HttpResponse:
    (shown,) = named([place])
    history = latest_of(place)
    uses = uses_of(place)
    may = {verb: policies.may(request.user, verb, place) for verb in _VERBS}
    may["remove_place"] &= place.source == GazetteerSource.EDITORS and not places.is_used(place)
    may["undo_place"] &= places.can_undo(place)
    context = {
        "place": place,
        "shown": shown,
        "parent": named([place.parent])[0] if place.parent else None,
        "precision": Precision(place.precision).label,
        "origin": origin_in_words(place),
        "names": names_listed(place),
        "removed": place.removed_names.all(),  # type: ignore[attr-defined]
        "uses": uses,
        "history": history,
        "name_form": form,
        "shapes": [shape_of(shown)],
        "map_config": desk_config(),
        "may": may,
    }
    return form_page(request, "desk/place.html", context)


@page_with_form("add_place")
def add(request: EditorRequest) -> HttpResponse:
    """A place that the gazetteer lacks; `report` names the one in whose text it was missed, `name` its words there."""
    number = request.GET.get("report", "")
    known = number.isdecimal() and len(number) < 19
    report = Report.objects.with_newest_version().filter(pk=number).first() if known else None
    version = report.newest_version if report else None
    form = NewPlaceForm(request.POST or None, initial=quoted_place(request.GET.get("name", "")))
    context: dict[str, Any] = {"form": form, "report": report, "map_config": desk_config()}
    if version:
        context["map_config"]["around"] = where_it_may_lie(version)
    if request.method == "POST" and form.is_valid():
        is_read_again = version is not None and form.cleaned_data["read_again"]

        def add_and_read_again(by: AbstractBaseUser, **arguments: Any) -> Place:
            with transaction.atomic():
                place = places.add_place(by=by, **arguments)
                if version and is_read_again:
                    retry_extraction(by=by, version=version)
            return place

        def refuse(refusal: Refused) -> None:
            if isinstance(refusal, AlreadyThere):
                context["there"] = refusal.existing
            show_refusal(form, refusal, **form.service_fields)

        done = _("The place was added. The report is read again.") if is_read_again else _("The place was added.")
        answer = save(request, add_and_read_again, refuse=refuse, done=done, **form.arguments())
        if isinstance(answer, HttpResponse):
            return redirect(page_of(report)) if report and isinstance(answer, HttpResponseRedirect) else answer
    return form_page(request, "desk/place_form.html", context)


@page_with_form("correct_place")
def correct(request: EditorRequest, pk: int) -> HttpResponse:
    """Move, rename or reshape a place. What was typed stays whatever the service answers."""
    place = _place(pk)
    both = BothVersions(request, place, PlaceEntryForm)
    context: dict[str, Any] = {"place": place, "shown": named([place])[0], "map_config": desk_config()}
    if both.is_valid():
        answer = save(
            request,
            places.correct_place,
            refuse=lambda refusal: show_refusal(both.typed, refusal, **PlaceEntryForm.service_fields),
            done=_("The place was corrected."),
            subject=place,
            both=both,
            place=place,
            lock_version=both.seen_version,
            **both.resolved.arguments(),
        )
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    return form_page(request, "desk/place_form.html", both.context() | context)


@button("add_place_name")
def add_name(request: EditorRequest, pk: int) -> HttpResponse:
    place = _place(pk)
    form = PlaceNameForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form)
    return press_on(request, places.add_place_name, place, _("The name was added."), **form.arguments())


@button("remove_place_name")
def remove_name(request: EditorRequest, pk: int) -> HttpResponse:
    reason, typed = request.POST.get("reason", ""), request.POST.get("name", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else 0
    done = _("The name was taken away; no import brings it back.")
    return press_on(request, places.remove_place_name, _place(pk), done, name_id=number, reason=reason)


@button("undo_place")
def undo(request: EditorRequest, pk: int) -> HttpResponse:
    return press_on(request, places.undo_place, _place(pk), _("The last change was taken back."))


@button("remove_place")
def remove(request: EditorRequest, pk: int) -> HttpResponse:
    """Take out a place that was added by mistake."""
    place = _place(pk)
    try:
        places.remove_place(
            by=request.user, place=place, lock_version=seen_version(request), reason=request.POST.get("reason", "")
        )
    except NotAllowed as refusal:
        return not_allowed(request, refusal.message)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(page_of(place))
    messages.success(request, _("The place was taken out of the gazetteer."))
    return redirect("desk:places")
