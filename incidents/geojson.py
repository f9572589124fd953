"""Public incidents as GeoJSON (RFC 7946): longitude before latitude, no crs, a null geometry for no place."""

from __future__ import annotations

from typing import Any

from incidents.geometry import circle
from incidents.models.choices import Precision
from incidents.public_view import PublicIncident

_POINTS = frozenset({Precision.EXACT, Precision.SETTLEMENT})
_OFF_THE_MAP = frozenset({Precision.COUNTRY, Precision.UNKNOWN})


def feature(incident: PublicIncident) -> dict[str, Any]:
    """A Feature: its point for a site or a town, its area where the place is one, null for a country or no place."""
    properties = incident.as_json()
    del properties["area"]
    for place in properties["places"]:
        del place["area"]
    return {"type": "Feature", "id": incident.id, "geometry": geometry(incident), "properties": properties}


def geometry(incident: PublicIncident) -> dict[str, Any] | None:
    """Never a pin on the centroid of an area: without a boundary an area is the circle of its uncertainty."""
    if incident.precision in _OFF_THE_MAP or incident.latitude is None or incident.longitude is None:
        return None
    if incident.precision in _POINTS:
        return {"type": "Point", "coordinates": [incident.longitude, incident.latitude]}
    return incident.area or circle(incident.latitude, incident.longitude, incident.radius_m or 0)
