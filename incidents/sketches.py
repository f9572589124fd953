"""Accounts of an incident in the shape in which they are compared: claims as read, claims of the record, incidents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extraction.facts import Claim as ReadClaim
from extraction.facts import ClaimActor as ReadActor
from extraction.facts import ClaimPlace as ReadPlace
from geo.folding import key_of
from incidents.computing import Bounds, Toll, total_of
from incidents.models import Claim, Incident
from incidents.models.choices import ActorRole, Attribution, Harm, Precision
from incidents.models.facts import ActorFact, PlaceFact

_TOO_VAGUE = frozenset({Precision.REGION, Precision.COUNTRY, Precision.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that is known finely enough to compare. Degrees and metres."""

    latitude: float
    longitude: float
    radius_m: int
    precision: str
    is_main: bool
    place_id: int | None = None
    name: str = ""  # its key


class IncidentColumns(NamedTuple):
    """The columns of an incident that a first look reads."""

    pk: int
    kind: str
    date_start: dt.date | None
    date_end: dt.date | None
    not_before: dt.date | None
    not_after: dt.date | None
    time_of_day: str
    place_name: str
    latitude: float | None
    longitude: float | None
    radius_m: int | None
    precision: str
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared.

    `reports` are those that give the account (any value that names one); `origins` those whose text they carry.
    """

    kind: str
    date_start: dt.date | None
    date_end: dt.date | None
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    time_of_day: str = ""
    spots: tuple[Spot, ...] = ()
    killed: Bounds | None = None
    injured: Bounds | None = None
    by: dict[Hashable, str] = field(default_factory=dict)  # the key of a party -> its name
    on: dict[Hashable, str] = field(default_factory=dict)
    unlocated: frozenset[str] = frozenset()
    reports: frozenset[Hashable] = frozenset()
    origins: frozenset[int] = frozenset()

    @classmethod
    def of_read(cls, claim: ReadClaim, report: Hashable) -> Sketch:
        """`report` is anything that claims of one report have in common."""
        tolls = [Toll(row.group, row.harm, row.min, row.max, row.part_of_total, row.text) for row in claim.casualties]
        by, on = _parties(claim.actors)
        return cls(
            kind=claim.kind,
            date_start=claim.date.start,
            date_end=claim.date.end,
            not_before=claim.date.not_before,
            not_after=claim.date.not_after,
            time_of_day=claim.date.time_of_day or "",
            spots=_spots((place, place.main) for place in claim.places),
            killed=total_of(tolls, Harm.KILLED),
            injured=total_of(tolls, Harm.INJURED),
            by=by,
            on=on,
            unlocated=_unlocated(claim.places),
            reports=frozenset([report]),
        )

    @classmethod
    def of_claim(cls, claim: Claim) -> Sketch:
        """Of a claim with its facts prefetched, and its report if it has one."""
        version = claim.report_version
        tolls = claim.casualties.all()  # type: ignore[attr-defined]
        by, on = _parties(claim.actors.all())  # type: ignore[attr-defined]
        places = claim.places.all()  # type: ignore[attr-defined]
        return cls(
            kind=claim.kind,
            date_start=claim.date_start,
            date_end=claim.date_end,
            not_before=claim.not_before,
            not_after=claim.not_after,
            time_of_day=claim.time_of_day,
            spots=_spots((place, place.is_main) for place in places),
            killed=total_of(tolls, Harm.KILLED),
            injured=total_of(tolls, Harm.INJURED),
            by=by,
            on=on,
            unlocated=_unlocated(places),
            reports=frozenset([claim.report_version_id] if claim.report_version_id else []),
            origins=frozenset([version.report.origin_id or version.report_id] if version else []),
        )

    @classmethod
    def of_incident(cls, incident: Incident, told_by: Iterable[tuple[int, int]] = ()) -> Sketch:
        """Of an incident with its places and actors prefetched; `told_by`: (report version, origin) of its reports."""
        by, on = _parties(incident.actors.all())  # type: ignore[attr-defined]
        places = incident.places.all()  # type: ignore[attr-defined]
        return cls(
            kind=incident.kind,
            date_start=incident.date_start,
            date_end=incident.date_end,
            not_before=incident.not_before,
            not_after=incident.not_after,
            time_of_day=incident.time_of_day,
            spots=_spots((place, place.is_main) for place in places),
            killed=_known(incident.killed_min, incident.killed_max),
            injured=_known(incident.injured_min, incident.injured_max),
            by=by,
            on=on,
            unlocated=_unlocated(places),
            reports=frozenset(version for version, _origin in told_by),
            origins=frozenset(origin for _version, origin in told_by),
        )

    @classmethod
    def of_columns(cls, row: IncidentColumns) -> Sketch:
        """Of an incident's own columns alone, for a first look at many."""
        is_placed = row.latitude is not None and row.longitude is not None and row.precision not in _TOO_VAGUE
        name = _key(row.place_name)
        spot = Spot(row.latitude, row.longitude, row.radius_m or 0, row.precision, True, None, name)  # type: ignore[arg-type]
        return cls(
            kind=row.kind,
            date_start=row.date_start,
            date_end=row.date_end,
            not_before=row.not_before,
            not_after=row.not_after,
            time_of_day=row.time_of_day,
            spots=(spot,) if is_placed else (),
            killed=_known(row.killed_min, row.killed_max),
            injured=_known(row.injured_min, row.injured_max),
        )


# Incidents around one place bear few names.
_key = lru_cache(maxsize=4096)(key_of)


def _known(least: int | None, most: int | None) -> Bounds | None:
    return None if least is None and most is None else (least, most)


def _parties(rows: Iterable[ReadActor | ActorFact]) -> tuple[dict[Hashable, str], dict[Hashable, str]]:
    """Who did it and who suffered it, by actor or else by name; "unidentified aircraft" are nobody."""
    by: dict[Hashable, str] = {}
    on: dict[Hashable, str] = {}
    for row in rows:
        key = row.actor_id or key_of(row.name)
        if row.role in (ActorRole.TARGET, ActorRole.VICTIM):
            on[key] = row.name
        elif row.attribution not in (Attribution.UNKNOWN, Attribution.DENIED):
            by[key] = row.name
    return by, on


def _spots(places: Iterable[tuple[ReadPlace | PlaceFact, bool]]) -> tuple[Spot, ...]:
    return tuple(
        Spot(
            place.latitude,
            place.longitude,
            place.radius_m or 0,
            place.precision,
            is_main,
            place.place_id,
            _key(place.name or ""),
        )
        for place, is_main in places
        if place.latitude is not None and place.longitude is not None
        if place.precision not in _TOO_VAGUE and (is_main or place.precision != Precision.ADM1)
    )


def _unlocated(places: Iterable[ReadPlace | PlaceFact]) -> frozenset[str]:
    """The keys of names that the gazetteer lacks."""
    return frozenset(key_of(place.name or place.text) for place in places if place.latitude is None) - {""}
