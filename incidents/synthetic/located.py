"""Where a drawn incident lies: on its town's own point, or as far from it as its precision says."""

from __future__ import annotations

import math
from typing import NamedTuple

from incidents.geometry import METRES_A_DEGREE, bounding_box
from incidents.models.choices import Precision
from incidents.querysets import Box
from incidents.synthetic.draws import Draw
from incidents.synthetic.towns import Spot, Town

_EXACT_RADIUS_M = 100  # the scale's "within about 100 m"


class Located(NamedTuple):
    """Degrees and metres; nothing where no place is known."""

    spot: Spot | None
    latitude: float | None
    longitude: float | None
    radius_m: int | None
    area: str | None
    box: Box | tuple[None, None, None, None]


NOWHERE = Located(None, None, None, None, None, (None, None, None, None))


def located(draw: Draw, town: Town) -> Located:
    """Only `exact` and `near` leave the point of the place: what is known to a town alone stands on one spot."""
    if draw.precision == Precision.UNKNOWN:
        return NOWHERE
    if draw.precision == Precision.EXACT:
        return _beside(town.settlement, draw, town.settlement.radius_m / 2, _EXACT_RADIUS_M)
    if draw.precision == Precision.NEAR:
        return _beside(town.settlement, draw, draw.near_radius_m / 2, draw.near_radius_m)
    spot: Spot = getattr(town, draw.precision)
    return Located(spot, spot.latitude, spot.longitude, spot.radius_m, spot.area, spot.box)


def _beside(spot: Spot, draw: Draw, spread_m: float, radius_m: int) -> Located:
    latitude = round(spot.latitude + draw.north * spread_m / METRES_A_DEGREE, 5)
    shrunk = math.cos(math.radians(spot.latitude))
    longitude = round(spot.longitude + draw.east * spread_m / METRES_A_DEGREE / shrunk, 5)
    return Located(spot, latitude, longitude, radius_m, None, bounding_box(latitude, longitude, radius_m))
