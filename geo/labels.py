"""Which towns a map names first."""

from __future__ import annotations

from geo.geodesy import distance_m
from geo.models import Place

# GeoNames' codes of seats, the highest first: of a country, a governorate, a district.
SEATS = ("PPLC", "PPLA", "PPLA2")
_SECTION = "PPLX"  # a section of a populated place
_MARGIN_DEGREES = 0.3  # further than the radius of any town, so that a seat beyond the edge counts too
_MOST_SEATS = 500


def largest_towns(box: tuple[float, float, float, float], fewest_people: int, limit: int) -> list[tuple[Place, int]]:
    """At most ``limit`` towns in the box (west, south, east, north) with the people to rank them by, most first.

    GeoNames gives some quarters the people of their whole city, more than it gives the city (New Mosul, Old Basra). A
    settlement inside the radius of a higher seat belongs to that town and counts for fewer people than it.
    """
    west, south, east, north = box
    settlements = Place.objects.of_kind(Place.Kind.SETTLEMENT).exclude(feature_code=_SECTION).defer("area")
    populous = settlements.within_box(west, south, east, north).filter(population__gte=fewest_people)
    # Some of those found may turn out to be quarters.
    found = list(populous.order_by("-population", "pk")[: 3 * limit])
    if not found:
        return []
    margin = _MARGIN_DEGREES
    around = settlements.within_box(west - margin, south - margin, east + margin, north + margin)
    seats = list(around.filter(feature_code__in=SEATS).order_by("-population", "pk")[:_MOST_SEATS])
    ranked = [(town, people) for town in found if (people := _people(town, seats)) >= fewest_people]
    return sorted(ranked, key=lambda row: (-row[1], _rank(row[0]), row[0].pk))[:limit]


def _rank(town: Place) -> int:
    return SEATS.index(town.feature_code) if town.feature_code in SEATS else len(SEATS)


def _people(town: Place, seats: list[Place]) -> int:
    above = (
        seat.population - 1
        for seat in seats
        if _rank(seat) < _rank(town)
        and distance_m(town.latitude, town.longitude, seat.latitude, seat.longitude) <= seat.radius_m
    )
    return min([town.population, *above])
