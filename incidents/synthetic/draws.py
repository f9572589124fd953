"""What is drawn by chance for each made-up incident, in columns; the shares are the contract's."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from incidents.models.choices import Attribution, DatePrecision, HarmGrade, Kind, Precision, StrikeStatus

FIRST_DAY, LAST_DAY = dt.date(2011, 1, 1), dt.date(2026, 12, 31)
PAIRS = 12  # of a perpetrator and a target
# Drawn at once, whatever is written at once, so that the rows of a seed stay the same.
AT_ONCE = 20_000

Shares = dict[str, float]
PRECISIONS: Shares = {
    Precision.EXACT: 0.10,
    Precision.NEAR: 0.15,
    Precision.SETTLEMENT: 0.45,
    Precision.ADM2: 0.10,
    Precision.ADM1: 0.12,
    Precision.REGION: 0.05,
    Precision.UNKNOWN: 0.03,
}
DATE_PRECISIONS: Shares = {
    DatePrecision.DAY: 0.83,
    DatePrecision.WEEK: 0.06,
    DatePrecision.MONTH: 0.06,
    DatePrecision.SEASON: 0.02,
    DatePrecision.YEAR: 0.01,
    DatePrecision.UNKNOWN: 0.02,
}
# The contract leaves the rest open: roughly what archives of the region's strikes look like.
KINDS: Shares = {
    Kind.AIR_STRIKE: 0.25,
    Kind.SHELLING: 0.25,
    Kind.IED_OR_BOMB: 0.12,
    Kind.DRONE_STRIKE: 0.10,
    Kind.MISSILE_OR_ROCKET: 0.08,
    Kind.ARMED_ATTACK: 0.08,
    Kind.CLASH: 0.08,
    Kind.ASSASSINATION: 0.03,
    Kind.OTHER: 0.01,
}
STRIKE_STATUSES: Shares = {
    StrikeStatus.SINGLE_SOURCE: 0.35,
    StrikeStatus.LIKELY: 0.25,
    StrikeStatus.UNASSESSED: 0.25,
    StrikeStatus.DECLARED: 0.10,
    StrikeStatus.CONTESTED: 0.05,
}
HARM_GRADES: Shares = {
    HarmGrade.UNASSESSED: 0.35,
    HarmGrade.FAIR: 0.30,
    HarmGrade.WEAK: 0.18,
    HarmGrade.CONFIRMED: 0.08,
    HarmGrade.CONTESTED: 0.06,
    HarmGrade.DISCOUNTED: 0.03,
}
ATTRIBUTIONS: Shares = {
    Attribution.BLAMED: 0.45,
    Attribution.SUSPECTED: 0.30,
    Attribution.UNKNOWN: 0.13,
    Attribution.CLAIMED: 0.10,
    Attribution.DENIED: 0.02,
}
# Nothing said, "no casualties", or a number; of the numbers some are a range and some have no upper bound.
_UNTOLD, _NONE = 0.30, 0.40
_RANGE, _AT_LEAST = 0.20, 0.15
_MEAN_TOLL = 5.0
_NEAR_RADII_M = (5_000, 10_000, 15_000, 25_000)
_WAVES = 14


class Toll(NamedTuple):
    """People, at least and at most; both None where nothing is said, the most None where no bound is."""

    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Draw:
    """One incident by chance. `town` is a rank from 0, `east` and `north` are standard normal, `pair` from 0."""

    town: int
    precision: str
    east: float
    north: float
    near_radius_m: int
    date_start: dt.date | None
    date_end: dt.date | None
    date_precision: str
    reported: dt.date
    kind: str
    strike_status: str
    harm_grade: str
    attribution: str
    pair: int
    killed: Toll
    injured: Toll


def draws(count: int, towns: int, seed: int) -> Iterator[Draw]:
    """`count` incidents in so many towns; the same ones for the same three numbers."""
    chance = np.random.Generator(np.random.PCG64(seed))
    by_rank = _cumulated(1 / np.arange(1, towns + 1))
    by_day = _cumulated(_waves(chance))
    for start in range(0, count, AT_ONCE):
        yield from _batch(chance, min(AT_ONCE, count - start), by_rank, by_day)


def _batch(
    chance: np.random.Generator, size: int, by_rank: NDArray[np.float64], by_day: NDArray[np.float64]
) -> Iterator[Draw]:
    def some(shares: Shares) -> list[str]:
        codes = [str(code) for code in shares]
        return [codes[number] for number in _picked(chance, _cumulated(np.array(list(shares.values()))), size)]

    towns = _picked(chance, by_rank, size)
    days = _picked(chance, by_day, size)
    precisions, date_precisions = some(PRECISIONS), some(DATE_PRECISIONS)
    east, north = chance.standard_normal((2, size)).tolist()
    radii = chance.integers(0, len(_NEAR_RADII_M), size).tolist()
    kinds, statuses, grades, attributions = (
        some(shares) for shares in (KINDS, STRIKE_STATUSES, HARM_GRADES, ATTRIBUTIONS)
    )
    pairs = chance.integers(0, PAIRS, size).tolist()
    delays = chance.geometric(0.5, size).tolist()
    killed, injured = _tolls(chance, size), _tolls(chance, size)
    for number in range(size):
        day = _DAYS[days[number]]
        start, end = span_of(day, date_precisions[number])
        yield Draw(
            towns[number],
            precisions[number],
            east[number],
            north[number],
            _NEAR_RADII_M[radii[number]],
            start,
            end,
            date_precisions[number],
            (end or day) + dt.timedelta(days=delays[number]),
            kinds[number],
            statuses[number],
            grades[number],
            attributions[number],
            pairs[number],
            killed[number],
            injured[number],
        )


_DAYS = [FIRST_DAY + dt.timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]


def span_of(day: dt.date, precision: str) -> tuple[dt.date | None, dt.date | None]:
    """The week, month, season or year that holds the day, inside the years that are drawn from."""
    if precision == DatePrecision.UNKNOWN:
        return None, None
    start = end = day
    if precision == DatePrecision.WEEK:
        start = day - dt.timedelta(days=day.weekday())
        end = start + dt.timedelta(days=6)
    elif precision == DatePrecision.MONTH:
        start, end = _months(day.year, day.month, 1)
    elif precision == DatePrecision.SEASON:
        # Meteorological: winter begins in December, and is that of the year that it begins in.
        begun = day.month // 3 * 3 or 12
        start, end = _months(day.year - (day.month < 3), begun, 3)
    elif precision == DatePrecision.YEAR:
        start, end = _months(day.year, 1, 12)
    return max(start, FIRST_DAY), min(end, LAST_DAY)


def _months(year: int, first: int, count: int) -> tuple[dt.date, dt.date]:
    """The first and last day of so many months."""
    years, last = divmod(first + count - 2, 12)
    end = (year + years, last + 1)
    return dt.date(year, first, 1), dt.date(*end, calendar.monthrange(*end)[1])


def _waves(chance: np.random.Generator) -> NDArray[np.float64]:
    """A weight for each day: a floor, a summer that is busier than the winter, and offensives of weeks to months."""
    days = np.arange(len(_DAYS))
    weights = 0.4 * (1 + 0.3 * np.cos((days - 200) * 2 * np.pi / 365.25))
    centres = chance.uniform(0, len(_DAYS), _WAVES)
    widths, heights = chance.uniform(15, 150, _WAVES), chance.uniform(0.5, 4.0, _WAVES)
    for centre, width, height in zip(centres, widths, heights, strict=True):
        weights += height * np.exp(-0.5 * ((days - centre) / width) ** 2)
    return weights


def _tolls(chance: np.random.Generator, size: int) -> list[Toll]:
    said, bound = chance.random((2, size)).tolist()
    least = chance.geometric(1 / _MEAN_TOLL, size).tolist()
    more = chance.geometric(1 / 3, size).tolist()
    return [_toll(*values) for values in zip(said, bound, least, more, strict=True)]


def _toll(said: float, bound: float, least: int, more: int) -> Toll:
    if said < _UNTOLD:
        return Toll(None, None)
    if said < _UNTOLD + _NONE:
        return Toll(0, 0)
    if bound < _AT_LEAST:
        return Toll(least, None)
    return Toll(least, least + more if bound < _AT_LEAST + _RANGE else least)


def _cumulated(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.cumsum(weights) / weights.sum()


def _picked(chance: np.random.Generator, cumulated: NDArray[np.float64], size: int) -> list[int]:
    # Of rounding the last sum may fall short of 1.
    picked = np.searchsorted(cumulated, chance.random(size), side="right")
    return np.minimum(picked, len(cumulated) - 1).tolist()
