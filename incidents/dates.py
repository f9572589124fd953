"""Calendar dates with a precision, as a string that other programs read (EDTF level 1)."""

from __future__ import annotations

import calendar
import datetime as dt

from django.utils.translation import gettext as _

from incidents.errors import Refused
from incidents.models.choices import DatePrecision

EARLIEST = dt.date(1900, 1, 1)


def edtf_of(start: dt.date | None, end: dt.date | None, precision: str) -> str:
    """EDTF level 1: `2020-06-05`, `2020-06`, `2020`, or the interval `2020-06-01/2020-06-10`; empty where undated."""
    if start is None or end is None:
        return ""
    if start == end:
        return start.isoformat()
    if precision == DatePrecision.MONTH and _is_month(start, end):
        return start.strftime("%Y-%m")
    if precision == DatePrecision.YEAR and (start, end) == (dt.date(start.year, 1, 1), dt.date(start.year, 12, 31)):
        return str(start.year)
    return f"{start.isoformat()}/{end.isoformat()}"


def check_dates(start: dt.date | None, end: dt.date | None, precision: str) -> None:
    """Refused where the dates and their precision cannot stand together."""
    if precision not in DatePrecision.values:
        raise Refused(_("“%(code)s” is not a precision of dates.") % {"code": precision}, "date_precision")
    if (start is None) != (end is None):
        raise Refused(_("Give both the first and the last day, or neither."), "date_end" if start else "date_start")
    if start is None or end is None:
        if precision != DatePrecision.UNKNOWN:
            raise Refused(_("No date is given: choose “Unknown” as its precision, or give the days."), "date_precision")
        return
    if precision == DatePrecision.UNKNOWN:
        raise Refused(_("Say how exactly this date is known: to the day, the month, …"), "date_precision")
    if end < start:
        raise Refused(_("The last day lies before the first."), "date_end")
    if start < EARLIEST or end > dt.date.today() + dt.timedelta(days=366):
        raise Refused(_("This date cannot be right."), "date_start" if start < EARLIEST else "date_end")
    if precision == DatePrecision.DAY and start != end:
        raise Refused(_("A date that is known to the day is one day."), "date_end")


def _is_month(start: dt.date, end: dt.date) -> bool:
    last = calendar.monthrange(start.year, start.month)[1]
    return start.day == 1 and end == start.replace(day=last)
