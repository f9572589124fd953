"""The circle that is shown instead of a place: drawn once by chance, stored, and shared by all that lies in it.

What it is for, and what it cannot do: docs/public.md. A drawn circle

- holds the whole uncertain circle of its place, whose distance from the middle is drawn so that every position in the
  ring is as likely as any other;
- keeps enough open ground: that of its ring which lies in the country and in no older circle is at least a quarter of
  the least circle. Who knows the rules leaves out the sea, the neighbouring countries and older circles, since a place
  in one of those would have been given that one;
- is named by the circle alone, never by the place in it.
"""

from __future__ import annotations

import math
from random import SystemRandom
from typing import NamedTuple

import numpy as np
import shapely
from django.conf import settings

from geo.boundaries import admin1_at, admin1_outline, country_outline
from geo.geodesy import destination, distance_m
from geo.models import Place, PlaceName
from incidents import published
from incidents.geometry import METRES_A_DEGREE, bounding_box, circle
from incidents.models import CoarseArea

# A village and a house in it are one place: each is taken to be known to this at most (metres).
_LEAST_KNOWN_M = 5_000
# How many times the uncertain circle's own radius, at least.
TIMES_THE_PLACE = 3
# Nearer to the middle than this part of the radius no place is put: a reader who takes the middle for it is wrong.
INNERMOST = 0.25
LARGEST_M = 300_000
_DIGITS = 2  # of a degree: about a kilometre
_STEP_M = 1000
_TRIES = 24
_GROWTH = 1.5

_chance = SystemRandom()


class Circle(NamedTuple):
    """Degrees and metres."""

    latitude: float
    longitude: float
    radius_m: float

    def apart(self, other: Circle) -> float:
        return distance_m(self.latitude, self.longitude, other.latitude, other.longitude)

    def holds(self, other: Circle) -> bool:
        return self.apart(other) + other.radius_m <= self.radius_m


def area_for(place: Circle, country: str, kept: CoarseArea | None = None) -> CoarseArea | None:
    """The circle to show for the place: the kept one while it holds it, else the oldest that does, else a new one.

    None where no circle leaves enough open ground. To be called in the transaction that shows it.
    """
    place = place._replace(radius_m=max(place.radius_m, _LEAST_KNOWN_M))
    # One at a time: two circles drawn at once for one place would tell where they meet.
    published.hold()
    if kept is not None and kept.country == country and _may_show(kept, place):
        return kept
    near = CoarseArea.objects.filter(latitude__range=_around(place.latitude)).order_by("pk")
    found = next((area for area in near if area.country == country and _may_show(area, place)), None)
    if found is not None:
        return found
    drawn = _drawn(place, country, [_circle_of(area) for area in near])
    if drawn is None:
        return None
    admin1 = _governorate_of(drawn, country)
    return CoarseArea.objects.create(country=country, admin1=admin1, **drawn._asdict())


def _may_show(area: CoarseArea, place: Circle) -> bool:
    return area.radius_m >= settings.COARSE_RADIUS_M and _circle_of(area).holds(place)


def _circle_of(area: CoarseArea) -> Circle:
    return Circle(area.latitude, area.longitude, area.radius_m)


def _around(latitude: float) -> tuple[float, float]:
    """Degrees of latitude between which a circle that meets one of this latitude has its middle."""
    reach = 2 * LARGEST_M / METRES_A_DEGREE
    return latitude - reach, latitude + reach


def _drawn(place: Circle, country: str, taken: list[Circle]) -> Circle | None:
    """A new circle around the place, as small as its open ground allows."""
    enough = math.pi * settings.COARSE_RADIUS_M**2 / 4
    radius: float = max(settings.COARSE_RADIUS_M, TIMES_THE_PLACE * place.radius_m)
    while radius <= LARGEST_M:
        for _try in range(_TRIES):
            drawn = _around_by_chance(place, math.ceil(radius / _STEP_M) * _STEP_M)
            if open_ground(drawn, place.radius_m, country, taken) >= enough:
                return drawn
        radius *= _GROWTH
    return None


def _around_by_chance(place: Circle, radius: int) -> Circle:
    nearest, farthest = _ring(radius, place.radius_m)
    away = math.sqrt(_chance.uniform(nearest**2, farthest**2))
    latitude, longitude = destination(place.latitude, place.longitude, away, _chance.uniform(0, 360))
    return Circle(round(latitude, _DIGITS), round(longitude, _DIGITS), radius)


def _ring(radius: float, known_to: float) -> tuple[float, float]:
    """How far from the middle the place lies, at least and at most (metres)."""
    return INNERMOST * radius, radius - known_to - _STEP_M  # the middle is rounded


def open_ground(drawn: Circle, known_to: float, country: str, taken: list[Circle]) -> float:
    """Square metres of the circle's ring that lie in the country and in none of the others."""
    nearest, farthest = _ring(drawn.radius_m, known_to)
    middle = shapely.Point(0, 0)
    ground = middle.buffer(farthest).difference(middle.buffer(nearest))
    outline = country_outline(country)
    if outline is not None:
        inside = shapely.make_valid(shapely.clip_by_rect(outline, *bounding_box(*drawn)))
        ground = ground.intersection(_flat(inside, drawn))
    meeting = [other for other in taken if other.apart(drawn) < other.radius_m + drawn.radius_m]
    return float(ground.difference(shapely.union_all([_disc(other, drawn) for other in meeting])).area)


def _disc(shown: Circle, middle: Circle) -> shapely.Geometry:
    point = _flat(shapely.Point(shown.longitude, shown.latitude), middle)
    return point.buffer(shown.radius_m)


def _flat(geometry: shapely.Geometry, middle: Circle) -> shapely.Geometry:
    """Degrees as metres from the middle; a few per cent off at the largest radius, which is exact enough for a half."""
    east = METRES_A_DEGREE * math.cos(math.radians(middle.latitude))
    return shapely.transform(
        geometry,
        lambda points: np.column_stack(
            [(points[:, 0] - middle.longitude) * east, (points[:, 1] - middle.latitude) * METRES_A_DEGREE]
        ),
    )


def _governorate_of(drawn: Circle, country: str) -> str:
    """The governorate that the whole circle lies in, unless a town of that name does: one would read it as the town."""
    area, _, admin1 = (admin1_at(drawn.latitude, drawn.longitude) or "").partition(".")
    outline = admin1_outline(f"{area}.{admin1}")
    if area != country or outline is None:
        return ""
    if not outline.covers(shapely.geometry.shape(circle(drawn.latitude, drawn.longitude, 1.01 * drawn.radius_m))):
        return ""
    box = bounding_box(*drawn)
    names = PlaceName.objects.filter(place__kind=Place.Kind.ADM1, place__country=country, place__admin1=admin1)
    towns = Place.objects.of_kind(Place.Kind.SETTLEMENT).within_box(*box)
    return "" if towns.filter(names__folded__in=names.values("folded")).exists() else admin1
