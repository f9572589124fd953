"""Incidents as they stood at a moment, with the records that they refer to at hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.filters import FilterError
from incidents.history import as_of, rebuilt
from incidents.models import Incident

# What a view reads beside the state itself; it is as it is now.
_BESIDE = (
    "places__place",
    "actors__actor__aliases",
    "claims__report_version__report__source",
    "claims__source",
)


def incident_at(record: Incident, moment: dt.datetime) -> Incident | None:
    """The record as it stood at the moment, never to be saved; None where it did not exist yet."""
    state = as_of(record, moment)
    if state is None:
        return None
    then = rebuilt(Incident, state)
    prefetch_related_objects([then], *_BESIDE)
    return then


def moment_of(day_or_moment: dt.date) -> dt.datetime:
    """A moment itself; of a day its end (UTC), or now where it has not ended yet."""
    if isinstance(day_or_moment, dt.datetime):
        return day_or_moment
    end = dt.datetime.combine(day_or_moment, dt.time.max, dt.UTC)
    return min(end, timezone.now())


def as_of_query(query: Any) -> dt.date | None:
    """The `as_of` of a query string: a day, or a moment with its zone; FilterError where it is neither or to come."""
    written = query.get("as_of", "")
    if not written:
        return None
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            found: dt.date = read(written)
        except ValueError:
            continue
        is_moment = isinstance(found, dt.datetime)
        if is_moment and found.tzinfo is None:  # type: ignore[attr-defined]
            break
        now = timezone.now()
        if found > (now if is_moment else now.date()):
            raise FilterError("as_of", _("lies in the future"))
        return found
    raise FilterError("as_of", _("a day is written 2020-06-30, a moment 2020-06-30T12:00:00Z"))
