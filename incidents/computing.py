"""The values of an incident out of its accepted claims. Nothing here saves; a person's override stands above it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from geo.folding import key_of
from geo.geodesy import distance_m
from incidents.models import Claim, ClaimActor, ClaimCasualty, ClaimPlace
from incidents.models.choices import ActorRole, Attribution, CasualtyGroup, ClaimRole, Harm, Precision

# Finest first; the order of the precision scale.
FINEST = tuple(Precision.values)
# What says most about a perpetrator first.
_STRONGEST = (
    Attribution.CLAIMED,
    Attribution.BLAMED,
    Attribution.SUSPECTED,
    Attribution.DENIED,
    Attribution.UNKNOWN,
)
Bounds = tuple[int | None, int | None]
Row = TypeVar("Row")


@dataclass(frozen=True)
class Toll:
    group: str
    harm: str
    minimum: int | None
    maximum: int | None
    part_of_total: bool
    text: str


@dataclass(frozen=True)
class Computed:
    """Counts of people; the dated claim and the places are rows of the claims, the main place first."""

    kind: str
    dated_by: Claim | None
    not_before: dt.date | None
    not_after: dt.date | None
    time_of_day: str
    places: list[ClaimPlace]
    actors: list[ClaimActor]
    attribution: str
    tolls: list[Toll]
    killed: Bounds
    injured: Bounds


def computed(claims: Sequence[Claim]) -> Computed:
    """For at least one claim. Tolls: the least of the minima to the most of the maxima; place and date: the finest
    that most claims agree with."""
    # What a report is about outweighs what another one recalls.
    ranked = sorted(claims, key=lambda claim: (claim.role != ClaimRole.EVENT, claim.pk))
    dated_by = _finest_agreed(
        [claim for claim in ranked if claim.date_start],
        agree=lambda one, other: one.date_start <= other.date_end and other.date_start <= one.date_end,  # type: ignore[operator]
        fineness=lambda claim: (claim.date_end - claim.date_start).days,  # type: ignore[operator]
    )
    actors = _actors(ranked)
    times = [dated_by, *ranked] if dated_by else ranked
    return Computed(
        kind=_most_told([claim.kind for claim in ranked]),
        dated_by=dated_by,
        not_before=max((claim.not_before for claim in claims if claim.not_before), default=None),
        not_after=min((claim.not_after for claim in claims if claim.not_after), default=None),
        time_of_day=next((claim.time_of_day for claim in times if claim.time_of_day), ""),
        places=_places(ranked),
        actors=actors,
        attribution=min(
            (row.attribution for row in actors if row.role == ActorRole.PERPETRATOR),
            key=_STRONGEST.index,
            default=Attribution.UNKNOWN,
        ),
        tolls=_tolls(ranked),
        killed=_total(ranked, Harm.KILLED),
        injured=_total(ranked, Harm.INJURED),
    )


def _most_told(kinds: Sequence[str]) -> str:
    return Counter(kinds).most_common(1)[0][0]


def _finest_agreed(
    rows: Sequence[Row], agree: Callable[[Row, Row], bool], fineness: Callable[[Row], float]
) -> Row | None:
    """The row that agrees with the most others; of several the finest, of equals the first."""

    def rank(row: Row) -> tuple[int, float]:
        return -sum(agree(row, other) for other in rows), fineness(row)

    return min(rows, key=rank, default=None)


def _places(claims: Sequence[Claim]) -> list[ClaimPlace]:
    """The main place, then every other one once."""
    mains = [place for claim in claims for place in claim.places.all() if place.is_main]
    located = [place for place in mains if place.latitude is not None]
    main = _finest_agreed(located or mains, agree=may_be_one, fineness=lambda place: FINEST.index(place.precision))
    if main is None:
        return []
    places = [main]
    for place in (place for claim in claims for place in claim.places.all()):
        if not any(_same_place(place, other) for other in places):
            places.append(place)
    return places


def may_be_one(one: ClaimPlace, other: ClaimPlace) -> bool:
    """Where the circles within which both may lie meet."""
    if None in (one.latitude, other.latitude):
        return False
    apart = distance_m(one.latitude, one.longitude, other.latitude, other.longitude)  # type: ignore[arg-type]
    return apart <= (one.radius_m or 0) + (other.radius_m or 0)


def _same_place(one: ClaimPlace, other: ClaimPlace) -> bool:
    if one.place_id and other.place_id:
        return one.place_id == other.place_id
    return key_of(one.name or one.text) == key_of(other.name or other.text)


def _actors(claims: Sequence[Claim]) -> list[ClaimActor]:
    """Each party once in each role, as the claim that says most about it has it."""
    found: dict[tuple[object, str], ClaimActor] = {}
    for row in (row for claim in claims for row in claim.actors.all()):
        key = (row.actor_id or key_of(row.name), row.role)
        known = found.get(key)
        if known is None or _STRONGEST.index(row.attribution) < _STRONGEST.index(known.attribution):
            found[key] = row
    return list(found.values())


def _tolls(claims: Sequence[Claim]) -> list[Toll]:
    rows: dict[tuple[str, str], list[ClaimCasualty]] = {}
    for row in (row for claim in claims for row in claim.casualties.all()):
        rows.setdefault((row.harm, row.group), []).append(row)
    return [
        Toll(
            group,
            harm,
            *_widest([(row.minimum, row.maximum) for row in same]),
            # Where one report counts the group inside its total it may not be added to anybody's.
            part_of_total=any(row.part_of_total for row in same),
            text=same[0].text,
        )
        for (harm, group), same in rows.items()
    ]


def _total(claims: Sequence[Claim], harm: str) -> Bounds:
    totals = [total for claim in claims if (total := total_of(claim.casualties.all(), harm)) is not None]
    return _widest(totals) if totals else (None, None)


def total_of(rows: Iterable[ClaimCasualty | Toll], harm: str) -> Bounds | None:
    """People in general where the claim counts them, else the sum of its groups that are inside no total."""
    harmed = [row for row in rows if row.harm == harm and not row.part_of_total]
    general = [row for row in harmed if row.group == CasualtyGroup.UNDETERMINED]
    if counted := general[:1] or harmed:
        return _sum([row.minimum for row in counted]), _sum([row.maximum for row in counted])
    return None


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _widest(bounds: Sequence[Bounds]) -> Bounds:
    """The least of the stated minima to the most of the stated maxima.

    A report that puts no bound on its number ("several") does not unsay the bound that another one states, but a
    stated maximum below some minimum is no bound of them all.
    """
    minima = [low for low, _ in bounds if low is not None]
    maxima = [high for _, high in bounds if high is not None]
    most = max(maxima, default=None)
    if most is not None and any(low > most for low in minima):
        most = None
    return min(minima, default=None), most


def overlap(one: Bounds, other: Bounds) -> bool:
    """Whether one number of people can be both; a missing bound is open."""
    return all(low is None or high is None or low <= high for low, high in ((one[0], other[1]), (other[0], one[1])))
