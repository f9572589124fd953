"""Dates counted again: a claim's from another day, a report's as they were before its day was corrected."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from desk.access import EditorRequest, button, page_with_form
from desk.forms.anchor import AnchorForm
from desk.redatings import of_claim
from desk.verbs import form_page, page_of, press_on
from incidents import policies
from incidents.models import Claim, Report
from incidents.services import dates


@page_with_form("correct_anchor")
def anchor(request: EditorRequest, pk: int) -> HttpResponse:
    """Count the date's words from another day: by GET what that changes, by POST it is done."""
    claim = get_object_or_404(Claim.objects.select_related("report_version__report"), pk=pk)
    policies.require(request.user, "correct_anchor", claim)
    form = AnchorForm(request.POST or request.GET or None)
    if request.method == "POST" and form.is_valid():
        page = reverse("desk:claim_anchor", args=[claim.pk])
        done = format_html('{} <a href="{}">{}</a>', _("The date was counted again."), page, _("Undo"))
        return press_on(request, dates.correct_anchor, claim, done, anchor=form.cleaned_data["anchor"])
    context = {
        "claim": claim,
        "form": form,
        "rows": of_claim(claim, form.cleaned_data["anchor"]) if form.is_valid() else [],
        "can_undo": dates.can_undo_anchor(claim),
        "back": page_of(claim),
    }
    return form_page(request, "desk/claim_anchor.html", context)


@button("undo_anchor")
def undo_anchor(request: EditorRequest, pk: int) -> HttpResponse:
    """The date as it was before it was counted again."""
    claim = get_object_or_404(Claim.objects.select_related("report_version__report"), pk=pk)
    done = _("The date is as it was before.")
    return press_on(request, dates.undo_anchor, claim, done)


@button("undo_day")
def undo_day(request: EditorRequest, pk: int) -> HttpResponse:
    """The corrected day as it was before, and the dates that were counted from it."""
    report = get_object_or_404(Report, pk=pk)
    done = _("The day and the dates that were counted from it are as they were before.")
    return press_on(request, dates.undo_day, report, done)
