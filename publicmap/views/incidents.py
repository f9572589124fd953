"""The incidents as pages that need no JavaScript; all they show comes from `public_view`."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from incidents.filters import FilterError, IncidentFilter
from incidents.models import Incident
from incidents.models.choices import Kind, Sensitivity
from incidents.public_log import is_withdrawn, lines_of, public_log
from incidents.public_view import PublicIncident, public_views

PAGE = 25


@require_safe
def incident_list(request: HttpRequest) -> HttpResponse:
    """Newest first, as many as a page holds; a wrong parameter is named and answered with 400."""
    context: dict[str, Any] = {"kinds": Kind.choices, "query": request.GET}
    try:
        wanted = IncidentFilter.from_query(request.GET)
    except FilterError as error:
        return render(request, "publicmap/incident_list.html", context | {"error": error}, status=400)
    # Newest first on both databases: PostgreSQL would put what has no date before all.
    newest_first = (F("date_start").desc(nulls_last=True), "-pk")
    found = wanted.apply(Incident.objects.published()).order_by(*newest_first)
    paginator = Paginator(found.values_list("pk", flat=True), PAGE)
    page = paginator.get_page(request.GET.get("page"))
    on_page = Incident.objects.filter(pk__in=list(page.object_list)).order_by(*newest_first)
    context |= {
        "filter": wanted,
        "page": page,
        "filter_query": wanted.as_query(),
        "incidents": list(public_views(on_page)),
    }
    return render(request, "publicmap/incident_list.html", context)


@require_safe
def incident_page(request: HttpRequest, code: str) -> HttpResponse:
    record = _record(code)
    incident = _public(record)
    if record.code != code:
        return _led_on("publicmap:incident", record, incident)
    if incident is None:
        return _gone(request, record)
    url = request.build_absolute_uri(request.path)
    context = {"incident": incident, "url": url, "lines": lines_of(list(public_log(record)))}
    return render(request, "publicmap/incident.html", context)


@require_safe
def incident_card(request: HttpRequest, code: str) -> HttpResponse:
    """The same facts as a fragment, for the panel beside the map."""
    record = _record(code)
    incident = _public(record)
    if record.code != code:
        return _led_on("publicmap:card", record, incident)
    if incident is None:
        return _gone(request, record)
    response = render(request, "publicmap/card.html", {"incident": incident})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-cache"
    return response


def _record(code: str) -> Incident:
    """The record of a code or of a former one; 404 where the public must not know that there is one."""
    record: Incident | None = Incident.objects.by_code(code).filter(is_deleted=False).first()
    if record is None or record.first_published_at is None or record.sensitivity == Sensitivity.HIDDEN:
        raise Http404
    return record


def _public(record: Incident) -> PublicIncident | None:
    return next(public_views(Incident.objects.filter(pk=record.pk)), None)


def _led_on(page: str, record: Incident, incident: PublicIncident | None) -> HttpResponse:
    """From a former code to the code now, which nobody is told who may not know of the record."""
    if incident is None and not is_withdrawn(record):
        raise Http404
    return redirect(page, code=record.code, permanent=True)


def _gone(request: HttpRequest, record: Incident) -> HttpResponse:
    """A withdrawn incident says so for ever; anything else that is not public does not exist."""
    if not is_withdrawn(record):
        raise Http404
    return render(request, "publicmap/withdrawn.html", {"record": record}, status=410)
