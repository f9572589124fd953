"""The buttons of a claim, and the form of all its fields."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, button, for_editors, needs, page_with_form
from desk.both_versions import BothVersions
from desk.cards import card, named
from desk.choosing import with_other_place
from desk.directions import direction_of
from desk.forms.claim import ClaimEditor
from desk.forms.refusals import show_refusal
from desk.forms.report import WithoutTextForm
from desk.map_config import desk_config
from desk.queue import incidents_with_code
from desk.segments import segments
from desk.verbs import form_page, page_of, page_of_claim, press_on, save
from incidents import policies
from incidents.errors import AlreadyThere, Refused
from incidents.facts import ClaimFacts
from incidents.models import Claim, Incident, ReportVersion, Source
from incidents.place_names import PlaceNames
from incidents.services import claims, marking, reports
from incidents.suggestions import suggestions
from incidents.text import code_points_from_utf16

SUGGESTED_ON_THE_LINK_PAGE = 20
FOUND_ON_THE_LINK_PAGE = 5


def _claim(pk: int) -> Claim:
    found = Claim.objects.with_facts().select_related(
        "report_version__report", "incident", "source", "created_by", "former"
    )
    return get_object_or_404(found, pk=pk)


@require_safe
@for_editors
def show(request: EditorRequest, pk: int) -> HttpResponse:
    """A claim on a page of its own: where it has no report to stand beside."""
    claim = _claim(pk)
    if claim.report_version:
        return redirect(page_of_claim(claim))
    return render(request, "desk/claim.html", {"card": card(claim)})


@button("accept_claim")
def accept(request: EditorRequest, pk: int) -> HttpResponse:
    """Make a new draft incident of the claim, or add it to the one named by `incident` (a code)."""
    claim = _claim(pk)
    incident = None
    code = (request.POST.get("incident") or request.POST.get("code", "")).replace("\x00", "").strip()
    if not code and "code" in request.POST:
        messages.error(request, _("Give the code of the incident to link to."))
        return redirect(page_of(claim))
    if code:
        incident = Incident.objects.filter(is_deleted=False).by_code(code).first()
        if incident is None:
            messages.error(request, _("There is no incident with the code “%(code)s”.") % {"code": code})
            return redirect(page_of(claim))
    done = _("The claim was added to %(code)s.") % {"code": incident.code} if incident else _("The claim was accepted.")
    return press_on(request, claims.accept_claim, claim, done, incident=incident)


@button("reject_claim")
def reject(request: EditorRequest, pk: int) -> HttpResponse:
    reason, done = request.POST.get("reason", ""), _("The claim was rejected.")
    return press_on(request, claims.reject_claim, _claim(pk), done, reason=reason)


@button("reopen_claim")
def reopen(request: EditorRequest, pk: int) -> HttpResponse:
    """Undo: the claim waits for a decision again."""
    return press_on(request, claims.reopen_claim, _claim(pk), _("The decision was undone."))


@require_safe
@for_editors
@needs("accept_claim")
def link(request: EditorRequest, pk: int) -> HttpResponse:
    """Which incident is this? Those that it may be, and a search by code or title."""
    claim = _claim(pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {
        "claim": claim,
        "places": named(claim.places.all(), PlaceNames()),
        "q": words,
        "suggestions": suggestions([claim], SUGGESTED_ON_THE_LINK_PAGE)[claim.pk],
        "found": incidents_with_code(words, FOUND_ON_THE_LINK_PAGE) if words else [],
        "back": page_of(claim),
    }
    return render(request, "desk/link.html", context)


@button("mark_words")
def mark(request: EditorRequest, pk: int) -> HttpResponse:
    """Mark words of the text for the claim; the browser's offsets count UTF-16 units."""
    claim = _claim(pk)
    policies.require(request.user, "mark_words", claim)
    version = claim.report_version
    if version is None:
        messages.error(request, _("A claim without a text has no words to mark."))
        return redirect(page_of(claim))
    field = request.POST.get("field", "")
    try:
        start, end = (
            code_points_from_utf16(version.text, _offset(request.POST.get(name, ""))) for name in ("start", "end")
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(page_of(claim))
    say = partial(_say_what_was_read, request)
    return press_on(request, marking.mark_words, claim, say, field=field, start=start, end=end)


def _say_what_was_read(request: EditorRequest, marked: marking.Marking) -> None:
    if marked.was_read:
        messages.success(request, _("The words were marked."))
    else:
        message = _("The words were marked, but nothing could be read from them: enter it by hand with “Correct” (e).")
        messages.warning(request, message)


def _offset(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


@button("unmark_words")
def unmark(request: EditorRequest, pk: int) -> HttpResponse:
    claim = _claim(pk)
    policies.require(request.user, "unmark_words", claim)
    done = _("The mark was taken away. What was read from it stays: correct the claim to change it.")
    return press_on(request, marking.unmark_words, claim, done, span_id=_offset(request.POST.get("span", "")))


@button("correct_claim")
def choose_place(request: EditorRequest, pk: int) -> HttpResponse:
    """Another place of the gazetteer for a name that several places bear: its position comes with it."""
    claim = _claim(pk)
    policies.require(request.user, "correct_claim", claim)
    row, chosen = _offset(request.POST.get("row", "")), _offset(request.POST.get("place", ""))
    facts = with_other_place(claim, row, chosen)
    return press_on(request, claims.correct_claim, claim, _("The place was changed."), facts=facts)


@page_with_form("correct_claim")
def correct(request: EditorRequest, pk: int) -> HttpResponse:
    """All fields of a claim. What was typed stays in the form whatever the service answers."""
    claim = _claim(pk)
    policies.require(request.user, "correct_claim", claim)
    version = claim.report_version
    text = version.text if version else None
    both = BothVersions(request, claim, lambda data, record: ClaimEditor(data, ClaimFacts.of(record), text))
    context: dict[str, Any] = {"claim": claim, "back": page_of(claim)}
    if both.is_valid():
        answer = save(
            request,
            claims.correct_claim,
            refuse=both.typed.refuse,
            done=_("The claim was corrected."),
            subject=claim,
            both=both,
            claim=claim,
            lock_version=both.seen_version,
            facts=both.resolved.facts(),
        )
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    return _claim_form(request, both.form, version, both.context() | context, spans=list(claim.spans.all()))


@page_with_form("add_claim")
def add(request: EditorRequest, pk: int, number: int) -> HttpResponse:
    """A claim that the machine missed, by hand; its words are marked afterwards in the text."""
    version = get_object_or_404(ReportVersion.objects.select_related("report"), report=pk, number=number)
    editor = ClaimEditor(request.POST or None, text=version.text)
    if request.method == "POST" and editor.is_valid():
        answer = save(
            request,
            claims.add_claim,
            refuse=editor.refuse,
            done=_("The claim was added. Now mark its words in the text."),
            version=version,
            facts=editor.facts(),
        )
        if isinstance(answer, HttpResponse):
            return answer
    return _claim_form(request, editor, version, {"back": page_of(version.report)})


@page_with_form("add_claim_without_text")
def add_without_text(request: EditorRequest) -> HttpResponse:
    """An incident known without a text at hand: who says so and why it is believed stand in the text's place."""
    origin = WithoutTextForm(request.POST or None)
    editor = ClaimEditor(request.POST or None)
    if request.method == "POST" and all([origin.is_valid(), editor.is_valid()]):

        def add_with_source(by: AbstractBaseUser) -> Claim:
            # The new source goes back with the claim where the claim is refused.
            with transaction.atomic():
                return claims.add_claim_without_text(
                    by=by, source=_source(by, origin), reason=origin.cleaned_data["reason"], facts=editor.facts()
                )

        def refuse(refusal: Refused) -> None:
            if refusal.field in origin.fields:
                show_refusal(origin, refusal)
            else:
                editor.refuse(refusal)

        done = _("The claim was recorded. Accept it to make an incident of it.")
        answer = save(request, add_with_source, refuse=refuse, done=done)
        if isinstance(answer, HttpResponse):
            return answer
    return _claim_form(request, editor, None, {"origin": origin})


def _source(by: AbstractBaseUser, origin: WithoutTextForm) -> Source:
    chosen: Source | None = origin.cleaned_data["source"]
    if chosen:
        return chosen
    try:
        return reports.create_source(by=by, name=origin.cleaned_data["source_name"])
    except AlreadyThere as already:
        return already.existing  # type: ignore[return-value]  # a source of this name


def _claim_form(
    request: EditorRequest,
    editor: ClaimEditor,
    version: ReportVersion | None,
    context: dict[str, Any],
    spans: list[Any] | None = None,
) -> HttpResponse:
    context |= {
        "editor": editor,
        "version": version,
        "segments": segments(version.text, spans or []) if version else [],
        "direction": direction_of(version.language) if version else "auto",
        "map_config": desk_config(),
    }
    return form_page(request, "desk/claim_form.html", context)
