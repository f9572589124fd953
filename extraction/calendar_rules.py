"""From the parts of a date phrase to calendar dates, each with the rule that was used.

A phrase that needs an anchor stays unresolved without one: a wrong silent guess is worse than none.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from hijridate import Gregorian, Hijri

from extraction.facts import DateFact

AHEAD = "lies after the publication date"
NO_ANCHOR = "relative date, and the report's publication date is not known"
NO_YEAR = "no year in the text, and the report's publication date is not known"
NO_NUMBER = "the text does not say how long ago"
NO_DAY_BEFORE = "counted from another day, which the text does not name before"
IMPOSSIBLE = "no such day in the calendar"
NO_DATE = "the words name no date"
DAY = dt.timedelta(days=1)
PART_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
SEASONS = {"spring": (3, 21), "summer": (6, 22), "autumn": (9, 23), "winter": (12, 24)}  # first month, EDTF code


@dataclass(frozen=True, slots=True)
class Parts:
    numbers: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    year: int | None = None
    hijri_month: int | None = None
    weekdays: tuple[int, ...] = ()
    season: str | None = None
    part: str | None = None
    unit: str | None = None
    relative: str | None = None
    time: str | None = None
    order: str | None = None
    few: bool = False


def with_text(fact: DateFact, text: str) -> DateFact:
    return replace(fact, text=text)


def unresolved(rule: str, time: str | None = None) -> DateFact:
    return DateFact(rule=rule, time_of_day=time)


def resolve(shape: str, parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact | None:
    """The dates of a phrase; ``named`` is the last day that the text named before it. None: no date after all."""
    try:
        return _RULES[shape](parts, published, named)
    except (ValueError, OverflowError):
        return unresolved(IMPOSSIBLE, parts.time)


def _fact(start: dt.date, end: dt.date, precision: str, rule: str, **more: object) -> DateFact:
    anchor, time, edtf = more.get("anchor"), more.get("time"), more.get("edtf")
    if not edtf:
        edtf = start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
    return DateFact(
        start=start,
        end=end,
        precision=precision,
        edtf=str(edtf),
        anchor=anchor if isinstance(anchor, dt.date) else None,
        rule=rule,
        time_of_day=str(time) if time else None,
    )


def _day(day: dt.date, rule: str, anchor: dt.date | None, time: str | None) -> DateFact:
    if time == "after_midnight":  # the night that begins on the day named, or the first hours of that day
        end = day + DAY if anchor is None or day < anchor else day
        return _fact(day, end, "day", f"{rule}; after midnight may fall on either day", anchor=anchor, time="night")
    return _fact(day, day, "day", rule, anchor=anchor, time=time)


def month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year_for(month: int, day: int, anchor: dt.date, *, past: bool = False) -> int:
    """The latest year in which the day is not after the anchor (a day's grace for time zones)."""
    year = anchor.year
    day = min(day, calendar.monthrange(year, month)[1])
    candidate = dt.date(year, month, day)
    if candidate > anchor + DAY or (past and (candidate.year, candidate.month) == (anchor.year, anchor.month)):
        year -= 1
    return year


def _iso(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    month, day = parts.numbers
    return _day(dt.date(parts.year or 0, month, day), "full date", None, parts.time)


def _numeric(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    first, second = parts.numbers
    if first <= 12 and second <= 12 and first != second:
        return unresolved("day and month cannot be told apart in figures", parts.time)
    day, month = (first, second) if second <= 12 else (second, first)
    return _day(dt.date(parts.year or 0, month, day), "full date in figures", None, parts.time)


def _day_month(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    day, month = parts.numbers[0], parts.months[0]
    time = parts.time or _time_in(parts.relative)
    if parts.year:
        return _day(dt.date(parts.year, month, day), "full date", None, time)
    if published is None:
        return unresolved(NO_YEAR, time)
    year = _year_for(month, day, published)
    return _day(dt.date(year, month, day), "the latest such day up to the publication date", published, time)


def _range(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    first, last = parts.numbers[0], parts.numbers[1]
    months = parts.months
    if parts.year is None and published is None:
        return unresolved(NO_YEAR, parts.time)
    anchor = None if parts.year else published
    year = parts.year or _year_for(months[-1], last, published or dt.date.min)
    end = dt.date(year, months[-1], last)
    start = dt.date(year - (months[0] > months[-1]), months[0], first)
    if start > end:
        return unresolved(IMPOSSIBLE, parts.time)
    night = parts.time in {"night", "after_midnight"} and end - start == DAY
    rule = "range of days" if parts.year else "range of days, the latest up to the publication date"
    return _fact(start, end, "day" if night else "range", rule, anchor=anchor, time=parts.time)


def _hijri(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    month = parts.hijri_month or 0
    if parts.year:
        day = Hijri(parts.year, month, parts.numbers[0]).to_gregorian()
        return _day(dt.date(*day.datetuple()), "Hijri date by the Umm al-Qura calendar", None, parts.time)
    if published is None:
        return unresolved(NO_YEAR, parts.time)
    year = Gregorian(published.year, published.month, published.day).to_hijri().year
    for candidate in (year, year - 1):
        found = dt.date(*Hijri(candidate, month, parts.numbers[0]).to_gregorian().datetuple())
        if found <= published + DAY:
            break
    return _day(
        found, "Hijri date by the Umm al-Qura calendar, the latest up to the publication date", published, parts.time
    )


def _part_of_month(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    month, part = parts.months[0], parts.part or "early"
    first, last = PART_DAYS[part]
    if parts.year is None and published is None:
        return unresolved(NO_YEAR)
    year = parts.year or _year_for(month, first, published or dt.date.min)
    return _part(year, month, part, None if parts.year else published)


def _part(year: int, month: int, part: str, anchor: dt.date | None) -> DateFact:
    first, last = PART_DAYS[part]
    start, end = month_span(year, month)
    rule = f"{part} in a month: days {first} to {min(last, end.day)}"
    if anchor:
        rule += "; the latest such month up to the publication date"
    return _fact(start.replace(day=first), end.replace(day=min(last, end.day)), "week", rule, anchor=anchor)


def _day_of_month(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact | None:
    """ "on the 5th of this month", «في الخامس من الشهر الجاري»."""
    if (parts.unit or "").split()[0] != "month":
        return None
    if published is None:
        return unresolved(NO_ANCHOR, parts.time)
    month = published if parts.order == "C" else published.replace(day=1) - DAY
    rule = f"the month {'of' if parts.order == 'C' else 'before that of'} the publication date"
    return _day(month.replace(day=parts.numbers[0]), rule, published, parts.time)


def _same_month(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    """ "on the 23rd of that month", «في 23 من الشهر ذاته»."""
    if named is None:
        return unresolved(NO_DAY_BEFORE, parts.time)
    rule = "a day of the month named before"
    return _day(named.replace(day=parts.numbers[0]), rule, named, parts.time)


def _part_of_unit(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact | None:
    if published is None:
        return unresolved(NO_ANCHOR)
    unit = (parts.unit or "").split()[0]
    if unit == "month":
        month = published if parts.order == "C" else published.replace(day=1) - DAY
        return _part(month.year, month.month, parts.part or "early", published)
    if unit == "year":
        return _unit(parts, published, named)
    return None


def _month(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    month = parts.months[0]
    if parts.year is None and published is None:
        return unresolved(NO_YEAR)
    year = parts.year or _year_for(month, 1, published or dt.date.min, past=parts.order == "L")
    start, end = month_span(year, month)
    rule = "month and year" if parts.year else "the latest such month up to the publication date"
    anchor = None if parts.year else published
    return _fact(start, end, "month", rule, anchor=anchor, edtf=f"{year:04}-{month:02}")


def _season(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    first, code = SEASONS[parts.season or "spring"]
    if parts.year is None and published is None:
        return unresolved(NO_YEAR)
    year = parts.year or (published.year if published else 0)
    if parts.year is None and published and dt.date(year, first, 1) > published:
        year -= 1
    start = dt.date(year, first, 1)
    end_year, end_month = (year, first + 2) if first < 12 else (year + 1, 2)
    rule = f"{parts.season} of the northern hemisphere"
    anchor = None if parts.year else published
    return _fact(start, month_span(end_year, end_month)[1], "season", rule, anchor=anchor, edtf=f"{year:04}-{code}")


def _weekday(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    if published is None:
        return unresolved(NO_ANCHOR, parts.time)
    if parts.order == "X":
        return unresolved(AHEAD, parts.time)
    back = (published.weekday() - parts.weekdays[0]) % 7
    if parts.order == "L" and back == 0:
        back = 7
    time = parts.time or _time_in(parts.relative)
    rule = "the latest such weekday up to the publication date"
    return _day(published - back * DAY, rule, published, time)


def _weekdays(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    if published is None:
        return unresolved(NO_ANCHOR, parts.time)
    end = published - (published.weekday() - parts.weekdays[1]) % 7 * DAY
    start = end - (end.weekday() - parts.weekdays[0]) % 7 * DAY
    if parts.time == "after_midnight" and end - start == DAY:
        return _day(end, "after midnight in the night between two weekdays: the second", published, "night")
    precision = "day" if end - start == DAY else "range"
    return _fact(
        start, end, precision, "the latest such weekdays up to the publication date", anchor=published, time=parts.time
    )


def _night_into(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    """ "overnight into Tuesday", "Monday night into Tuesday": the night before the day named last."""
    if published is None:
        return unresolved(NO_ANCHOR, "night")
    end = published - (published.weekday() - parts.weekdays[-1]) % 7 * DAY
    rule = "the latest such weekdays up to the publication date"
    return _fact(end - DAY, end, "day", rule, anchor=published, time="night")


def _relative(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    offset = (parts.relative or "0").split()[0]
    time = parts.time or _time_in(parts.relative)
    if published is None:
        return unresolved(NO_ANCHOR, time)
    return _day(published + int(offset) * DAY, f"publication date {int(offset):+d} days", published, time)


def _time_in(relative: str | None) -> str | None:
    return relative.split()[1] if relative and " " in relative else None


def _after(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    if named is None:
        return unresolved(NO_DAY_BEFORE)
    offset = int((parts.relative or "0").split()[0])
    time = parts.time or _time_in(parts.relative)
    return _day(named + offset * DAY, f"{offset:+d} days from the day named before", named, time)


def _later(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact | None:
    unit = (parts.unit or "day").split()[0]
    days = {"day": 1, "week": 7}.get(unit)
    if days is None:
        return None
    if named is None:
        return unresolved(NO_DAY_BEFORE)
    offset = parts.numbers[0] * days * (1 if parts.relative == "later" else -1)
    return _day(named + offset * DAY, f"{offset:+d} days from the day named before", named, parts.time)


def _ago(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    unit, number = (parts.unit or "day 1").split()
    if parts.few or (number == "n" and not parts.numbers):
        return unresolved(NO_NUMBER)
    if published is None:
        return unresolved(NO_ANCHOR)
    many = parts.numbers[0] if parts.numbers else int(number) if number != "n" else 1
    rule = f"{many} {unit}(s) before the publication date"
    if unit == "hour":
        start = published - DAY * (many // 24 + 1)
        return _fact(start, published, "day", rule, anchor=published)
    if unit == "day":
        return _day(published - many * DAY, rule, published, parts.time)
    if unit == "week":
        middle = published - 7 * many * DAY
        return _fact(middle - 3 * DAY, middle + 3 * DAY, "week", rule, anchor=published)
    if unit == "month":
        return _whole_month(published.year, published.month - many, rule, published)
    return _whole_year(published.year - many, rule, published)


def _unit(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact | None:
    unit, number = (parts.unit or "day 1").split()
    if parts.order == "X":
        return unresolved(AHEAD)
    if number != "1" or unit in {"day", "hour"}:
        return None  # "the last two days" dates nothing
    if published is None:
        return unresolved(NO_ANCHOR)
    last = parts.order == "L"
    rule = f"the {unit} {'before that of' if last else 'of'} the publication date"
    if unit == "week":
        start = published - published.weekday() * DAY - (7 * DAY if last else 0 * DAY)
        return _fact(start, start + 6 * DAY, "week", rule, anchor=published)
    if unit == "month":
        return _whole_month(published.year, published.month - last, rule, published)
    return _whole_year(published.year - last, rule, published)


def _whole_month(year: int, month: int, rule: str, anchor: dt.date | None) -> DateFact:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    start, end = month_span(year, month)
    return _fact(start, end, "month", rule, anchor=anchor, edtf=f"{year:04}-{month:02}")


def _whole_year(year: int, rule: str, anchor: dt.date | None) -> DateFact:
    return _fact(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", rule, anchor=anchor, edtf=f"{year:04}")


def _year(parts: Parts, published: dt.date | None, named: dt.date | None) -> DateFact:
    return _whole_year(parts.year or 0, "year", None)


_RULES = {
    "iso": _iso,
    "numeric": _numeric,
    "range": _range,
    "range_month_first": _range,
    "hijri": _hijri,
    "day_month": _day_month,
    "month_day": _day_month,
    "part_of_month": _part_of_month,
    "part_of_unit": _part_of_unit,
    "day_of_month": _day_of_month,
    "same_month": _same_month,
    "month": _month,
    "season": _season,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "night_into": _night_into,
    "later": _later,
    "ago": _ago,
    "unit": _unit,
    "relative": _relative,
    "after": _after,
    "year": _year,
}
