"""Codes such as `SY-2020-0143`: permanent, and never given twice."""

from __future__ import annotations

import datetime as dt

from incidents.models import IncidentCodeCounter

NO_COUNTRY = "XX"  # ISO 3166-1 leaves it to its users


def next_code(country: str, day: dt.date) -> str:
    """The next code of the country (ISO 3166-1 alpha-2, or empty) in the day's year; inside a transaction."""
    prefix = f"{country or NO_COUNTRY}-{day.year}"
    IncidentCodeCounter.objects.get_or_create(prefix=prefix)
    counter = IncidentCodeCounter.objects.select_for_update().get(prefix=prefix)
    counter.last_number += 1
    counter.save()
    return written(prefix, counter.last_number)


def written(prefix: str, number: int) -> str:
    """The code of the country and year with that number."""
    return f"{prefix}-{number:04d}"
