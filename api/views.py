"""The machine face: what `public_view` lets out, selected by the one `IncidentFilter`."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from api.access import WrongParameter, public_endpoint
from api.paging import MOST, USUAL, Paging
from api.paging import PARAMETERS as PAGING_PARAMETERS
from incidents.counting import counts as counted
from incidents.filters import PARAMETERS as FILTER_PARAMETERS
from incidents.filters import SEVERAL_TIMES, FilterError, IncidentFilter
from incidents.geojson import feature
from incidents.models import Incident
from incidents.models.choices import ActorRole, HarmGrade, Kind, Precision, StrikeStatus
from incidents.past import as_of_query
from incidents.public_log import withdrawal_of
from incidents.public_view import is_public, public_view, public_views
from incidents.published import published_version

_COUNTS_KEPT_S = 300
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@public_endpoint
def incidents_geojson(request: HttpRequest) -> HttpResponse:
    """Published incidents as a FeatureCollection (RFC 7946), oldest record first, in pages."""
    _check_parameters(request)
    try:
        wanted = IncidentFilter.from_query(request.GET)
    except FilterError as error:
        raise WrongParameter(error.parameter, error.message) from error
    paging = Paging.from_query(request.GET)
    found = wanted.apply(Incident.objects.published()).order_by("pk")
    total = found.count()
    rows = found[paging.offset : paging.offset + paging.limit]
    # The keys of the page first: `public_views` filters once more, which a slice does not allow.
    page = Incident.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).order_by("pk")
    features = [feature(incident) for incident in public_views(page)]
    current = published_version()
    body = {
        "type": "FeatureCollection",
        "features": features,
        "numberMatched": total,
        "numberReturned": len(features),
        "links": paging.links(request, total),
        "licence": LICENCE,
        "version": current.number,
        "changed_at": current.changed_at.isoformat() if current.number else None,
    }
    return JsonResponse(body, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


@public_endpoint
def incident_geojson(request: HttpRequest, code: str) -> HttpResponse:
    """One incident as a Feature; with `as_of` as it stood then, told as little as today."""
    for name, values in request.GET.lists():
        if name != "as_of":
            raise WrongParameter(name, _("there is no such parameter"))
        if len(values) > 1:
            raise WrongParameter(name, _("it may be given only once"))
    try:
        past = as_of_query(request.GET)
    except FilterError as error:
        raise WrongParameter(error.parameter, error.message) from error
    record = Incident.objects.with_facts().by_code(code).exclude(first_published_at=None).first()
    if record is None or not (is_public(record) or withdrawal_of(record)):
        return JsonResponse({"error": "There is no such incident."}, status=404)
    if record.code != code:
        asked = f"?{request.GET.urlencode()}" if past else ""
        return HttpResponsePermanentRedirect(reverse("api:incident", args=[record.code]) + asked)
    if not is_public(record):
        return JsonResponse({"error": "This incident was withdrawn."}, status=410)
    incident = public_view(record, past)
    if incident is None:
        return JsonResponse({"error": "It was not published then."}, status=404)
    body = {**feature(incident), "as_of": past.isoformat() if past else None, "licence": LICENCE}
    return JsonResponse(body, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


@public_endpoint
def counts(request: HttpRequest) -> HttpResponse:
    """How many a filter lets through, and how many each value of each parameter would under the others."""
    _check_parameters(request, FILTER_PARAMETERS)
    try:
        wanted = IncidentFilter.from_query(request.GET)
    except FilterError as error:
        raise WrongParameter(error.parameter, error.message) from error
    version = published_version().number
    # Over a million incidents this takes seconds, and everybody may ask.
    digest = hashlib.sha256(wanted.as_query().encode()).hexdigest()
    found = cache.get_or_set(
        f"counts:{version}:{digest}", lambda: counted(wanted) | {"version": version}, _COUNTS_KEPT_S
    )
    return JsonResponse(found)


@public_endpoint
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and the parameters that it takes."""
    parameters: dict[str, Any] = {
        "bbox": "west,south,east,north in degrees; an incident is in it where its uncertain area meets it",
        "from": "first day, 2020-06-01; selects by overlap, and leaves out what has no date",
        "to": "last day, 2020-06-30; included",
        "kind": {"any of": Kind.values, "may be repeated": True},
        "precision": {"any of": Precision.values, "may be repeated": True},
        "strike_status": {"any of": StrikeStatus.values, "may be repeated": True},
        "harm_grade": {"any of": HarmGrade.values, "may be repeated": True},
        "killed": "at least so many killed",
        "injured": "at least so many injured",
        "actor": "a name or an alias of a party",
        "actor_id": "the id of a party, as in the map's data; may be repeated",
        "role": {"any of": ActorRole.values, "may be repeated": True, "with actor_id": "of the same party"},
        "language": "of the reports: a BCP 47 code; may be repeated",
        "country": "two letters of ISO 3166-1; may be repeated",
        "admin1": "a governorate or province: SY.08, the country and the GeoNames code; may be repeated",
        "polygon": "lon,lat,lon,lat,…: 3 to 50 corners; an incident is in it where its uncertain area's box meets it",
        "q": "words",
        "limit": f"how many, {USUAL} unless given, {MOST} at most",
        "offset": "how many to leave out first; follow the link with rel=next instead",
    }
    collection = {
        "href": request.build_absolute_uri(reverse("api:incidents_geojson")),
        "type": "application/geo+json",
        "about": "published incidents as GeoJSON (RFC 7946); a geometry is null where no place is known",
        "parameters": parameters,
    }
    body = {
        "title": "Strikeline",
        "licence": LICENCE,
        "method": request.build_absolute_uri(reverse("publicmap:method")),
        "errors": "400 with the name of the parameter; unknown parameters are errors too",
        "counts": request.build_absolute_uri(reverse("api:counts")),
        "collections": {"incidents": collection},
        "incident": {
            "href": request.build_absolute_uri(reverse("api:incident", args=["CODE"])),
            "type": "application/geo+json",
            "about": "one incident, by its code or a former one",
            "parameters": {"as_of": "2020-06-30 or 2020-06-30T12:00:00Z: as it stood then, told as little as today"},
        },
    }
    return JsonResponse(body)


def _check_parameters(request: HttpRequest, known: tuple[str, ...] = (*FILTER_PARAMETERS, *PAGING_PARAMETERS)) -> None:
    for name, values in request.GET.lists():
        if name not in known:
            raise WrongParameter(name, _("there is no such parameter"))
        if len(values) > 1 and name not in SEVERAL_TIMES:
            raise WrongParameter(name, _("it may be given only once"))
