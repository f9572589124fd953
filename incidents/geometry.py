"""The shape of an uncertain place: what is accepted as an area, and the box around it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from shapely.geometry import shape

from geo.geodesy import EARTH_RADIUS_M, farthest_m
from incidents.errors import Refused
from incidents.querysets import Box

METRES_A_DEGREE = math.radians(EARTH_RADIUS_M)
MOST_VERTICES = 20_000
GRID_DIGITS = 6  # of a degree: about 11 cm


def position(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """The pair, None where both are missing; Refused where one is missing, not finite or out of range (degrees)."""
    if latitude is None and longitude is None:
        return None
    sides = (
        (latitude, 90, "latitude", gettext_noop("latitude")),
        (longitude, 180, "longitude", gettext_noop("longitude")),
    )
    for value, limit, field, name in sides:
        if value is None or isinstance(value, bool) or not math.isfinite(value) or abs(value) > limit:
            message = _("%(value)s is no %(field)s: give degrees from -%(limit)d to %(limit)d.")
            raise Refused(message % {"value": value, "field": _(name), "limit": limit}, field)
    return float(latitude), float(longitude)  # type: ignore[arg-type]


def area(geometry: dict[str, Any] | None) -> dict[str, Any] | None:
    """A GeoJSON Polygon or MultiPolygon that can be drawn; Refused where it is neither, not valid or out of range."""
    if not geometry:
        return None
    refusal = Refused(_("The area is not a polygon that can be drawn."), "area")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise refusal
    try:
        vertices = list(_vertices(geometry["coordinates"]))
    except (TypeError, ValueError, KeyError, RecursionError):
        raise refusal from None
    if not 4 <= len(vertices) <= MOST_VERTICES:
        raise refusal
    for longitude, latitude in vertices:
        position(latitude, longitude)
    try:
        polygon = shape(geometry)
    except (ValueError, TypeError, AttributeError, shapely.errors.ShapelyError):
        raise refusal from None
    if polygon.is_empty or not polygon.is_valid:
        raise refusal
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def bounding_box(latitude: float, longitude: float, radius_m: float, geometry: dict[str, Any] | None = None) -> Box:
    """The box around the area, or around the circle of the radius (metres) where there is none, on the grid."""
    if geometry:
        vertices = list(_vertices(geometry["coordinates"]))
        longitudes, latitudes = zip(*vertices, strict=True)
        return on_grid(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    up = radius_m / METRES_A_DEGREE
    south, north = max(latitude - up, -90.0), min(latitude + up, 90.0)
    # A degree of longitude is shortest on the side of the box that lies nearest to a pole.
    shortest = math.cos(math.radians(max(abs(south), abs(north))))
    side = up / shortest if shortest > 1e-9 else 180.0
    if longitude - side < -180 or longitude + side > 180:
        return on_grid(-180.0, south, 180.0, north)
    return on_grid(longitude - side, south, longitude + side, north)


def on_grid(west: float, south: float, east: float, north: float) -> Box:
    """To millionths of a degree, so that whoever compares boxes as whole numbers gets the database's answer."""
    return Box(*(round(side, GRID_DIGITS) for side in (west, south, east, north)))


def circle(latitude: float, longitude: float, radius_m: float, corners: int = 48) -> dict[str, Any]:
    """The circle as a GeoJSON Polygon, counter-clockwise as RFC 7946 wants its outer rings."""
    up = radius_m / METRES_A_DEGREE
    side = up / max(math.cos(math.radians(latitude)), 1e-9)
    angles = [2 * math.pi * corner / corners for corner in range(corners)]
    ring = [[longitude + side * math.cos(angle), latitude + up * math.sin(angle)] for angle in angles]
    inside = [[max(-180.0, min(180.0, round(x, 6))), max(-90.0, min(90.0, round(y, 6)))] for x, y in ring]
    return {"type": "Polygon", "coordinates": [[*inside, inside[0]]]}


def _vertices(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        longitude, latitude, *_rest = coordinates
        yield longitude, latitude
    else:
        for part in coordinates:
            yield from _vertices(part)


def centre(geometry: dict[str, Any]) -> tuple[float, float]:
    """A (latitude, longitude) that surely lies inside the area."""
    point = shape(geometry).representative_point()
    return point.y, point.x


def reach(point: tuple[float, float], geometry: dict[str, Any]) -> int:
    """Metres from the (latitude, longitude) to the farthest corner of the area."""
    return max(1, farthest_m(shape(geometry), *point))
