"""Paste a report, watch it being read, review what was read."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk import redatings
from desk.access import EditorRequest, button, for_editors, not_allowed, page_with_form
from desk.both_versions import BothVersions
from desk.cards import cards, claims_of, shapes
from desk.directions import direction_of
from desk.forms.refusals import show_refusal
from desk.forms.report import CorrectReportForm, PasteForm
from desk.map_config import desk_config
from desk.progress import progress_of
from desk.segments import segments
from desk.verbs import form_page, page_of, press, press_on, save
from desk.versions import compared_with_former
from incidents import policies
from incidents.errors import AlreadyThere, NotAllowed, Refused
from incidents.models import Report, ReportVersion
from incidents.models.choices import ClaimState, SpanField
from incidents.services import dates, origins, reports


@page_with_form("capture_report")
def paste(request: EditorRequest) -> HttpResponse:
    """A new report, or a new version of the one at the same address."""
    of = request.GET.get("of", "")
    known = Report.objects.filter(pk=of).first() if of.isdecimal() and len(of) < 19 else None
    form = PasteForm(request.POST or None, initial=_known_of(known))
    context: dict[str, Any] = {"form": form, "known": known}
    if request.method == "POST" and form.is_valid():
        answer = request.POST.get("version_of", "")
        former = form.likely_former()
        if former and answer not in (str(former.pk), OF_ITS_OWN):
            return form_page(request, "desk/paste.html", context | {"former": former, "of_its_own": OF_ITS_OWN})
        version_of = former if answer != OF_ITS_OWN else None
        try:
            result = reports.capture_report(by=request.user, version_of=version_of, **form.arguments())
        except AlreadyThere as already:
            messages.warning(request, already.message)
            return redirect(page_of(already.existing))
        except NotAllowed as refusal:
            return not_allowed(request, refusal.message)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            _say_what_was_captured(request, result)
            return redirect(page_of(result.report))
    return form_page(request, "desk/paste.html", context)


OF_ITS_OWN = "own"


def _known_of(report: Report | None) -> dict[str, Any]:
    if report is None:
        return {}
    return {"url": report.canonical_url, "source": report.source_id, "title": report.title} | {
        "published_on": report.published_on,
        "date_unknown": report.published_on is None,
    }


# What a browser puts where bytes are not of the text's encoding.
UNREADABLE = "\ufffd"


def _say_what_was_captured(request: EditorRequest, result: reports.CaptureResult) -> None:
    if unreadable := result.version.text.count(UNREADABLE):
        message = ngettext(
            "%(count)d character could not be read and stands as “�”, at position %(position)d of the text.",
            "%(count)d characters could not be read and stand as “�”, the first at position %(position)d of the text.",
            unreadable,
        )
        first = result.version.text.index(UNREADABLE) + 1
        messages.warning(request, message % {"count": unreadable, "position": first})
    if result.new_version:
        messages.success(request, _("The text was kept as a new version of this report."))
    elif not result.created:
        messages.info(request, _("This report was captured before. Here it is; nothing was added."))
    elif result.report.origin_id:
        messages.info(request, _("Nearly the same text was captured before: the two reports count as one origin."))
    else:
        messages.success(request, _("The report was kept. Its claims appear here as soon as it is read."))


@require_safe
@never_cache
@for_editors
def review(request: EditorRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The text with its highlights, the map, and a card for each claim."""
    report = get_object_or_404(Report.objects.with_newest_version().select_related("origin__source"), pk=pk)
    version = get_object_or_404(report.versions, number=number) if number else report.newest_version
    if version is None:
        version = get_object_or_404(report.versions.order_by("-number")[:1])
    claims = list(claims_of(version))
    for claim in claims:
        claim.report_version = version
    shown = [claim for claim in claims if claim.state != ClaimState.REJECTED]
    context = {
        "report": report,
        "version": version,
        "versions": list(report.versions.order_by("-number").defer("text")),
        "is_newest": version.pk == report.newest_version_id,
        "reprints": report.reprints.select_related("source").order_by("pk"),
        "apart": report.distinct_from.select_related("source").order_by("pk"),
        "direction": direction_of(version.language),
        "segments": segments(version.text, (span for claim in shown for span in claim.spans.all())),
        "cards": cards(claims),
        "open_claims": sum(claim.state == ClaimState.PROPOSED for claim in claims),
        "shapes": shapes(claims),
        "progress": progress_of(version),
        "comparison": compared_with_former(version, claims),
        "markable": [SpanField.PLACE, SpanField.DATE, SpanField.CASUALTY, SpanField.ACTOR],
        "map_config": desk_config(),
        "may_add_place": policies.may(request.user, "add_place"),
    }
    return render(request, "desk/review.html", context)


@require_safe
@never_cache
@for_editors
def progress(request: EditorRequest, pk: int) -> JsonResponse:
    """How far the reading of the newest version has come: `{"state", "finished", "claims", "message"}`."""
    report = get_object_or_404(Report.objects.with_newest_version(), pk=pk)
    version: ReportVersion | None = report.newest_version
    if version is None:
        return JsonResponse({"state": "none", "finished": True, "claims": 0, "message": ""})
    return JsonResponse(progress_of(version).as_json())


@button("retry_extraction")
def retry(request: EditorRequest, pk: int) -> HttpResponse:
    """Ask the worker to read the report once more after it failed."""
    report = get_object_or_404(Report.objects.with_newest_version(), pk=pk)
    done = _("The report waits to be read again.")
    return press(request, reports.retry_extraction, subject=report, done=done, version=report.newest_version)


@button("separate_origin")
def separate(request: EditorRequest, pk: int) -> HttpResponse:
    """The report is no reprint: it counts as an origin of its own."""
    report = get_object_or_404(Report, pk=pk)
    done = _("The report now counts as an origin of its own.")
    return press_on(request, origins.separate_origin, report, done)


@button("join_origin")
def join(request: EditorRequest, pk: int) -> HttpResponse:
    """Undo that: the report and the one of `origin` (an id) are one origin."""
    report = get_object_or_404(Report, pk=pk)
    other = request.POST.get("origin", "")
    done = _("The two reports count as one origin again.")
    origin = get_object_or_404(Report, pk=other if other.isdecimal() and len(other) < 19 else 0)
    return press_on(request, origins.join_origin, report, done, origin=origin)


def _say_what_moved(request: EditorRequest, former: dt.date | None, report: Report) -> None:
    """That the report was corrected; where its day was, how many dates that moved, and where it is taken back."""
    done = _("The report was corrected.")
    if report.published_on == former:
        messages.success(request, done)
        return
    moved = dates.dates_moved(report)
    counted = ngettext("%(count)d date was counted again.", "%(count)d dates were counted again.", moved)
    page = reverse("desk:correct_report", args=[report.pk])
    said = format_html('{} {} <a href="{}#undo-day">{}</a>', done, counted % {"count": moved}, page, _("Undo"))
    messages.success(request, said)


@page_with_form("correct_report")
def correct(request: EditorRequest, pk: int) -> HttpResponse:
    """Source, title, language and date of a report; a new date lets relative dates be counted again."""
    report = get_object_or_404(Report.objects.with_newest_version(), pk=pk)
    both = BothVersions(request, report, CorrectReportForm)
    context: dict[str, Any] = {"report": report, "can_undo_day": dates.can_undo_day(report)}
    if "preview" in request.POST and both.is_valid():
        day = both.resolved.cleaned_data["published_on"]
        context |= {"is_preview": True, "redatings": redatings.of_report(report, day) if day else []}
        return render(request, "desk/report_correct.html", context | both.context())
    if both.is_valid():
        answer = save(
            request,
            reports.correct_report,
            refuse=partial(show_refusal, both.typed),
            done=partial(_say_what_moved, request, report.published_on),
            subject=report,
            both=both,
            report=report,
            lock_version=both.seen_version,
            **both.resolved.arguments(),
        )
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    return form_page(request, "desk/report_correct.html", both.context() | context)
