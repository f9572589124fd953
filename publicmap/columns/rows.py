"""The public columns as numbers: what stands in a chunk, one array for each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from incidents.models.choices import ActorRole, DatePrecision, HarmGrade, Kind, Precision, StrikeStatus
from incidents.public_columns import Party, PartySet, PublicColumns
from publicmap.columns.layout import Numbers
from publicmap.columns.numbering import Numbering
from publicmap.columns.reading import BOUND_FROM, BOX, MICRO

UNDATED = -(2**31)  # `first` of a row without a date, before it is written
OWN_COLUMNS = ("longitude", "latitude", "radius", *BOX)
LISTS = {
    "kinds": Kind.values,
    "precisions": Precision.values,
    "date_precisions": DatePrecision.values,
    "strike_statuses": StrikeStatus.values,
    "harm_grades": HarmGrade.values,
    "roles": ActorRole.values,
}
_CODES = {
    "kind": "kinds",
    "strike_status": "strike_statuses",
    "harm_grade": "harm_grades",
    "date_precision": "date_precisions",
}
_INDEX = {name: {code: number for number, code in enumerate(codes)} for name, codes in LISTS.items()}
_NUMBER = re.compile(r"(?!0000)\d{4}|[1-9]\d{4,8}", re.ASCII)
ActorSet = tuple[tuple[int, int], ...]


@dataclass
class Dictionaries:
    """What the numbers in the columns mean. Each list only grows, or leaves a gap where nothing uses a value now."""

    prefixes: Numbering[str] = field(default_factory=Numbering)
    places: Numbering[tuple[Any, ...]] = field(default_factory=Numbering)
    actors: Numbering[Party] = field(default_factory=Numbering)
    actor_sets: Numbering[ActorSet] = field(default_factory=Numbering)
    languages: Numbering[str] = field(default_factory=Numbering)
    language_sets: Numbering[tuple[int, ...]] = field(default_factory=Numbering)

    def as_json(self) -> dict[str, Any]:
        return {name: numbering.as_json(lambda value: value) for name, numbering in vars(self).items()}

    @classmethod
    def from_json(cls, kept: dict[str, list[Any]]) -> Dictionaries:
        read: dict[str, Callable[[Any], Any]] = {
            "prefixes": str,
            "languages": str,
            "actors": tuple,
            "language_sets": tuple,
            "actor_sets": lambda members: tuple(map(tuple, members)),
            "places": tuple,
        }
        return cls(
            **{
                name: Numbering(None if value is None else read[name](value) for value in values)
                for name, values in kept.items()
            }
        )

    def keep(self, used: dict[str, Collection[int]]) -> None:
        """Forget what no row uses; `used` are the numbers in the columns `place`, `prefix`, `actors`, `languages`."""
        self.places.keep(used["place"])
        self.prefixes.keep(used["prefix"])
        self.actor_sets.keep(used["actors"])
        self.language_sets.keep(used["languages"])
        self.actors.keep({actor for members in self.actor_sets.values for actor, _role in members or ()})
        self.languages.keep({language for members in self.language_sets.values for language in members or ()})


@dataclass
class Rows:
    """Equally long arrays by name; `own` those of the rows with a position of their own, in the order of the rows.

    `pk` is ours alone and in no file that is served.
    """

    columns: dict[str, Numbers]
    own: dict[str, Numbers]
    is_own: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.is_own)

    def take(self, chosen: Numbers) -> Rows:
        """The rows of a mask, or at these indexes in their order."""
        if chosen.dtype == bool:
            chosen = np.flatnonzero(chosen)
        at = np.cumsum(self.is_own) - 1
        of_own = at[chosen[self.is_own[chosen]]]
        return Rows(
            {name: values[chosen] for name, values in self.columns.items()},
            {name: values[of_own] for name, values in self.own.items()},
            self.is_own[chosen],
        )

    @staticmethod
    def together(parts: Sequence[Rows]) -> Rows:
        if len(parts) == 1:
            return parts[0]
        return Rows(
            {name: np.concatenate([part.columns[name] for part in parts]) for name in parts[0].columns},
            {name: np.concatenate([part.own[name] for part in parts]) for name in parts[0].own},
            np.concatenate([part.is_own for part in parts]),
        )

    def in_order(self, prefixes: Numbering[str]) -> Rows:
        """Newest first, by code within a day, what is undated last."""
        ranks = np.zeros(max(len(prefixes), 1), np.int32)
        for rank, number in enumerate(sorted(range(len(prefixes)), key=lambda number: prefixes.values[number] or "")):
            ranks[number] = rank
        order = np.lexsort(
            (self.columns["number"], ranks[self.columns["prefix"]], -self.columns["first"].astype(np.int64))
        )
        return self.take(order)


def numbered(batch: PublicColumns, known: Dictionaries) -> Rows:
    """The batch as numbers; what is new to the dictionaries is added to them."""
    first, last = _days(batch.date_start), _days(batch.date_end)
    is_undated = first == UNDATED
    prefix, number = _codes(batch.code, known.prefixes)
    columns: dict[str, Numbers] = {
        "pk": np.array(batch.pk, np.int64),
        "first": first,
        "days": np.where(is_undated, 0, last - first).astype(np.int32),
        "not_before": _bounds(batch.not_before, is_undated),
        "not_after": _bounds(batch.not_after, is_undated),
        **{name: _indexes(getattr(batch, name), _INDEX[of]) for name, of in _CODES.items()},
        "place": known.places.of_all(batch.place),
        **_tolls("killed", batch.killed_min, batch.killed_max),
        **_tolls("injured", batch.injured_min, batch.injured_max),
        "actors": known.actor_sets.of_all(_actor_sets(batch.actors, known)),
        "languages": known.language_sets.of_all(_language_sets(batch.languages, known)),
        "prefix": prefix,
        "number": number,
        "demo": np.array(batch.is_demo, np.uint8),
    }
    is_own = np.array(batch.is_own, bool)
    return Rows(columns, _own(batch, is_own), is_own)


def _days(written: Sequence[str | None]) -> NDArray[np.int32]:
    days = np.array([day or "NaT" for day in written], "datetime64[D]")
    return np.where(np.isnat(days), UNDATED, days.astype(np.int64)).astype(np.int32)


def _bounds(written: Sequence[str | None], is_undated: NDArray[np.bool_]) -> NDArray[np.int32]:
    days = _days(written)
    return np.where(is_undated & (days != UNDATED), days.astype(np.int64) + BOUND_FROM, 0).astype(np.int32)


def _indexes(codes: Sequence[str], of: dict[str, int]) -> NDArray[np.uint8]:
    return np.fromiter(map(of.__getitem__, codes), np.uint8, len(codes))


def _tolls(harm: str, minima: Sequence[int | None], maxima: Sequence[int | None]) -> dict[str, Numbers]:
    least, most = _counts(minima), _counts(maxima)
    more = np.where(most < 0, 0, most - np.maximum(least, 0) + 1)
    return {f"{harm}_least": least + 1, f"{harm}_more": more}


def _counts(counts: Sequence[int | None]) -> NDArray[np.int32]:
    """−1 for None."""
    return np.nan_to_num(np.array(counts, np.float64), nan=-1).astype(np.int32)


def _actor_sets(sets: Sequence[PartySet], known: Dictionaries) -> Iterator[ActorSet]:
    roles = _INDEX["roles"]
    seen: dict[PartySet, ActorSet] = {}
    for members in sets:
        if members not in seen:
            seen[members] = tuple((known.actors.of(party), roles[role]) for party, role in members)
        yield seen[members]


def _language_sets(sets: Sequence[tuple[str, ...]], known: Dictionaries) -> Iterator[tuple[int, ...]]:
    for languages in sets:
        yield tuple(map(known.languages.of, languages))


def _codes(codes: Sequence[str], prefixes: Numbering[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    numbers = [0] * len(codes)
    found = list(codes)  # a code of any other pattern is a prefix of its own
    for row, code in enumerate(codes):
        prefix, _dash, written = code.rpartition("-")
        if _NUMBER.fullmatch(written):
            found[row], numbers[row] = prefix, int(written)
    return prefixes.of_all(found), np.array(numbers, np.int32)


def _own(batch: PublicColumns, is_own: NDArray[np.bool_]) -> dict[str, Numbers]:
    """Ways from the position to the sides of the box; the point itself where there is none."""

    def degrees(name: str) -> NDArray[np.float64]:
        return np.array(getattr(batch, name), np.float64)[is_own]

    own: dict[str, Numbers] = {name: micro(degrees(name)) for name in ("longitude", "latitude")}
    own["radius"] = _counts(batch.radius_m)[is_own].clip(0)
    for side in BOX:
        along = own["longitude" if side in ("west", "east") else "latitude"]
        known = degrees(side)
        way = micro(np.where(np.isnan(known), 0, known)) - along
        away = np.where(np.isnan(known), 0, way if side in ("east", "north") else -way)
        own[side] = away.clip(0)
    return {name: own[name].astype(np.int32) for name in OWN_COLUMNS}


def micro(degrees: NDArray[np.float64]) -> NDArray[np.int64]:
    """Millionths of a degree."""
    return np.rint(degrees * MICRO).astype(np.int64)
