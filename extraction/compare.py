"""What a new version of a report changed in its claims: new, unchanged, changed, gone.

Pure: two lists of claims in, a list of pairs out. Claims are paired one to one, the surest pairs first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.facts import Claim
from extraction.kinds import family_of
from extraction.places import FINENESS, distance_km

NEAR_KM = 30.0
LEAST_LIKENESS = 2.0  # kind alone does not make two claims one; a place, a date or a toll must speak for it


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of the new version and the one of the old version that it continues.

    ``state`` is ``new`` (no old one), ``gone`` (no new one), ``unchanged`` or ``changed``; ``fields`` names what
    changed: ``kind``, ``role``, ``date``, ``places``, ``actors``, ``casualties``.
    """

    state: str
    new: Claim | None
    old: Claim | None
    fields: tuple[str, ...] = ()


def compare(new: Sequence[Claim], old: Sequence[Claim]) -> list[Pair]:
    """The new claims in their order, each with its old one, then the old ones that are gone.

    Offsets do not count as changes: a sentence put in front moves every span and changes no fact.
    """
    scored = sorted(
        ((_likeness(a, b), -i, -j) for i, a in enumerate(new) for j, b in enumerate(old)),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for likeness, minus_i, minus_j in scored:
        if likeness >= LEAST_LIKENESS and -minus_i not in partner and -minus_j not in partner.values():
            partner[-minus_i] = -minus_j
    pairs = [_pair(claim, old[partner[i]] if i in partner else None) for i, claim in enumerate(new)]
    taken = set(partner.values())
    return pairs + [Pair("gone", None, claim) for j, claim in enumerate(old) if j not in taken]


def _pair(new: Claim, old: Claim | None) -> Pair:
    if old is None:
        return Pair("new", new, None)
    facts = zip(_facts(new).items(), _facts(old).values(), strict=True)
    changed = tuple(name for (name, now), before in facts if now != before)
    return Pair("changed" if changed else "unchanged", new, old, changed)


def _facts(claim: Claim) -> dict[str, object]:
    """What is said, without how and where it is said."""
    date = claim.date
    return {
        "kind": claim.kind,
        "role": claim.role,
        "date": (date.start, date.end, date.precision, date.edtf, date.time_of_day, date.not_before, date.not_after),
        "places": frozenset((p.place_id, p.name, p.latitude, p.longitude, p.precision, p.main) for p in claim.places),
        "actors": frozenset((a.actor_id, a.name, a.role, a.attribution) for a in claim.actors),
        "casualties": frozenset((c.group, c.harm, c.min, c.max, c.part_of_total) for c in claim.casualties),
    }


def _likeness(new: Claim, old: Claim) -> float:
    families = {family_of(new.kind), family_of(old.kind)}
    if len(families) > 1 and "any" not in families:
        return 0.0
    score = 1.0 + 0.5 * (new.kind == old.kind) + 0.5 * (new.role == old.role)
    return score + _date_likeness(new, old) + _place_likeness(new, old) + _toll_likeness(new, old)


def _date_likeness(new: Claim, old: Claim) -> float:
    one, other = new.date, old.date
    if one.start and one.end and other.start and other.end:
        return 1.0 if one.start <= other.end and other.start <= one.end else -1.0
    return 0.5 if one.text == other.text else 0.0


def _place_likeness(new: Claim, old: Claim) -> float:
    one, other = (
        min((p for p in c.places if p.main), key=lambda p: FINENESS[p.precision], default=None) for c in (new, old)
    )
    if one is None or other is None:
        return 0.0
    if one.place_id is not None and one.place_id == other.place_id or one.name == other.name:
        return 1.5
    distance = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    if distance is None:
        return 0.0
    return 1.0 if distance <= NEAR_KM else -1.5


def _toll_likeness(new: Claim, old: Claim) -> float:
    rows, others = ({(c.group, c.harm, c.min, c.max) for c in claim.casualties} for claim in (new, old))
    return 0.5 if rows & others else 0.0
