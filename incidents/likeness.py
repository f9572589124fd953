"""How alike two accounts are, as accounts of one incident: a score with the reasons for it.

Each reason carries points; what two accounts of
one event usually share gives some, what they cannot both say takes more. The points are set by hand, for what a reader
of such reports would hold for telling; nothing is learned from data.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extraction.kinds import family_of
from geo.geodesy import distance_m
from incidents.computing import Bounds, overlap
from incidents.models.choices import Precision
from incidents.sketches import Sketch, Spot

LEAST_ALIKE = 4.0  # from here on two accounts are taken for one incident
EXCLUDING = -4.0
_LARGE = frozenset({Precision.ADM1, Precision.ADM2})
_ONE_SPOT_M = 2_000  # two rows of the gazetteer so near to one another are one town
_ONE_NAME_M = 15_000  # and of one name so near
_WIDE_M = 60_000  # circles that reach so far say little by meeting
_LATE_DAYS = 3  # news of a day are written within so many days
_NEWS_DAYS = 10
# Parts of the day that `extraction` writes, each with those that another report may call the same hour.
_HOURS = {
    "dawn": {"night", "after_midnight", "morning"},
    "morning": {"dawn", "noon"},
    "noon": {"morning", "afternoon"},
    "afternoon": {"noon", "evening"},
    "evening": {"afternoon", "night"},
    "night": {"evening", "after_midnight", "dawn"},
    "after_midnight": {"night", "dawn"},
}
_BEFORE_MIDNIGHT, _AFTER_MIDNIGHT = {"evening", "night"}, {"night", "after_midnight", "dawn"}


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` names it (`desk.reasons` puts it into words), `values` are what the words need: days, metres, names."""

    code: str
    points: float
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        return sum(reason.points for reason in self.reasons)


def compare(one: Sketch, other: Sketch) -> Likeness:
    """What speaks for the two being accounts of one incident, and what against it."""
    found = [
        _kinds(one, other),
        _dates(one, other),
        _hours(one, other),
        _places(one, other),
        _tolls("killed", one.killed, other.killed, weight=1.0),
        _tolls("injured", one.injured, other.injured, weight=0.5),
        *_parties_in_common(one, other),
        _texts(one, other),
        _reports(one, other),
    ]
    return Likeness(tuple(reason for reason in found if reason))


def excludes(one: Sketch, other: Sketch) -> bool:
    """True where no other reason could make the two one: of one report, of two families of kinds, on other days."""
    reasons = (_reports(one, other), _kinds(one, other), _dates(one, other))
    return any(reason is not None and reason.points <= EXCLUDING for reason in reasons)


def _reports(one: Sketch, other: Sketch) -> Reason | None:
    """A report tells an incident once."""
    return Reason("same_report", EXCLUDING) if one.reports & other.reports else None


def _kinds(one: Sketch, other: Sketch) -> Reason | None:
    if one.kind == other.kind:
        return Reason("same_kind", 1)
    families = {family_of(one.kind), family_of(other.kind)}
    if "any" in families:
        return None
    return Reason("like_kind", 0.5) if len(families) == 1 else Reason("other_kind", EXCLUDING)


def _dates(one: Sketch, other: Sketch) -> Reason | None:
    if one.date_start and one.date_end and other.date_start and other.date_end:
        gap = (max(one.date_start, other.date_start) - min(one.date_end, other.date_end)).days
        if gap > 1:
            return Reason("days_apart", EXCLUDING, {"days": gap})
        if gap == 1:
            early, late = (one, other) if one.date_end < other.date_start else (other, one)
            one_night = early.time_of_day in _BEFORE_MIDNIGHT and late.time_of_day in _AFTER_MIDNIGHT
            return Reason("one_night", 1) if one_night else Reason("days_apart", -2, {"days": 1})
        longest = max((row.date_end - row.date_start).days for row in (one, other))  # type: ignore[operator]
        if longest == 0:
            return Reason("same_day", 2)
        return Reason("days_overlap", 1 if longest <= 10 else 0.5 if longest <= 31 else 0)
    if one.date_start or other.date_start:
        dated, undated = (one, other) if one.date_start else (other, one)
        return _reported_after(dated, undated)
    if one.not_after and other.not_after:
        return _by_lag("reported_together", abs((one.not_after - other.not_after).days), 0.5)
    return Reason("no_dates", -0.5)


def _reported_after(dated: Sketch, undated: Sketch) -> Reason | None:
    """The bounds of an account without a date: it was reported by `not_after`, and news are reported soon."""
    assert dated.date_start and dated.date_end
    if undated.not_before and dated.date_end < undated.not_before:
        return Reason("before_bound", EXCLUDING)
    if undated.not_after is None:
        return Reason("no_dates", -0.5)
    if dated.date_start > undated.not_after:
        return Reason("reported_before", EXCLUDING)
    return _by_lag("reported_after", max(0, (undated.not_after - dated.date_end).days), 1)


def _by_lag(code: str, days: int, points: float) -> Reason:
    return Reason(code, points if days <= _LATE_DAYS else 0 if days <= _NEWS_DAYS else -2, {"days": days})


def _hours(one: Sketch, other: Sketch) -> Reason | None:
    if one.date_start is None or one.date_start != other.date_start or one.date_end != other.date_end:
        return None
    if one.time_of_day not in _HOURS or other.time_of_day not in _HOURS or one.time_of_day == other.time_of_day:
        return None
    return None if other.time_of_day in _HOURS[one.time_of_day] else Reason("other_hour", -3)


def _places(one: Sketch, other: Sketch) -> Reason | None:
    """The two places that are likeliest one: of several towns of a night outlets name different ones first."""
    pairs = ((spot, theirs) for spot in one.spots for theirs in other.spots if spot.is_main or theirs.is_main)
    reasons = (_spot_reason(*pair) for pair in pairs)
    by_name = Reason("same_name", 2) if one.unlocated & other.unlocated else None
    return max(reasons, key=lambda reason: reason.points, default=by_name)


def _spot_reason(one: Spot, other: Spot) -> Reason:
    apart = distance_m(one.latitude, one.longitude, other.latitude, other.longitude)
    both = {one.precision, other.precision}
    same = one.place_id is not None and one.place_id == other.place_id
    named_alike = bool(one.name) and one.name == other.name and apart <= _ONE_NAME_M
    if same or named_alike or (apart <= _ONE_SPOT_M and not both & _LARGE):
        if both & _LARGE:
            return Reason("same_area", 1.5 if Precision.ADM1 in both else 2)
        return Reason("same_place", 3 if one.is_main and other.is_main else 2.5)
    values = {"metres": round(apart)}
    beyond = apart - one.radius_m - other.radius_m
    if beyond > 0:
        return Reason("places_apart", -1 if beyond <= 10_000 else -2.5 if beyond <= _WIDE_M else -4, values)
    if both == {Precision.SETTLEMENT}:
        return Reason("neighbour_towns", -1, values)
    if both == {Precision.NEAR} and one.name and other.name:
        return Reason("circles_meet", 0, values)
    return Reason("circles_meet", 1 if one.radius_m + other.radius_m > _WIDE_M or both & _LARGE else 2, values)


def _tolls(harm: str, one: Bounds | None, other: Bounds | None, weight: float) -> Reason | None:
    """`killed_agree`, `killed_differ` …: the larger a number that both give, the more it tells."""
    if one is None or other is None:
        return None
    fewer, more = sorted((_count(one), _count(other)))
    values = {"one": one, "other": other}
    is_near = more <= 1.5 * fewer or fewer > 0 and more - fewer <= 2
    if not overlap(one, other):
        return Reason(f"{harm}_differ", weight * (-0.25 if is_near else -1), values)
    if not is_near:
        return None  # "at least 14" does not contradict 57, and does not tell the same
    points = 1.5 if fewer >= 10 else 1 if fewer >= 3 else 0.5 if fewer else 0.25
    return Reason(f"{harm}_agree", weight * points, values)


def _count(bounds: Bounds) -> int:
    """The number that the bounds are about: of "at least 14" 14."""
    return next((bound for bound in bounds if bound is not None), 0)


def _parties_in_common(one: Sketch, other: Sketch) -> Iterator[Reason]:
    """In a war most strikes are one party's: who did it tells less than to whom."""
    if one.by and other.by:
        names = _in_common(one.by, other.by)
        yield Reason("same_perpetrator", 0.25, {"names": names}) if names else Reason("other_perpetrator", -0.5)
    if names := _in_common(one.on, other.on):
        yield Reason("same_target", 0.5, {"names": names})


def _in_common(one: dict[Hashable, str], other: dict[Hashable, str]) -> list[str]:
    return [name for key, name in one.items() if key in other]


def _texts(one: Sketch, other: Sketch) -> Reason | None:
    return Reason("same_text", 1.5) if one.origins & other.origins else None
