"""One filter for map, list, API, exports and feeds: it parses a query string, applies itself and describes itself."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext as _

from geo.folding import fold
from incidents.models import Actor, IncidentActor
from incidents.models.choices import Kind, Precision, StrikeStatus
from incidents.querysets import Box, IncidentQuerySet

PARAMETERS = ("bbox", "from", "to", "kind", "precision", "strike_status", "actor", "country", "q")
LONGEST_WORDS = 200


class FilterError(ValueError):
    """A parameter is wrong; `message` is translated and says how."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
        self.message = message


@dataclass(frozen=True)
class IncidentFilter:
    """Box in degrees (W, S, E, N), days included on both sides; an empty field does not filter."""

    bbox: Box | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    kinds: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    strike_statuses: tuple[str, ...] = ()
    actor: str = ""
    country: str = ""
    q: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """The filter of a query string. Parameters that are not the filter's own are the caller's affair."""
        for parameter in PARAMETERS:
            if any("\x00" in value for value in query.getlist(parameter)):
                raise FilterError(parameter, _("there is a NUL character in it"))
        start, end = _date(query, "from"), _date(query, "to")
        if start and end and end < start:
            raise FilterError("to", _("lies before “from”"))
        return cls(
            bbox=_box(query.get("bbox", "")),
            start=start,
            end=end,
            kinds=_codes(query, "kind", Kind),
            precisions=_codes(query, "precision", Precision),
            strike_statuses=_codes(query, "strike_status", StrikeStatus),
            actor=_words(query, "actor"),
            country=_country(query.get("country", "")),
            q=_words(query, "q"),
        )

    def apply(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        rows = incidents.in_space_time(self.bbox, self.start, self.end)
        if self.kinds:
            rows = rows.of_kind(*self.kinds)
        if self.precisions:
            rows = rows.filter(precision__in=self.precisions)
        if self.strike_statuses:
            rows = rows.filter(strike_status__in=self.strike_statuses)
        if self.country:
            rows = rows.filter(country=self.country)
        if self.actor:
            named = Q(name__iexact=self.actor) | Q(actor__in=Actor.objects.called(self.actor))
            rows = rows.filter(pk__in=IncidentActor.objects.filter(named).values("incident"))
        for word in fold(self.q).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def describe(self) -> str:
        """One line of plain words in the reader's language."""
        parts = [
            ", ".join(str(choices(code).label) for code in codes)
            for choices, codes in (
                (Kind, self.kinds),
                (Precision, self.precisions),
                (StrikeStatus, self.strike_statuses),
            )
            if codes
        ]
        if self.start and self.end:
            days = {"start": formats.date_format(self.start), "end": formats.date_format(self.end)}
            parts.append(_("%(start)s to %(end)s") % days)
        elif self.start:
            parts.append(_("since %(start)s") % {"start": formats.date_format(self.start)})
        elif self.end:
            parts.append(_("until %(end)s") % {"end": formats.date_format(self.end)})
        if self.bbox:
            parts.append(_("in the part of the map that is shown"))
        if self.country:
            parts.append(self.country)
        if self.actor:
            parts.append(_("involving %(actor)s") % {"actor": self.actor})
        if self.q:
            parts.append(_("with the words “%(words)s”") % {"words": self.q})
        return "; ".join(parts) or _("all incidents")

    def as_query(self) -> str:
        """The query string that gives this filter back, the same for equal filters."""
        query = QueryDict(mutable=True)
        if self.bbox:
            query["bbox"] = ",".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in self.bbox)
        if self.start:
            query["from"] = self.start.isoformat()
        if self.end:
            query["to"] = self.end.isoformat()
        for name, codes in (("kind", self.kinds), ("precision", self.precisions)):
            query.setlist(name, list(codes))
        query.setlist("strike_status", list(self.strike_statuses))
        for name, value in (("actor", self.actor), ("country", self.country), ("q", self.q)):
            if value:
                query[name] = value
        return query.urlencode(safe=",")


def _box(written: str) -> Box | None:
    if not written:
        return None
    try:
        box = Box(*(float(part) for part in written.split(",")))
    except (ValueError, TypeError):
        raise FilterError("bbox", _("four numbers with commas are expected: west, south, east, north")) from None
    if not all(math.isfinite(value) for value in box):
        raise FilterError("bbox", _("the numbers must be finite"))
    if max(abs(box.south), abs(box.north)) > 90 or max(abs(box.west), abs(box.east)) > 180:
        raise FilterError("bbox", _("degrees of longitude lie within ±180, of latitude within ±90"))
    if box.south > box.north:
        raise FilterError("bbox", _("south lies above north"))
    return box


def _date(query: QueryDict, parameter: str) -> dt.date | None:
    written = query.get(parameter, "")
    if not written:
        return None
    try:
        # strptime also reads one-digit months; the round trip keeps to ISO 8601.
        day = dt.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        raise FilterError(parameter, _("a date is written 2020-06-30")) from None
    if day.isoformat() != written:
        raise FilterError(parameter, _("a date is written 2020-06-30"))
    return day


def _codes(query: QueryDict, parameter: str, choices: type[models.TextChoices]) -> tuple[str, ...]:
    codes = [code for code in query.getlist(parameter) if code]
    for code in codes:
        if code not in choices.values:
            allowed = ", ".join(choices.values)
            raise FilterError(
                parameter, _("“%(code)s” is not one of: %(allowed)s") % {"code": code, "allowed": allowed}
            )
    return tuple(sorted(set(codes)))


def _country(written: str) -> str:
    code = written.upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise FilterError("country", _("two letters of ISO 3166-1 are expected"))
    return code


def _words(query: QueryDict, parameter: str) -> str:
    words = " ".join(query.get(parameter, "").split())
    if len(words) > LONGEST_WORDS:
        raise FilterError(parameter, _("it is too long"))
    return words
