"""One filter for map, list, API, exports and feeds: it parses a query string, applies itself and describes itself.

`docs/map-data.md` says what each parameter means in whole numbers, so that the map's own counts are these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, Self

from babel import Locale, UnknownLocaleError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from geo.folding import fold
from geo.models import Place
from geo.naming import names_in
from incidents import filter_values as values
from incidents.actor_names import names_of
from incidents.filter_values import FilterError
from incidents.models import Actor, Claim, Incident, IncidentActor
from incidents.models.choices import ActorRole, ClaimState, HarmGrade, Kind, Precision, StrikeStatus
from incidents.parties import secret_parties
from incidents.polygons import GRID, Corner, meets
from incidents.public_columns import UNKNOWN_LANGUAGE
from incidents.querysets import Box, IncidentQuerySet

__all__ = ["PARAMETERS", "SEVERAL_TIMES", "FilterError", "IncidentFilter"]

_CODED: dict[str, tuple[str, type[models.TextChoices]]] = {
    "kind": ("kinds", Kind),
    "precision": ("precisions", Precision),
    "strike_status": ("strike_statuses", StrikeStatus),
    "harm_grade": ("harm_grades", HarmGrade),
}
SEVERAL_TIMES = (*_CODED, "actor_id", "role", "language", "country", "admin1")
PARAMETERS = (*SEVERAL_TIMES, "bbox", "polygon", "from", "to", "killed", "injured", "actor", "q")


@dataclass(frozen=True)
class IncidentFilter:
    """Box in degrees (W, S, E, N), polygon in ten-thousandths of a degree, days included on both sides, least numbers
    of people; an empty field does not filter. `actor` and `q` are words, `actor_ids` are of parties that are known.
    """

    bbox: Box | None = None
    polygon: tuple[Corner, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    kinds: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    strike_statuses: tuple[str, ...] = ()
    harm_grades: tuple[str, ...] = ()
    killed: int = 0
    injured: int = 0
    actor: str = ""
    actor_ids: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # SY.08: the country and the GeoNames admin-1 code
    q: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """The filter of a query string. Parameters that are not the filter's own are the caller's affair."""
        for parameter in PARAMETERS:
            if any("\x00" in value for value in query.getlist(parameter)):
                raise FilterError(parameter, _("there is a NUL character in it"))
        start, end = values.date(query, "from"), values.date(query, "to")
        if start and end and end < start:
            raise FilterError("to", _("lies before “from”"))
        return cls(
            bbox=values.box(query, "bbox"),
            polygon=values.polygon(query, "polygon"),
            start=start,
            end=end,
            killed=values.count(query, "killed"),
            injured=values.count(query, "injured"),
            actor=values.words(query, "actor"),
            actor_ids=values.ids(query, "actor_id"),
            roles=values.codes(query, "role", ActorRole),
            languages=values.languages(query, "language"),
            countries=values.countries(query, "country"),
            regions=values.regions(query, "admin1"),
            q=values.words(query, "q"),
            **{field: values.codes(query, name, choices) for name, (field, choices) in _CODED.items()},
        )

    def apply(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        return self._apply_all_but_dates(incidents.in_space_time(self.bbox, self.start, self.end))

    def undated(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        """Those without a date that all else lets through and that may have happened in the window."""
        rows = self._apply_all_but_dates(incidents.in_space_time(self.bbox, None, None).undated())
        if self.end:
            rows = rows.filter(Q(not_before=None) | Q(not_before__lte=self.end))
        if self.start:
            rows = rows.filter(Q(not_after=None) | Q(not_after__gte=self.start))
        return rows

    def without(self, *fields: str) -> Self:
        """The same, but for these fields."""
        empty = IncidentFilter()
        return replace(self, **{field: getattr(empty, field) for field in fields})

    def _apply_all_but_dates(self, rows: IncidentQuerySet) -> IncidentQuerySet:
        for name, (field, _choices) in _CODED.items():
            if wanted := getattr(self, field):
                rows = rows.filter(**{f"{name}__in": wanted})
        for harm in ("killed", "injured"):
            if least := getattr(self, harm):
                rows = rows.filter(**{f"{harm}_min__gte": least})
        if self.countries:
            rows = rows.filter(country__in=self.countries)
        if self.regions:
            parts = (region.split(".", 1) for region in self.regions)
            rows = rows.filter(_any(Q(country=country, admin1=admin1) for country, admin1 in parts))
        if self.polygon:
            rows = rows.filter(meets(self.polygon))
        if self.actor:
            named = Q(name__iexact=self.actor) | Q(actor__in=Actor.objects.called(self.actor))
            rows = rows.filter(pk__in=_with_party(named))
        if self.actor_ids or self.roles:
            # A link that was made before a party was merged still finds it.
            party = Q(actor__in=Actor.objects.standing_for(self.actor_ids)) if self.actor_ids else Q()
            rows = rows.filter(pk__in=_with_party(party & (Q(role__in=self.roles) if self.roles else Q())))
        if self.languages:
            rows = rows.filter(pk__in=_told_in(self.languages))
        for word in fold(self.q).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def describe(self) -> str:
        """One line of plain words in the reader's language."""
        parts = [
            ", ".join(str(choices(code).label) for code in getattr(self, field))
            for field, choices in _CODED.values()
            if getattr(self, field)
        ]
        if self.start and self.end:
            days = {"start": formats.date_format(self.start), "end": formats.date_format(self.end)}
            parts.append(_("%(start)s to %(end)s") % days)
        elif self.start:
            parts.append(_("since %(start)s") % {"start": formats.date_format(self.start)})
        elif self.end:
            parts.append(_("until %(end)s") % {"end": formats.date_format(self.end)})
        if self.killed:
            parts.append(_("at least %(count)s killed") % {"count": self.killed})
        if self.injured:
            parts.append(_("at least %(count)s injured") % {"count": self.injured})
        if self.bbox:
            parts.append(_("in the part of the map that is shown"))
        if self.polygon:
            parts.append(_("in the area that is drawn"))
        if self.countries or self.regions:
            parts.append(", ".join([*map(_country_name, self.countries), *_region_names(self.regions)]))
        if self.actor:
            parts.append(_("involving %(actor)s") % {"actor": self.actor})
        if self.actor_ids:
            parts.append(_("involving %(actor)s") % {"actor": ", ".join(_actor_names(self.actor_ids))})
        if self.roles:
            roles = ", ".join(str(ActorRole(role).label) for role in self.roles)
            parts.append(_("part of the party: %(roles)s") % {"roles": roles})
        if self.languages:
            parts.append(_("reported in %(languages)s") % {"languages": ", ".join(map(_language_name, self.languages))})
        if self.q:
            parts.append(_("with the words “%(words)s”") % {"words": self.q})
        return "; ".join(parts) or _("all incidents")

    def as_query(self) -> str:
        """The query string that gives this filter back, the same for equal filters."""
        query = QueryDict(mutable=True)
        if self.bbox:
            query["bbox"] = ",".join(_decimal(value, 6) for value in self.bbox)
        if self.polygon:
            query["polygon"] = ",".join(_decimal(value / GRID, 4) for corner in self.polygon for value in corner)
        if self.start:
            query["from"] = self.start.isoformat()
        if self.end:
            query["to"] = self.end.isoformat()
        for name, (field, _choices) in _CODED.items():
            query.setlist(name, list(getattr(self, field)))
        query.setlist("actor_id", [str(number) for number in self.actor_ids])
        several = (
            ("role", self.roles),
            ("language", self.languages),
            ("country", self.countries),
            ("admin1", self.regions),
        )
        for name, codes in several:
            query.setlist(name, list(codes))
        single = (("killed", self.killed), ("injured", self.injured), ("actor", self.actor), ("q", self.q))
        for name, value in single:
            if value:
                query[name] = str(value)
        return query.urlencode(safe=",")


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _with_party(condition: Q) -> QuerySet[Any]:
    """The incidents that a party of the condition is known to the public to have had a part in."""
    rows = IncidentActor.objects.filter(condition)
    return rows.exclude(pk__in=secret_parties()).values("incident")


def _told_in(languages: tuple[str, ...]) -> QuerySet[Any]:
    """The incidents that an accepted claim in one of the languages tells of."""
    known = {*languages, ""} if UNKNOWN_LANGUAGE in languages else set(languages)
    words = Q(report_version__language__in=known)
    without_words = Q(report_version=None, source__language__in=known)
    accepted = Claim.objects.filter(state=ClaimState.ACCEPTED, incident__isnull=False)
    return accepted.filter(words | without_words).order_by().values("incident")


def _actor_names(ids: tuple[int, ...]) -> list[str]:
    """What they are called; of a party in no public record the public gets back but the number that it asked with."""
    public = IncidentActor.objects.filter(actor__in=ids, incident__in=_with_party(Q(actor__in=ids)))
    public = public.filter(incident__in=Incident.objects.published().values("pk"))
    told = set(public.values_list("actor_id", flat=True).distinct())
    known = Actor.objects.prefetch_related("aliases").in_bulk(told)
    language = "ar" if get_language() == "ar" else "en"
    return [names_of(IncidentActor(actor=known[pk]))[language] if pk in known else f"#{pk}" for pk in ids]


def _region_names(regions: tuple[str, ...]) -> list[str]:
    if not regions:
        return []
    condition = _any(Q(country=region[:2], admin1=region[3:]) for region in regions)
    places = list(Place.objects.filter(condition, kind=Place.Kind.ADM1).defer("area"))
    called = names_in(get_language() or "en", places)
    names = {f"{place.country}.{place.admin1}": called[place.pk] for place in places}
    return [names.get(region, region) for region in regions]


def _country_name(code: str) -> str:
    return str(_locale().territories.get(code, code))


def _language_name(code: str) -> str:
    return str(_locale().languages.get(code, code)) if code != UNKNOWN_LANGUAGE else _("an unknown language")


def _locale() -> Locale:
    try:
        return Locale.parse(get_language() or "en")
    except UnknownLocaleError:
        return Locale("en")


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")
