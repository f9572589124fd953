"""What only machines read: the map's data, robots.txt and the like."""

from urllib.parse import urlencode

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.filters import FilterError, IncidentFilter
from incidents.models import Incident
from incidents.published import published_version

MOST_FOUND = 20_000


@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """The codes of what holds the words `q`, the newest first: the map has no texts to look in."""
    try:
        wanted = IncidentFilter.from_query(QueryDict(urlencode({"q": request.GET.get("q", "")})))
    except FilterError as error:
        return JsonResponse({"error": error.message, "parameter": error.parameter}, status=400)
    found = wanted.apply(Incident.objects.published()).order_by(F("date_start").desc(nulls_last=True), "-pk")
    codes = list(found.values_list("code", flat=True)[: MOST_FOUND + 1])
    count = len(codes) if len(codes) <= MOST_FOUND else found.count()
    response = JsonResponse({"count": count, "codes": codes[:MOST_FOUND]})
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def version(request: HttpRequest) -> JsonResponse:
    """The number of the published version and where its data are."""
    current = published_version()
    changed_at = current.changed_at.isoformat() if current.number else None
    response = JsonResponse({"version": current.number, "changed_at": changed_at, "data": reverse("machines:manifest")})
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = ("/desk/", "/ar/desk/", "/admin/", "/api/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return HttpResponseRedirect(staticfiles_storage.url("favicon.svg"))


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 where the process answers and the database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
