"""What the reader is given and what it gives back: plain values, no database, no network.

Offsets are Unicode code points into the report's stored text and half open: ``text[start:end]``.
Codes are those of the contract; labels are the faces' business.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """The shortest stretch of the text that says one fact (at most twelve words).

    ``field`` is one of ``kind``, ``date``, ``place``, ``actor``, ``casualty``, ``attribution``, ``said_by``.
    """

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch of the text that names a place, as the geoparser resolved it.

    ``start``/``end`` cover the bare name; ``phrase_start``/``phrase_end`` cover the words that relate to it as
    well («بادية مدينة الميادين», "20 km east of Mayadin") and equal ``start``/``end`` where nothing does.
    ``latitude``, ``longitude`` (degrees), ``precision``, ``radius_m`` (metres) and ``area`` (GeoJSON geometry)
    describe the place *with* the relation applied; all are None where the name was not resolved.
    ``hints`` are the geoparser's readable remarks about the words around: ``dateline``, ``organisation``
    (part of an actor's or outlet's name), ``parent`` (the larger place of another toponym), ``origin``
    (where somebody comes from), ``habitual``, ``border``.
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
    area: dict[str, object] | None = None
    ambiguous: bool = False
    score: float = 0.0
    phrase_start: int | None = None
    phrase_end: int | None = None
    hints: tuple[str, ...] = ()
    parents: tuple[int, ...] = ()  # place ids of the areas that contain it, nearest first


@dataclass(frozen=True, slots=True)
class ActorName:
    """One name or alias of a party, with the actor that it stands for."""

    actor_id: int | None
    canonical: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    text: str
    name: str | None
    place_id: int | None
    latitude: float | None
    longitude: float | None
    precision: str
    radius_m: int | None
    area: dict[str, object] | None
    ambiguous: bool
    main: bool


@dataclass(frozen=True, slots=True)
class ClaimActor:
    name: str
    text: str
    role: str
    attribution: str
    actor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Casualty:
    """``min`` and ``max`` are counts of people; None means that the text puts no bound on that side."""

    group: str
    harm: str
    min: int | None
    max: int | None
    text: str
    part_of_total: bool = False


@dataclass(frozen=True, slots=True)
class DateFact:
    """Calendar dates and the receipt for them.

    ``start``/``end`` are both dates or both None; an unresolved phrase keeps ``text`` and says why in ``rule``.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "unknown"
    edtf: str = ""
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    text: str | None = None
    anchor: dt.date | None = None
    rule: str | None = None
    time_of_day: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says about one incident."""

    kind: str
    role: str
    date: DateFact = field(default_factory=DateFact)
    places: tuple[ClaimPlace, ...] = ()
    actors: tuple[ClaimActor, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()  # names of the rules that fired, so that editors' corrections can be counted per rule


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one report."""

    language: str
    said_by: str | None = None
    origin: str | None = None
    claims: tuple[Claim, ...] = ()
