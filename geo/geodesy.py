"""Distances and bearings on the sphere. Degrees in, metres out."""

from __future__ import annotations

import math

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
