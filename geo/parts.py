"""Which part of a country or a province an area is: the reverse of ``geo.relations.part_of``."""

from __future__ import annotations

from functools import lru_cache

from geo import boundaries, relations
from geo.models import Place

# Degrees clockwise from north; None is the middle.
BEARINGS: dict[str, float | None] = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
    "centre": None,
}
_SAME_DEGREES = 0.001  # positions are kept with five digits


def part_at(place: Place, latitude: float, longitude: float) -> str:
    """The part of the place ("east", "centre", …) whose middle is the position (degrees); empty where it is none.

    By geometry, not by the words of a report, so that it is the same in each language.
    """
    for part, (north, east) in _middles(place.kind, place.country, place.admin1).items():
        if abs(north - latitude) < _SAME_DEGREES and abs(east - longitude) < _SAME_DEGREES:
            return part
    return ""


@lru_cache(maxsize=256)
def _middles(kind: str, country: str, admin1: str) -> dict[str, tuple[float, float]]:
    if kind == Place.Kind.COUNTRY:
        outline = boundaries.country_outline(country)
    else:
        outline = boundaries.admin1_outline(f"{country}.{admin1}") if kind == Place.Kind.ADM1 else None
    if outline is None:
        return {}
    found = {
        part: relations.middle_of(outline) if bearing is None else relations.part_of(outline, bearing)
        for part, bearing in BEARINGS.items()
    }
    return {part: (located.latitude, located.longitude) for part, located in found.items()}
