"""How exactly a geocoder's answer is known, on our scale, from what its raw answer says; nothing is made up.

Nominatim gives a rank, a class and a bounding box, Photon a layer and, for what has one, an extent. The ranks and how
far a place reaches that is mapped as a point only are Nominatim's (nominatim.org/release-docs, "Place Ranking"),
Photon's layers the ranges of those ranks (github.com/komoot/photon, docs/api-v1.md). Of any other geocoder only the
position is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from geopy.location import Location

from geo.geodesy import distance_m
from geo.precision import UNKNOWN, precision_of, radius_of

# (highest rank, our kind, metres that a point of it reaches)
_OF_RANK = (
    (3, "region", None),
    (4, "country", None),
    (9, "adm1", None),
    (12, "adm2", None),
    (16, "settlement", 15_000),
    (18, "settlement", 4_000),
    (19, "settlement", 2_000),
    (25, "settlement", 1_000),
    (30, "facility", None),
)
_OF_LAYER = {
    "country": ("country", None),
    "state": ("adm1", None),
    "county": ("adm2", None),
    "city": ("settlement", 15_000),
    "district": ("settlement", 4_000),
    "locality": ("settlement", 1_000),
    "street": ("facility", None),
    "house": ("facility", None),
}
# Keys of OpenStreetMap whose things are no town, whatever their rank.
_NATURAL = frozenset({"natural", "waterway", "water"})
_OBJECTS = {"N": "node", "W": "way", "R": "relation"}
_OPENSTREETMAP = "© OpenStreetMap contributors, ODbL 1.0"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that another geocoder gave. Degrees, metres; ``radius_m`` is None where its reach is not told."""

    name: str
    latitude: float
    longitude: float
    precision: str
    radius_m: int | None
    service: str
    credit: str
    url: str


def found(place: Location, service: str) -> Found:
    """The answer on our scale."""
    latitude, longitude = place.latitude, place.longitude
    raw = place.raw if isinstance(place.raw, dict) else {}
    properties = raw["properties"] if isinstance(raw.get("properties"), dict) else raw
    kind, reach = _kind(properties)
    reach = (
        _extent(properties, latitude, longitude) or reach or (radius_of(kind) if kind not in ("", "facility") else None)
    )
    precision = precision_of(kind, reach) if kind and reach else UNKNOWN
    url = _url(properties)
    credit = str(properties.get("licence") or (_OPENSTREETMAP if url else ""))
    return Found(str(place.address or ""), latitude, longitude, precision, reach, service, credit, url)


def _kind(raw: dict[str, Any]) -> tuple[str, int | None]:
    """Our kind and how far a point of it reaches; an empty kind where the answer does not tell."""
    if raw.get("class", raw.get("osm_key")) in _NATURAL or raw.get("type") == "other":
        return "natural", None
    rank = raw.get("place_rank")
    if isinstance(rank, int):
        kind, reach = next(((kind, reach) for most, kind, reach in _OF_RANK if rank <= most), ("", None))
        # An administrative boundary of a town's rank is a municipality or a subdistrict.
        return ("adm3", None) if kind == "settlement" and raw.get("class") == "boundary" else (kind, reach)
    return _OF_LAYER.get(str(raw.get("type")), ("", None)) if "osm_key" in raw else ("", None)


def _extent(raw: dict[str, Any], latitude: float, longitude: float) -> int | None:
    """Metres from the point to the farthest corner of the box that the answer gives."""
    try:
        if "boundingbox" in raw:
            south, north, west, east = (float(side) for side in raw["boundingbox"])
        else:
            west, north, east, south = (float(side) for side in raw["extent"])
    except (KeyError, TypeError, ValueError):
        return None
    corners = ((south, west), (south, east), (north, west), (north, east))
    if not all(math.isfinite(value) for corner in corners for value in corner):
        return None
    return max(1, math.ceil(max(distance_m(latitude, longitude, *corner) for corner in corners)))


def _url(raw: dict[str, Any]) -> str:
    """The page of the OpenStreetMap object, where the answer names one."""
    kind = str(raw.get("osm_type") or "")
    object_type = _OBJECTS.get(kind, kind)
    number = str(raw.get("osm_id") or "")
    if object_type not in _OBJECTS.values() or not number.isdecimal():
        return ""
    return f"https://www.openstreetmap.org/{object_type}/{number}"
