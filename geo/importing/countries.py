"""Whether a position can lie in the country that its row names.

The outlines are Natural Earth's, simplified to about 1 km, and show who holds a land; GeoNames and most lists follow
claims in the few disputed areas below, so that either answer is let through there.
"""

from __future__ import annotations

from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geo.boundaries import country_at, country_outline
from geo.geodesy import distance_m

# A point may lie so far outside, in metres: across a border by the rounding to a minute of arc and the simplified
# outline, at sea on an island that the outline leaves out.
ACROSS_A_BORDER_M = 10_000
AT_SEA_M = 50_000

# Countries whose lists hold places of an area that the outlines give to another, and the area's box (west, south, east,
# north). Natural Earth lists all of them as disputed (admin_0_disputed_areas).
_DISPUTED = (
    ("SY", 35.55, 32.65, 35.95, 33.40),  # the Golan
    ("UA", 32.40, 44.30, 36.70, 46.30),  # Crimea
    ("SD", 33.00, 21.90, 37.00, 23.20),  # the Halaib triangle
    ("SD", 27.50, 9.20, 29.30, 10.40),  # Abyei
    ("SS", 27.50, 9.20, 29.30, 10.40),
    ("EH", -17.20, 20.70, -8.60, 27.70),  # Western Sahara
    ("RS", 19.90, 41.80, 21.90, 43.40),  # Kosovo
    ("PS", 35.15, 31.70, 35.30, 31.90),  # East Jerusalem
    ("IL", 34.85, 31.30, 35.60, 32.60),  # the West Bank
)


def why_outside(country: str, latitude: float, longitude: float) -> str:
    """Why the position (degrees) cannot lie in the country (ISO 3166-1 alpha-2); empty where it can.

    A country without an outline, and a row without a country, cannot be checked.
    """
    outline = _prepared(country) if country else None
    if outline is None or shapely.intersects_xy(outline, longitude, latitude):
        return ""
    near = nearest_points(outline, shapely.Point(longitude, latitude))[0]
    away = distance_m(latitude, longitude, near.y, near.x)
    if away <= ACROSS_A_BORDER_M:
        return ""
    other = country_at(latitude, longitude)
    if other is None and away <= AT_SEA_M:
        return ""
    for claimed_by, west, south, east, north in _DISPUTED:
        if claimed_by == country and west <= longitude <= east and south <= latitude <= north:
            return ""
    where = f"in {other}" if other else "in no country"
    return f"the position {latitude:.4f}, {longitude:.4f} lies {away / 1000:,.0f} km outside {country}, {where}"


@cache
def _prepared(country: str) -> BaseGeometry | None:
    outline = country_outline(country)
    if outline is not None:
        shapely.prepare(outline)
    return outline
