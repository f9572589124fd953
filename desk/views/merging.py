"""Two records of one event made one and taken apart again, and one record split: the desk's pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, button, for_editors, needs, not_allowed, page_with_form
from desk.both_versions import changes_since, version_in
from desk.cards import cards, shapes_of_incident
from desk.forms.merging import MergeForm, SplitForm
from desk.forms.refusals import show_refusal
from desk.history import latest_of
from desk.map_config import desk_config
from desk.queue import incidents_with_code
from desk.side_by_side import side_by_side, usual_choices
from desk.verbs import form_page, page_of, press, seen_version
from incidents import policies
from incidents.errors import Conflict, NotAllowed, Refused
from incidents.history import state_of
from incidents.merged_values import choices
from incidents.models import Incident, IncidentMerge
from incidents.public_view import is_public
from incidents.services import merging, splitting
from incidents.suggestions import likely_duplicates

OFFERED = 8


def _incident(code: str) -> Incident:
    return get_object_or_404(Incident.objects.with_facts().by_code(code))


@page_with_form("merge_incidents")
def merge(request: EditorRequest, code: str) -> HttpResponse:
    """The record of the address is kept, `other` (a code) goes; without one it is looked for."""
    kept = _incident(code)
    policies.require(request.user, "merge_incidents", kept)
    typed = (request.POST.get("other") or request.GET.get("other") or "").replace("\x00", "").strip()[:20]
    gone = Incident.objects.with_facts().by_code(typed).first() if typed else None
    if gone is None or gone == kept:
        return _choose(request, kept, typed, gone)
    policies.require(request.user, "merge_incidents", gone)
    offered = [choice.name for choice in choices(kept, gone)]
    is_sent = request.method == "POST"
    form = MergeForm(request.POST if is_sent else None, offered, usual_choices(kept, gone))
    context: dict[str, Any] = {"versions": {"kept": kept.lock_version, "gone": gone.lock_version}}
    if is_sent:
        context["versions"] = {side: version_in(request, f"{side}_version") for side in ("kept", "gone")}
        if "preview" in request.POST:
            # What was typed stays, and nothing that is missing is complained of yet.
            return _compare(request, kept, gone, form, context | {"previewed": True})
        if form.is_valid():
            answer = _merge(request, kept, gone, form, context)
            if isinstance(answer, HttpResponse):
                return answer
            context |= answer
    return _compare(request, kept, gone, form, context)


def _merge(
    request: EditorRequest, kept: Incident, gone: Incident, form: MergeForm, context: dict[str, Any]
) -> HttpResponse | dict[str, Any]:
    """Done: the way to the record. Else what the page has to show besides."""
    versions = context["versions"]
    try:
        merged = merging.merge_incidents(
            by=request.user,
            kept=kept,
            kept_version=versions["kept"],
            gone=gone,
            gone_version=versions["gone"],
            take=form.taken,
            **form.cleaned_data,
        )
    except Conflict as conflict:
        meanwhile = [(row, changes_since(row, versions[side], state_of(row))) for side, row in _sides(kept, gone)]
        now = {side: row.lock_version for side, row in _sides(kept, gone)}
        return {"conflict": conflict, "meanwhile": [pair for pair in meanwhile if pair[1]], "versions": now}
    except NotAllowed as refusal:
        return not_allowed(request, refusal.message)
    except Refused as refusal:
        show_refusal(form, refusal)
        return {}
    done = _("%(gone)s was merged into %(kept)s.") % {"gone": gone.code, "kept": kept.code}
    messages.success(
        request, format_html('{} <a href="{}">{}</a>', done, reverse("desk:merge", args=[merged.pk]), _("Undo"))
    )
    return redirect(page_of(kept))


def _sides(kept: Incident, gone: Incident) -> list[tuple[str, Incident]]:
    return [("kept", kept), ("gone", gone)]


def _compare(
    request: EditorRequest, kept: Incident, gone: Incident, form: MergeForm, context: dict[str, Any]
) -> HttpResponse:
    shapes = [shape | {"claim": kept.pk} for row in (kept, gone) for shape in shapes_of_incident(row)]
    rows = side_by_side(kept, gone, form.taken)
    context |= {
        "incident": kept,
        "gone": gone,
        "sides": [(side, row, cards(row.claims.all())) for side, row in _sides(kept, gone)],
        "form": form,
        "differing": [row for row in rows if row.differs or row.choice],
        "agreeing": [row for row in rows if not row.differs and not row.choice],
        "loses_public": is_public(gone) and not is_public(kept),
        "is_told": is_public(kept),
        "shapes": shapes,
        "map_config": desk_config(),
    }
    if context.get("previewed"):
        return render(request, "desk/merge.html", context)
    return form_page(request, "desk/merge.html", context)


def _choose(request: EditorRequest, kept: Incident, typed: str, found: Incident | None) -> HttpResponse:
    """Which record is it? Those that it may be, and a search by code or words."""
    if found:
        messages.error(request, _("A record cannot be merged with itself."))
    elif typed:
        messages.error(request, _("There is no incident with the code “%(code)s”.") % {"code": typed})
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    others = incidents_with_code(words, OFFERED + 1) if words else []
    context = {
        "incident": kept,
        "q": words,
        "found": [(row, *_order(kept, row)) for row in others if row != kept][:OFFERED],
        "suggestions": [(row, *_order(kept, row.incident)) for row in likely_duplicates(kept, OFFERED)],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/merge_with.html", context, status=status)


def _order(one: Incident, other: Incident) -> tuple[Incident, Incident]:
    """Which of the two is kept, unless somebody turns them round: what the public knows, and knows for longer."""

    def rank(row: Incident) -> tuple[bool, bool, Any, int]:
        published = row.first_published_at
        return not is_public(row), published is None, published or row.created_at, row.pk

    kept, gone = sorted((one, other), key=rank)
    return kept, gone


@require_safe
@for_editors
@needs("see_desk")
def merged(request: EditorRequest, pk: int) -> HttpResponse:
    """A record that another one took in: what it was, its own history, and the way back."""
    found = get_object_or_404(IncidentMerge.objects.select_related("kept", "gone", "made_by", "undone_by"), pk=pk)
    holder = merging.holder_of(found)
    context = {
        "merge": found,
        "holder": holder,
        "may_undo": found.undone_at is None
        and all(policies.may(request.user, "undo_merge", row) for row in (holder, found.gone)),
        "history": latest_of(found.gone),
    }
    return render(request, "desk/merged.html", context)


@button("undo_merge")
def undo(request: EditorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(IncidentMerge.objects.select_related("kept", "gone"), pk=pk)
    gone = found.gone
    done = _("%(code)s stands for itself again.") % {"code": gone.code}
    return press(
        request,
        merging.undo_merge,
        subject=merging.holder_of(found),
        done=format_html('{} <a href="{}">{}</a>', done, page_of(gone), gone.code),
        merge=found,
        lock_version=seen_version(request),
        reason=request.POST.get("reason", ""),
    )


@page_with_form("split_incident")
def split(request: EditorRequest, code: str) -> HttpResponse:
    """Chosen claims leave into a draft of their own."""
    incident = _incident(code)
    policies.require(request.user, "split_incident", incident)
    shown = cards(incident.claims.all())
    form = SplitForm(request.POST or None, [card.claim.pk for card in shown])
    context: dict[str, Any] = {"lock_version": incident.lock_version}
    if request.method == "POST":
        context["lock_version"] = seen_version(request)
        if form.is_valid():
            answer = _split(request, incident, form)
            if isinstance(answer, HttpResponse):
                return answer
            context |= answer
    context |= {"incident": incident, "cards": shown, "form": form, "is_told": is_public(incident)}
    return form_page(request, "desk/split.html", context)


def _split(request: EditorRequest, incident: Incident, form: SplitForm) -> HttpResponse | dict[str, Any]:
    seen = seen_version(request)
    try:
        draft = splitting.split_incident(by=request.user, incident=incident, lock_version=seen, **form.cleaned_data)
    except Conflict as conflict:
        meanwhile = [(incident, changes_since(incident, seen, state_of(incident)))]
        return {"conflict": conflict, "meanwhile": meanwhile, "lock_version": incident.lock_version}
    except NotAllowed as refusal:
        return not_allowed(request, refusal.message)
    except Refused as refusal:
        show_refusal(form, refusal)
        return {}
    done = _("%(draft)s was split off %(code)s; merging them again undoes it.")
    back = f"{reverse('desk:merge_incidents', args=[incident.code])}?other={draft.code}"
    words = done % {"draft": draft.code, "code": incident.code}
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, back, _("Merge them again")))
    return redirect(page_of(draft))
