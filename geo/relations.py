"""Geometry of what a text says about a place: its desert, its eastern countryside, 20 km north of it, between two.

Pure: positions in, area out. Work is done in an azimuthal equidistant projection about the place, in which distances
and bearings from it are true; areas come back in degrees, clipped to an outline where one is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.geodesy import farthest_m
from geo.precision import ADM1, NEAR, REGION

# How far "near" reaches beyond the place's own radius, in metres. ACLED and UCDP code all of these as "near a named
# place" (geo_precision 2, where_prec 2); the distances are the widest for which an editor would still name that place.
REACH_M = {"around": 5_000, "near": 10_000, "countryside": 18_000, "direction": 20_000, "desert": 22_000}
BORDER_REACH_M = 25_000
LARGEST_NEAR_M = 25_000
_SECTOR_DEGREES = 90  # "east" is nearer to east than to any other of the four
_LEAST_RADIUS_M = 1_000
_SAME_LINE_DEGREES = 0.05  # two outlines simplified apart lie so far from each other where they are one line


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the map after a relation: degrees, a code of precision, metres, and the area in degrees."""

    latitude: float
    longitude: float
    precision: str
    radius_m: int
    area: BaseGeometry


@lru_cache(maxsize=256)
def _projection(latitude: float, longitude: float) -> tuple[Transformer, Transformer]:
    local = f"+proj=aeqd +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=m"
    there = Transformer.from_crs("EPSG:4326", local, always_xy=True)
    return there, Transformer.from_crs(local, "EPSG:4326", always_xy=True)


def _through(transformer: Transformer, geometry: BaseGeometry) -> BaseGeometry:
    def move(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, move)


def _sector(bearing: float, radius: float) -> BaseGeometry:
    """A pie slice about the origin, a quarter of a circle wide."""
    angles = np.radians(np.linspace(bearing - _SECTOR_DEGREES / 2, bearing + _SECTOR_DEGREES / 2, 13))
    return shapely.Polygon([(0, 0), *zip(radius * np.sin(angles), radius * np.cos(angles), strict=True)])


def _located(
    latitude: float,
    longitude: float,
    draw: Callable[[Transformer], BaseGeometry],
    clip: BaseGeometry | None,
    precision: str = NEAR,
) -> Located:
    there, back = _projection(round(latitude, 5), round(longitude, 5))
    area = _through(back, draw(there))
    if clip is not None:
        inside = shapely.intersection(area, clip)
        # A border town's point may lie across a simplified border: an empty area would say nothing.
        area = _polygons(inside) if not inside.is_empty else area
    return located_in(_polygons(area), precision)


def located_in(area: BaseGeometry, precision: str) -> Located:
    """The middle of an area and how far the area reaches from it."""
    middle = area.centroid
    radius = max(farthest_m(area, middle.y, middle.x), _LEAST_RADIUS_M)
    return Located(round(middle.y, 5), round(middle.x, 5), precision, radius, area)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def around(latitude: float, longitude: float, own_m: int, kind: str, clip: BaseGeometry | None = None) -> Located:
    """The surroundings of a place: a disc of its own radius and ``REACH_M[kind]``, at most 25 km.

    The desert and the countryside of a town are not the town: its own disc is left out.
    """
    reach = min(own_m + REACH_M[kind], LARGEST_NEAR_M)

    def draw(_there: Transformer) -> BaseGeometry:
        disc = shapely.Point(0, 0).buffer(reach, quad_segs=12)
        if kind in ("desert", "countryside") and own_m < reach / 2:
            return disc.difference(shapely.Point(0, 0).buffer(own_m, quad_segs=6))
        return disc

    found = _located(latitude, longitude, draw, clip)
    return Located(round(latitude, 5), round(longitude, 5), NEAR, max(reach, _LEAST_RADIUS_M), found.area)


def towards(
    latitude: float,
    longitude: float,
    own_m: int,
    bearing: float,
    kind: str = "direction",
    clip: BaseGeometry | None = None,
) -> Located:
    """East of a town, its eastern countryside: a quarter of the disc around it (bearing in degrees from north)."""
    reach = min(own_m + REACH_M[kind], LARGEST_NEAR_M)
    return _located(latitude, longitude, lambda _there: _sector(bearing, reach), clip)


def at_distance(
    latitude: float,
    longitude: float,
    own_m: int,
    distance_m: float,
    bearing: float | None,
    clip: BaseGeometry | None = None,
) -> Located:
    """So many metres from a place, in a direction (degrees from north) or in any.

    Reporters round to tens of kilometres and measure from the town's edge or its centre: the disc about the point is a
    fifth of the distance and the town's own radius wide. Without a direction it is the disc about the place.
    """
    slack = own_m + distance_m / 5
    if bearing is None:
        radius = distance_m + own_m

        def draw(_there: Transformer) -> BaseGeometry:
            return shapely.Point(0, 0).buffer(radius, quad_segs=12)

    else:
        angle = math.radians(bearing)

        def draw(_there: Transformer) -> BaseGeometry:
            middle = shapely.Point(distance_m * math.sin(angle), distance_m * math.cos(angle))
            return middle.buffer(slack, quad_segs=12)

    return _located(latitude, longitude, draw, clip)


def between(
    first: tuple[float, float], second: tuple[float, float], own_m: int, clip: BaseGeometry | None = None
) -> Located:
    """Between two places, or on the road from one to the other: a strip as wide as the larger of them."""

    def draw(there: Transformer) -> BaseGeometry:
        return shapely.LineString([(0, 0), there.transform(second[1], second[0])]).buffer(own_m, quad_segs=6)

    return _located(first[0], first[1], draw, clip)


def along_border(outline: BaseGeometry, other: BaseGeometry, clip: BaseGeometry) -> Located | None:
    """Near the border of two countries: ``BORDER_REACH_M`` on the side(s) that the clip leaves, or None.

    A border is long: unless it is a short one the answer is a region.
    """
    line = shapely.intersection(outline.boundary, other.buffer(_SAME_LINE_DEGREES))
    if line.is_empty:
        return None
    middle = line.centroid

    def draw(there: Transformer) -> BaseGeometry:
        return _through(there, line).buffer(BORDER_REACH_M, quad_segs=4)

    located = _located(middle.y, middle.x, draw, clip, REGION)
    return replace(located, precision=NEAR) if located.radius_m <= LARGEST_NEAR_M else located


def part_of(outline: BaseGeometry, bearing: float, precision: str = REGION) -> Located:
    """The eastern (…) part of a country or province: what lies beyond its centroid in the direction."""
    middle = outline.centroid
    angle = math.radians(bearing)
    east, north = math.sin(angle), math.cos(angle)
    far = 400.0
    corners = [
        (middle.x + far * along * north + far * out * east, middle.y - far * along * east + far * out * north)
        for along, out in ((-1, 0), (-1, 1), (1, 1), (1, 0))
    ]
    return located_in(_polygons(shapely.intersection(outline, shapely.Polygon(corners))), precision)


def middle_of(outline: BaseGeometry, precision: str = REGION) -> Located:
    """The central part of a country or province: the disc about its centroid with half of its reach."""
    middle = outline.centroid
    reach = farthest_m(outline, middle.y, middle.x) / 2
    return _located(
        middle.y, middle.x, lambda _there: shapely.Point(0, 0).buffer(reach, quad_segs=12), outline, precision
    )


PRECISION_OF_PART = {"country": REGION, "adm1": ADM1, "region": REGION}
