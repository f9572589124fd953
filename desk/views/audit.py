"""The audit, for administrators: what was done, by whom, from where."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, button, for_editors, needs
from desk.audit_words import audit_detail, audited_subject, audited_verb
from desk.auditing import as_csv, entries, page_about
from desk.forms.audit import AuditForm
from incidents.models import AuditEntry
from incidents.people.origin import client_address
from incidents.services.audit import note_export

ENTRIES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    entry: AuditEntry
    verb: str
    about: str
    page: str
    detail: str


@require_safe
@never_cache
@for_editors
@needs("see_audit")
def audit(request: EditorRequest) -> HttpResponse:
    """Pages by the id of their first row: no page counts or skips over what stands before it."""
    form = AuditForm(request.GET)
    valid = form.is_valid()
    found = entries(**form.arguments()) if valid else AuditEntry.objects.none()
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        found = found.filter(id__lt=int(before))
    rows = list(found[: ENTRIES_A_PAGE + 1])
    shown = rows[:ENTRIES_A_PAGE]
    context = {
        "form": form,
        "lines": lines(shown),
        "filtered": valid and any(form.cleaned_data.values()),
        "query": _query(request),
        "is_first": not before,
        "older": shown[-1].pk if len(rows) > len(shown) else None,
    }
    return render(request, "desk/audit.html", context, status=200 if valid else 422)


@button("export_audit")
def export(request: EditorRequest) -> HttpResponse | StreamingHttpResponse:
    """All that the filters find as CSV. The export is itself in the audit."""
    form = AuditForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/audit.html", {"form": form, "lines": [], "is_first": True}, status=422)
    asked = {name: str(value) for name, value in form.cleaned_data.items() if value}
    note_export("export_audit", by=request.user, detail=asked, address=client_address(request))
    answer = StreamingHttpResponse(as_csv(entries(**form.arguments())), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.now():%Y-%m-%d}.csv"'
    return answer


def lines(found: list[AuditEntry]) -> list[Line]:
    return [
        Line(entry, audited_verb(entry.verb), audited_subject(entry), page_about(entry), audit_detail(entry))
        for entry in found
    ]


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()
