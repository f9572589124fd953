"""Records that are published coarsened: a governorate or country instead of the places, and no word of their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from geo.folding import key_of
from geo.models import Place, PlaceName
from incidents.models import Incident
from incidents.models.choices import Precision, Sensitivity
from incidents.models.facts import PlaceFact


@dataclass(frozen=True)
class Coarsening:
    """All that coarsened records need of the gazetteer, read for many of them with two queries."""

    governorates: dict[tuple[str, str], Place]
    countries: dict[str, Place]
    names: dict[int, list[str]]  # of the places that must not be told, by place id

    @classmethod
    def of(cls, incidents: Iterable[Incident]) -> Coarsening:
        coarse = [incident for incident in incidents if incident.sensitivity == Sensitivity.COARSE]
        countries = {incident.country for incident in coarse if incident.country}
        if not coarse:
            return cls({}, {}, {})
        condition = Q(kind=Place.Kind.COUNTRY, country__in=countries)
        condition |= Q(kind=Place.Kind.ADM1, country__in=countries, admin1__in={row.admin1 for row in coarse} - {""})
        areas = Place.objects.filter(condition)
        secret = {fact.place_id for incident in coarse for fact in _places_of(incident)} - {None}
        names: dict[int, list[str]] = {}
        for place_id, name in PlaceName.objects.filter(place__in=secret).values_list("place_id", "name"):
            names.setdefault(place_id, []).append(name)
        return cls(
            {(place.country, place.admin1): place for place in areas if place.kind == Place.Kind.ADM1},
            {place.country: place for place in areas if place.kind == Place.Kind.COUNTRY},
            names,
        )

    def areas(self) -> list[Place]:
        """All that may be shown instead of a place."""
        return [*self.governorates.values(), *self.countries.values()]

    def area_of(self, incident: Incident) -> tuple[Place, str] | None:
        """The place to show and its precision, or None where not even the country is known."""
        if governorate := self.governorates.get((incident.country, incident.admin1)):
            return governorate, Precision.ADM1
        if country := self.countries.get(incident.country):
            return country, Precision.COUNTRY
        return None

    def secret_of(self, incident: Incident) -> Secret | None:
        """What must not be told of the record; None where it is not coarsened."""
        if incident.sensitivity != Sensitivity.COARSE:
            return None
        facts = _places_of(incident)
        written = {name for fact in facts for name in (fact.name, fact.text)}
        known = {name for fact in facts if fact.place_id for name in self.names.get(fact.place_id, ())}
        return Secret(frozenset(filter(None, map(key_of, written | known))))


@dataclass(frozen=True)
class Secret:
    """The keys (`geo.folding.key_of`) of names that no public word may hold."""

    keys: frozenset[str]

    def told_by(self, words: str) -> bool:
        """True where the words hold one of the names, however it is spelt; in doubt true."""
        key = key_of(words)
        return any(name in key for name in self.keys)


def _places_of(incident: Incident) -> list[PlaceFact]:
    return [*incident.places.all(), *(place for claim in incident.claims.all() for place in claim.places.all())]
