"""What the geoparser gives back: plain values, no database.

Positions are WGS 84 degrees, radii metres, areas GeoJSON geometries, offsets Unicode code points (half open).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# The reason of an answer that is no place of the name, but the area that the name lies in.
ONLY_AROUND = "only the area around it is known"


@dataclass(frozen=True, slots=True)
class IndexedPlace:
    """What ranking knows of a place. ``row`` is its number in the index, ``parents`` the ids above, nearest first."""

    row: int
    id: int
    name: str
    kind: str
    country: str
    admin1: str
    admin1_name: str
    latitude: float
    longitude: float
    precision: str
    radius_m: int
    population: int
    has_area: bool
    parents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with its score (0 to 1) and the reasons for it, readable."""

    place: IndexedPlace
    score: float
    reasons: tuple[str, ...]
    area: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class GeocodeResult:
    """Ranked candidates for a query; ``ambiguous`` where the second is about as good as the first."""

    query: str
    ambiguous: bool
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How the text lies to a place: «بادية X», "20 km east of X", with the area that it gives."""

    kind: str
    start: int
    end: int
    text: str
    latitude: float
    longitude: float
    precision: str
    radius_m: int
    area: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch of the text that names a place. Same names as ``extraction.facts.Toponym``.

    ``start``/``end`` cover the bare name, ``phrase_start``/``phrase_end`` the words that relate to it as well.
    ``latitude`` to ``area`` have the relation applied; ``place_*`` are the bare place's. All are None where the name
    was not resolved.
    """

    start: int
    end: int
    text: str
    name: str | None = None
    place_id: int | None = None
    kind: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "unknown"
    radius_m: int | None = None
    area: dict[str, Any] | None = None
    ambiguous: bool = False
    score: float = 0.0
    phrase_start: int | None = None
    phrase_end: int | None = None
    hints: tuple[str, ...] = ()
    parents: tuple[int, ...] = ()
    place_latitude: float | None = None
    place_longitude: float | None = None
    place_precision: str = "unknown"
    place_radius_m: int | None = None
    place_area: dict[str, Any] | None = None
    relation: Relation | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeoparseResult:
    """The toponyms of a text in its order. ``language`` is ``ar``, ``en`` or ``und``, by the script of its letters."""

    language: str
    toponyms: tuple[Toponym, ...]
