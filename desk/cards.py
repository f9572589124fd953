"""A claim as the review page shows it: its facts and their quotes in words, and what it could be linked to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.wording import field_label, isolated, toll
from incidents.models import Claim, ClaimCasualty, ClaimSpan, Incident, ReportVersion
from incidents.models.choices import ClaimRole, ClaimState, Precision, SpanField
from incidents.models.facts import Dated, PlaceFact
from incidents.origins import counted_in_words, origins
from incidents.place_names import PlaceNames
from incidents.suggestions import Suggestion, suggestions
from incidents.text import harmless


@dataclass(frozen=True, slots=True)
class Quote:
    span: ClaimSpan
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Toll:
    row: ClaimCasualty
    people: str


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place of a claim or of an incident, with its name in the language of the page."""

    row: PlaceFact
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    claim: Claim
    places: list[NamedPlace]
    quotes: list[Quote]
    tolls: list[Toll]
    suggestions: list[Suggestion]
    changed: list[str]

    @property
    def is_open(self) -> bool:
        return self.claim.state == ClaimState.PROPOSED

    @property
    def likely(self) -> Suggestion | None:
        """The incident that the claim most likely is, where one is likely at all."""
        return next((suggestion for suggestion in self.suggestions[:1] if suggestion.is_likely), None)

    @property
    def others(self) -> list[Suggestion]:
        return self.suggestions[1:] if self.likely else self.suggestions


def named(places: Iterable[PlaceFact], names: PlaceNames) -> list[NamedPlace]:
    """The places, whose own gazetteer rows are prefetched, by the names that the page's reader knows."""
    language = get_language() or "en"
    return [NamedPlace(place, names.of(place).get(language, place.name)) for place in places]


def cards(claims: Iterable[Claim]) -> list[Card]:
    """The claims, with their facts prefetched; an undecided one costs two more queries, for what it may be."""
    shown, names = list(claims), PlaceNames()
    prefetch_related_objects(shown, "places__place")
    names.read(place.place for claim in shown for place in claim.places.all())
    undecided = [claim for claim in shown if claim.state == ClaimState.PROPOSED]
    suggested = suggestions(undecided) if undecided else {}
    return [_card(claim, names, suggested.get(claim.pk, [])) for claim in shown]


def card(claim: Claim) -> Card:
    return cards([claim])[0]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The claims of an incident, those of one origin together; `counted` says in words how many of each there are."""

    counted: str
    groups: list[list[Card]]


def witnesses(shown: Sequence[Card]) -> Witnesses:
    """The claims come with their report's and their own source."""
    claims = [card.claim for card in shown]
    numbered = origins(claims)
    reports = {claim.report_version.report_id if claim.report_version else f"claim {claim.pk}" for claim in claims}
    groups = [
        [card for card, origin in zip(shown, numbered, strict=True) if origin == number]
        for number in sorted(set(numbered))
    ]
    return Witnesses(counted_in_words(len(reports), len(groups)), groups)


def _card(claim: Claim, names: PlaceNames, suggested: list[Suggestion]) -> Card:
    return Card(
        claim=claim,
        places=named(claim.places.all(), names),
        quotes=[Quote(span, str(SpanField(span.field).label), harmless(span.text)) for span in claim.spans.all()],
        tolls=[Toll(row, toll(row.minimum, row.maximum)) for row in claim.casualties.all()],
        suggestions=suggested,
        changed=[field_label(name) for name in claim.changed_fields],
    )


def claims_of(version: ReportVersion) -> QuerySet[Claim]:
    """The version's claims with their facts, in the order in which the text tells them."""
    return (
        version.claims.with_facts()
        .select_related("incident", "created_by", "former__incident")
        .order_by("position", "pk")
    )


def shapes(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """What the map draws: each located place of each claim that was not rejected."""
    return [
        {
            "claim": claim.pk,
            "kind": claim.kind,
            "role": claim.role,
            **_shape(place),
        }
        for claim in claims
        if claim.state != ClaimState.REJECTED
        for place in claim.places.all()
        if place.latitude is not None
    ]


def shapes_of_incident(incident: Incident) -> list[dict[str, Any]]:
    """The same for an incident's own places."""
    return [
        {"claim": incident.pk, "kind": incident.kind, "role": ClaimRole.EVENT, **_shape(place)}
        for place in incident.places.all()
        if place.latitude is not None
    ]


# Beside them a village would be a speck.
_TOO_WIDE = (Precision.REGION, Precision.COUNTRY)


def _shape(place: PlaceFact) -> dict[str, Any]:
    """`main`: whether the map looks at it, which is where others are too wide to be seen together with it."""
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_m": place.radius_m,
        "precision": place.precision,
        "area": place.area,
        "main": place.is_main or place.precision not in _TOO_WIDE,
        "label": f"{place.name or place.text} · {Precision(place.precision).label}",
    }


def date_in_words(claim: Dated) -> str:
    """The date of a claim or an incident, or that there is none and what bounds it."""
    if claim.date_start and claim.date_end:
        if claim.date_start == claim.date_end:
            return isolated(claim.date_start.isoformat())
        return isolated(f"{claim.date_start.isoformat()} – {claim.date_end.isoformat()}")
    if claim.not_after:
        return _("No date of its own; not after %(day)s") % {"day": isolated(claim.not_after.isoformat())}
    return _("No date")
