"""How far the truth of an answer may lie: its precision and radius, by how its place was found.

A place found by its own name reaches as far as it is large (``geo.precision``). Less is known where several places bear
the name, where a part of the string alone is known, or nothing but the area around; then the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.facts import Candidate, IndexedPlace
from geo.geodesy import distance_m
from geo.index import NameIndex
from geo.precision import NEAR, PRECISION_OF_KIND, REGION
from geo.relations import LARGEST_NEAR_M, REACH_M
from geo.resolution import rivals

_KINDS_OF_POINTS = frozenset({"settlement", "neighbourhood", "facility"})


def among_rivals(index: NameIndex, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the first as vague as the choice between it and those that are about as good.

    What is known is the surroundings of the first where the others lie there too, else the smallest area that holds
    all of them; the radius reaches to the farthest.
    """
    others = [rival.place for rival in rivals(ranked, elsewhere_m=0)]
    if not others:
        return list(ranked)
    best = ranked[0].place
    radius = max(_apart_m(best, other) + other.radius_m for other in others)
    shared = [number for number in best.parents if all(number in (o.id, *o.parents) for o in others)]
    kinds = [index.place(index.row_of_id[number]).kind for number in shared if number in index.row_of_id]
    precision = PRECISION_OF_KIND[kinds[0]] if kinds else REGION
    if radius <= LARGEST_NEAR_M:
        precision = NEAR
    reasons = (*ranked[0].reasons, f"{len(others) + 1} places of the name are about as likely")
    place = replace(best, precision=precision, radius_m=max(round(radius), best.radius_m))
    return [replace(ranked[0], place=place, reasons=reasons), *ranked[1:]]


def beside(candidate: Candidate, setting: str) -> Candidate:
    """What a word of setting, a key of ``REACH_M``, puts beside a place: «محيط X», «بادية X»."""
    return _about(candidate, REACH_M[setting], "the words say beside it")


def around(candidate: Candidate) -> Candidate:
    """What a string puts in a place that is known, when its own name is not: «كفرنون، جرابلس»."""
    return _about(candidate, LARGEST_NEAR_M, "only the place around it is known")


def of_a_part(candidate: Candidate, *, says_where: bool) -> Candidate:
    """What only a part of the words is known of: the last, which ``says_where`` («المجهولة البوكمال»), or the first."""
    return _about(candidate, REACH_M["countryside" if says_where else "around"], "a part of the words")


def _about(candidate: Candidate, reach_m: int, reason: str) -> Candidate:
    """The candidate for what lies so near its place: ``near`` a point; an area stays what it is."""
    place = candidate.place
    if place.kind in _KINDS_OF_POINTS:
        radius = max(min(place.radius_m + reach_m, LARGEST_NEAR_M), place.radius_m)
        place = replace(place, precision=NEAR, radius_m=radius)
    return replace(candidate, place=place, reasons=(*candidate.reasons, reason))


def _apart_m(one: IndexedPlace, other: IndexedPlace) -> float:
    return distance_m(one.latitude, one.longitude, other.latitude, other.longitude)
