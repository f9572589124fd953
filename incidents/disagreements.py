"""Where the accounts of one incident contradict one another, however the record settles it.

A coarser account does not contradict a finer one: a month and a day of it, a district and a town in it, "at least 14"
and 20 agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from geo.folding import key_of
from incidents.computing import Bounds, may_be_one, overlap, total_of
from incidents.models import Claim, ClaimActor, ClaimPlace
from incidents.models.choices import ActorRole, Attribution, Harm


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`field` is `kind`, `date`, `place`, `killed`, `injured` or `perpetrator`; each claim that says something of it
    stands beside its value: a code, the claim itself, a place, bounds, a list of actors."""

    field: str
    accounts: list[tuple[Claim, Any]]


def disagreements(claims: Sequence[Claim]) -> list[Disagreement]:
    """Of claims with their facts prefetched; in the order of the fields above."""
    found = []
    for field, value_of, agree in _FIELDS:
        accounts = [(claim, value) for claim in claims if (value := value_of(claim)) is not None]
        if not all(agree(one, other) for (_a, one), (_b, other) in combinations(accounts, 2)):
            found.append(Disagreement(field, accounts))
    return found


def _kind(claim: Claim) -> str:
    return claim.kind


def _dated(claim: Claim) -> Claim | None:
    return claim if claim.date_start else None


def _days_overlap(one: Claim, other: Claim) -> bool:
    return one.date_start <= other.date_end and other.date_start <= one.date_end  # type: ignore[operator]


def _main_place(claim: Claim) -> ClaimPlace | None:
    places = claim.places.all()  # type: ignore[attr-defined]
    return next((place for place in places if place.is_main and place.latitude is not None), None)


def _toll(harm: str) -> Callable[[Claim], Bounds | None]:
    def bounds(claim: Claim) -> Bounds | None:
        found = total_of(claim.casualties.all(), harm)  # type: ignore[attr-defined]
        return None if found == (None, None) else found

    return bounds


def _perpetrators(claim: Claim) -> list[ClaimActor] | None:
    """Those that the claim names; "unidentified aircraft" are nobody."""
    rows = [row for row in claim.actors.all() if row.role == ActorRole.PERPETRATOR]  # type: ignore[attr-defined]
    return [row for row in rows if row.attribution != Attribution.UNKNOWN] or None


def _name_the_same(one: list[ClaimActor], other: list[ClaimActor]) -> bool:
    """Some party in common, and none that one account blames and the other one clears."""
    ours, theirs = ({_party(row): row.attribution == Attribution.DENIED for row in rows} for rows in (one, other))
    common = ours.keys() & theirs.keys()
    return bool(common) and all(ours[party] == theirs[party] for party in common)


def _party(row: ClaimActor) -> object:
    return row.actor_id or key_of(row.name)


_FIELDS: tuple[tuple[str, Callable[[Claim], Any], Callable[[Any, Any], bool]], ...] = (
    ("kind", _kind, lambda one, other: one == other),
    ("date", _dated, _days_overlap),
    ("place", _main_place, may_be_one),
    ("killed", _toll(Harm.KILLED), overlap),
    ("injured", _toll(Harm.INJURED), overlap),
    ("perpetrator", _perpetrators, _name_the_same),
)
