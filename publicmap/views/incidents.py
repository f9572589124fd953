"""The incidents as pages that need no JavaScript; all they show comes from `public_view`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.filters import FilterError, IncidentFilter
from incidents.models import Incident
from incidents.models.choices import Kind
from incidents.past import as_of_query, moment_of
from incidents.public_log import lines_of, public_log, withdrawal_of
from incidents.public_view import PublicIncident, is_public, public_view, public_views, told

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
    return _kept_by_nobody(render(request, "publicmap/incident_list.html", context), is_past=False)


@require_safe
def incident_page(request: HttpRequest, code: str) -> HttpResponse:
    """As it is, or with `as_of` as it stood on a day."""
    shown = _asked(request, code, "publicmap:incident")
    if isinstance(shown, HttpResponse):
        return shown
    record, incident, past = shown
    entries = public_log(record)
    lines = lines_of(list(entries.filter(at__lte=moment_of(past)) if past else entries))
    url = request.build_absolute_uri(request.path)
    response = render(
        request, "publicmap/incident.html", {"incident": incident, "url": url, "lines": lines, "past": past}
    )
    return _kept_by_nobody(response, is_past=past is not None)


@require_safe
def incident_card(request: HttpRequest, code: str) -> HttpResponse:
    """The same facts as a fragment, for the panel beside the map."""
    shown = _asked(request, code, "publicmap:card")
    if isinstance(shown, HttpResponse):
        return shown
    _record, incident, past = shown
    response = render(request, "publicmap/card.html", {"incident": incident, "past": past})
    return _kept_by_nobody(response, is_past=True)


def _asked(
    request: HttpRequest, code: str, page: str
) -> HttpResponse | tuple[Incident, PublicIncident, dt.date | None]:
    """The record of a code or of a former one with what may be seen of it, or the answer where that is nothing.

    404 where the public must not know that there is one, and of a day when it was not public.
    """
    try:
        past = as_of_query(request.GET)
    except FilterError as error:
        raise BadRequest(str(error)) from error
    record: Incident | None = Incident.objects.with_facts().by_code(code).first()
    if record is None or record.first_published_at is None:
        raise Http404
    withdrawal = None if is_public(record) else withdrawal_of(record)
    if not (is_public(record) or withdrawal):
        raise Http404
    if record.code != code:
        asked = f"?{request.GET.urlencode()}" if past else ""
        return HttpResponsePermanentRedirect(reverse(page, args=[record.code]) + asked)
    if withdrawal:
        reason = told(record, withdrawal.note)
        context = {"code": record.code, "reason": reason, "is_withheld": withdrawal.note and not reason}
        return _kept_by_nobody(render(request, "publicmap/withdrawn.html", context, status=410), is_past=True)
    incident = public_view(record, past)
    if incident is None:
        raise Http404
    return record, incident, past


def _kept_by_nobody(response: HttpResponse, *, is_past: bool) -> HttpResponse:
    """What is restricted is asked for anew at once; only what stands today is for search engines."""
    response["Cache-Control"] = "no-cache"
    if is_past:
        response["X-Robots-Tag"] = "noindex"
    return response
