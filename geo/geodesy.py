"""Distances and bearings on the sphere. Degrees in, metres out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import product

import numpy as np
import shapely

EARTH_RADIUS_M = 6_371_008.8  # the mean radius (IUGG)


def distance_m(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance in metres (haversine; within 0.6 % of the ellipsoid)."""
    half_latitude = math.radians(other_latitude - latitude) / 2
    half_longitude = math.radians(other_longitude - longitude) / 2
    cosines = math.cos(math.radians(latitude)) * math.cos(math.radians(other_latitude))
    chord = math.sin(half_latitude) ** 2 + cosines * math.sin(half_longitude) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def destination(latitude: float, longitude: float, metres: float, bearing: float) -> tuple[float, float]:
    """Where one comes to who sets out in the direction (degrees, clockwise from north) along a great circle."""
    north, along, turn = math.radians(latitude), metres / EARTH_RADIUS_M, math.radians(bearing)
    sine = math.sin(north) * math.cos(along) + math.cos(north) * math.sin(along) * math.cos(turn)
    east = math.atan2(math.sin(turn) * math.sin(along) * math.cos(north), math.cos(along) - math.sin(north) * sine)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (longitude + math.degrees(east) + 180) % 360 - 180


class Points:
    """Positions, each with an id, asked for the nearest: in cells, so that thousands cost no more than a few.

    A cell is a cube of ``reach_m`` in space, where no pole and no date line is in the way.
    """

    def __init__(self, points: Iterable[tuple[float, float, int]] = (), reach_m: float = 300_000) -> None:
        self._reach = reach_m / EARTH_RADIUS_M
        self._cells: dict[tuple[int, int, int], list[tuple[float, float, float, int]]] = {}
        for latitude, longitude, number in points:
            x, y, z = self._scaled(latitude, longitude)
            self._cells.setdefault((math.floor(x), math.floor(y), math.floor(z)), []).append((x, y, z, number))

    def _scaled(self, latitude: float, longitude: float) -> tuple[float, float, float]:
        north, east = math.radians(latitude), math.radians(longitude)
        flat = math.cos(north) / self._reach
        return flat * math.cos(east), flat * math.sin(east), math.sin(north) / self._reach

    def nearest_m(self, latitude: float, longitude: float, besides: int | None = None) -> float:
        """Metres to the nearest position of another id than ``besides``; infinite beyond the reach."""
        if not self._cells:
            return math.inf
        x, y, z = self._scaled(latitude, longitude)
        column, row, layer = math.floor(x), math.floor(y), math.floor(z)
        nearest = 1.0
        for step in _STEPS:
            for other_x, other_y, other_z, number in self._cells.get(
                (column + step[0], row + step[1], layer + step[2]), ()
            ):
                apart = (x - other_x) ** 2 + (y - other_y) ** 2 + (z - other_z) ** 2
                if apart < nearest and number != besides:
                    nearest = apart
        if nearest == 1.0:
            return math.inf
        return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(nearest) * self._reach / 2)


_STEPS = tuple(product((-1, 0, 1), repeat=3))


def farthest_m(geometry: shapely.Geometry, latitude: float, longitude: float) -> int:
    """How far the geometry (degrees) reaches from the point, in metres, by the corners of its convex hull."""
    corners = shapely.get_coordinates(geometry.convex_hull)
    return round(max(distance_m(latitude, longitude, y, x) for x, y in corners))


def equal_area(geometry: shapely.Geometry) -> shapely.Geometry:
    """The geometry (degrees) in Lambert's cylindrical equal-area projection: in degrees Alaska outweighs Texas."""

    def project(points: np.ndarray) -> np.ndarray:
        return np.column_stack([points[:, 0], np.degrees(np.sin(np.radians(points[:, 1])))])

    return shapely.transform(geometry, project)


def centroid(geometry: shapely.Geometry) -> shapely.Point:
    """The centroid of an area in degrees, each square kilometre of it weighing the same."""
    middle = equal_area(geometry).centroid
    return shapely.Point(middle.x, math.degrees(math.asin(math.radians(middle.y))))
