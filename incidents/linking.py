"""Which claims speak of one incident: a plain rule, for reports that are read together.

Two claims may be one incident where their kinds are of one family (`extraction.kinds`), their dates overlap, and the
circle within which the main place of one lies meets that of the other's main place, or of another place of it that is
finer than a governorate: of a night's strikes on several towns two outlets name different ones first. A claim without a
date, or without a place finer than a region, does not link by that: it would link to everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.facts import Claim as ReadClaim
from extraction.facts import ClaimPlace as ReadPlace
from extraction.kinds import family_of
from geo.geodesy import distance_m
from incidents.models import Claim, ClaimPlace
from incidents.models.choices import Precision

_TOO_VAGUE = frozenset({Precision.REGION, Precision.COUNTRY, Precision.UNKNOWN})


@dataclass(frozen=True)
class Spot:
    """A place that is known finely enough to link by. Degrees and metres."""

    latitude: float
    longitude: float
    radius_m: int
    is_main: bool

    def meets(self, other: Spot) -> bool:
        apart = distance_m(self.latitude, self.longitude, other.latitude, other.longitude)
        return (self.is_main or other.is_main) and apart <= self.radius_m + other.radius_m


@dataclass(frozen=True)
class Sketch:
    """What linking looks at."""

    kind: str
    date_start: dt.date | None
    date_end: dt.date | None
    spots: tuple[Spot, ...]

    @classmethod
    def of_read(cls, claim: ReadClaim) -> Sketch:
        spots = _spots((place, place.main) for place in claim.places)
        return cls(claim.kind, claim.date.start, claim.date.end, spots)

    @classmethod
    def of_claim(cls, claim: Claim) -> Sketch:
        spots = _spots((place, place.is_main) for place in claim.places.all())
        return cls(claim.kind, claim.date_start, claim.date_end, spots)


def may_be_one(one: Sketch, other: Sketch) -> bool:
    return _kinds_agree(one, other) and _dates_overlap(one, other) and _places_meet(one, other)


def groups(sketches: Sequence[Sketch]) -> list[int]:
    """For each sketch the number of the first one that it is linked to, itself where there is none.

    A sketch joins the first group that holds one it may be one with.
    """
    first_of: list[int] = []
    for number, sketch in enumerate(sketches):
        linked = (first_of[earlier] for earlier in range(number) if may_be_one(sketches[earlier], sketch))
        first_of.append(next(linked, number))
    return first_of


def _spots(places: Iterable[tuple[ReadPlace | ClaimPlace, bool]]) -> tuple[Spot, ...]:
    return tuple(
        Spot(place.latitude, place.longitude, place.radius_m or 0, is_main)
        for place, is_main in places
        if place.latitude is not None and place.longitude is not None
        if place.precision not in _TOO_VAGUE and (is_main or place.precision != Precision.ADM1)
    )


def _kinds_agree(one: Sketch, other: Sketch) -> bool:
    families = {family_of(one.kind), family_of(other.kind)}
    return len(families) == 1 or "any" in families


def _dates_overlap(one: Sketch, other: Sketch) -> bool:
    if one.date_start is None or one.date_end is None or other.date_start is None or other.date_end is None:
        return False
    return one.date_start <= other.date_end and other.date_start <= one.date_end


def _places_meet(one: Sketch, other: Sketch) -> bool:
    return any(spot.meets(theirs) for spot in one.spots for theirs in other.spots)
