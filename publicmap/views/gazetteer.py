"""Places to go to and names to write on the map, from the gazetteer. Names are foreign text: as JSON, never as HTML."""

from __future__ import annotations

import math
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo.labels import largest_towns
from geo.models import Place
from geo.naming import names_in
from geo.search import places_starting_with
from publicmap.wording import country_name

LONGEST_QUERY = 80
PLACES = 8
TOWNS_A_TILE = 8
ZOOMS = range(3, 13)
# Below this many people a town is not written on a tile of the zoom: it bounds the rows that are sorted.
FEWEST_PEOPLE = {3: 1_000_000, 4: 500_000, 5: 250_000, 6: 100_000, 7: 30_000, 8: 5_000, 9: 1_000}
DAY = 86_400


@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """At most eight places whose name starts with `q`, in any script, best first."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].replace("\x00", "")
    found = places_starting_with(query, PLACES)
    areas = list(Place.objects.governorates_of(found))
    above = {(area.country, area.admin1): area.pk for area in areas}
    names = names_in(get_language() or "en", [*found, *areas])
    rows = [
        {
            "name": names[place.pk],
            "kind": place.get_kind_display(),
            "within": _within(place, names.get(above.get((place.country, place.admin1), 0), "")),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "radius_m": place.radius_m,
        }
        for place in found
    ]
    return _kept(JsonResponse({"places": rows}), 3600)


def _within(place: Place, governorate: str) -> str:
    """The governorate and the country, in the page's language, as far as the place lies in them."""
    parts = ("" if place.kind == Place.Kind.ADM1 else governorate, country_name(place.country) if place.country else "")
    # Translators: the comma between a governorate and its country.
    return _(", ").join(part for part in parts if part)


@require_safe
def towns(request: HttpRequest, zoom: int, x: int, y: int) -> JsonResponse:
    """The largest towns of one Web Mercator tile, the largest first: `[name, latitude, longitude, population]`."""
    if zoom not in ZOOMS or not (0 <= x < 2**zoom and 0 <= y < 2**zoom):
        raise Http404
    key = f"towns:2:{get_language()}:{zoom}:{x}:{y}"
    rows = cache.get(key)
    if rows is None:
        rows = _towns_of(zoom, x, y)
        # An empty gazetteer is one that is still being loaded.
        cache.set(key, rows, DAY if rows else 60)
    return _kept(JsonResponse({"towns": rows}), DAY if rows else 60)


def _towns_of(zoom: int, x: int, y: int) -> list[list[Any]]:
    west, east = (360 * column / 2**zoom - 180 for column in (x, x + 1))
    north, south = (_latitude(row, zoom) for row in (y, y + 1))
    ranked = largest_towns((west, south, east, north), FEWEST_PEOPLE.get(zoom, 0), TOWNS_A_TILE)
    names = names_in(get_language() or "en", [town for town, _people in ranked])
    return [[names[town.pk], town.latitude, town.longitude, people] for town, people in ranked]


def _latitude(row: int, zoom: int) -> float:
    """The northern edge of a row of tiles, in degrees (spherical Mercator)."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**zoom))))


def _kept(response: JsonResponse, seconds: int) -> JsonResponse:
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
