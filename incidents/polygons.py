"""Which uncertain areas meet a drawn polygon, in whole numbers: databases and browsers then agree to the last incident.

`docs/map-data.md` has the same rule in words, `static/js/state/drawn_area.js` in JavaScript.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, FloatField, Func, IntegerField, Q, Value, When
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

CORNERS = range(3, 51)
GRID = 10_000  # corners are kept to a ten-thousandth of a degree
_MICRO = 1_000_000  # boxes to a millionth
_STEP = _MICRO // GRID

Corner = tuple[int, int]  # longitude, latitude, in ten-thousandths of a degree


def meets(polygon: tuple[Corner, ...]) -> Q:
    """The condition that the box around an uncertain area and the polygon (even-odd) have a point in common.

    An edge meets the box where their boxes overlap and the corners of the box are not all strictly on one side of its
    line; where none does, the box lies inside as a whole or not at all, which one of its corners tells. Products of
    ten-thousandths and millionths stay below 2⁵³, so that doubles hold them exactly.
    """
    edges = list(zip(polygon, (*polygon[1:], polygon[0]), strict=True))
    crossings: Any = sum((_crossing(one, other) for one, other in edges), Value(0))
    is_inside = Q(Exact(crossings % 2, Value(1)))
    return _overlaps(polygon) & reduce(or_, (_edge_meets(one, other) for one, other in edges), is_inside)


def _overlaps(corners: tuple[Corner, ...]) -> Q:
    longitudes, latitudes = zip(*corners, strict=True)
    return Q(
        west__lte=max(longitudes) / GRID,
        east__gte=min(longitudes) / GRID,
        south__lte=max(latitudes) / GRID,
        north__gte=min(latitudes) / GRID,
    )


def _edge_meets(one: Corner, other: Corner) -> Q:
    dx, dy = other[0] - one[0], other[1] - one[1]
    offset = float(dx * one[1] * _STEP - dy * one[0] * _STEP)
    lower, upper = ("south", "north") if dx >= 0 else ("north", "south")
    nearer, farther = ("east", "west") if dy >= 0 else ("west", "east")
    least = _side(dx, lower, dy, nearer)
    most = _side(dx, upper, dy, farther)
    touches = Q(LessThanOrEqual(least, Value(offset)), GreaterThanOrEqual(most, Value(offset)))
    return _overlaps((one, other)) & touches


def _crossing(one: Corner, other: Corner) -> Case:
    """1 where a line from the box's south-western corner to the east crosses the edge."""
    low, high = (one, other) if one[1] < other[1] else (other, one)
    dx, dy = high[0] - low[0], high[1] - low[1]
    offset = float(dx * low[1] * _STEP - dy * low[0] * _STEP)
    south = _millionths("south")
    between = Q(GreaterThanOrEqual(south, Value(float(low[1] * _STEP))), LessThan(south, Value(float(high[1] * _STEP))))
    left = Q(GreaterThan(_side(dx, "south", dy, "west"), Value(offset)))
    return Case(When(between & left, then=1), default=0, output_field=IntegerField())


def _side(dx: int, y: str, dy: int, x: str) -> Any:
    """On which side of an edge a corner of the box lies, but for what is the same for all of them."""
    return _millionths(y) * Value(float(dx)) - _millionths(x) * Value(float(dy))


def _millionths(side: str) -> Any:
    scaled = F(side) * Value(float(_MICRO))
    return Func(scaled, function="ROUND", output_field=FloatField())
