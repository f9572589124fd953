"""Records that are published coarsened: a larger area instead of the places, and no word that tells them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max, Q

from geo.models import GazetteerSource, Place, PlaceName
from incidents.coarse_areas import Circle, area_for
from incidents.geometry import bounding_box
from incidents.models import CoarseArea, Incident, IncidentPlace, PublicEntry
from incidents.models.choices import Precision, Sensitivity
from incidents.models.facts import PlaceFact
from incidents.secret_words import Secret

# What is known so exactly needs a circle; a governorate or anything vaguer is told as such.
NEEDS_A_CIRCLE = frozenset({Precision.EXACT, Precision.NEAR, Precision.SETTLEMENT, Precision.ADM2})
_TOO_LARGE_TO_TELL = (Place.Kind.COUNTRY, Place.Kind.ADM1, Place.Kind.REGION)
_KEPT_S = 3600
PLACES_OF = ("places", "claims__places")  # what `places_of` reads, to be prefetched


def draw_area(incident: Incident, main: IncidentPlace | None) -> None:
    """Give a coarsened record its circle, in the transaction that saves it."""
    if incident.sensitivity != Sensitivity.COARSE or main is None or not _needs_a_circle(main):
        return
    place = Circle(main.latitude, main.longitude, main.radius_m)  # type: ignore[arg-type]
    incident.coarse_area = area_for(place, incident.country, incident.coarse_area)


@dataclass(frozen=True)
class Coarsening:
    """All that coarsened records need of the gazetteer, read for many of them with a few queries."""

    drawn: dict[int, CoarseArea] = field(default_factory=dict)
    governorates: dict[tuple[str, str], Place] = field(default_factory=dict)
    countries: dict[str, Place] = field(default_factory=dict)
    names: dict[int, list[str]] = field(default_factory=dict)  # of the places that must not be told, by place id
    districts: dict[int, list[int]] = field(default_factory=dict)  # the districts that a place lies in
    told_at: dict[int, dt.datetime] = field(default_factory=dict)  # of each record the last line of the public log
    around: dict[int, frozenset[str]] = field(default_factory=dict)  # `_keys_in` each circle, once it was asked for

    @classmethod
    def of(cls, incidents: Iterable[Incident], until: dt.datetime | None = None) -> Coarsening:
        coarse = [incident for incident in incidents if incident.sensitivity == Sensitivity.COARSE]
        if not coarse:
            return cls()
        circles = {row.coarse_area_id for row in coarse if row.coarse_area_id}
        drawn: dict[int, CoarseArea] = CoarseArea.objects.in_bulk(circles)
        countries = {incident.country for incident in coarse if incident.country}
        admin1 = {row.admin1 for row in coarse} | {circle.admin1 for circle in drawn.values()} - {""}
        condition = Q(kind=Place.Kind.COUNTRY, country__in=countries)
        condition |= Q(kind=Place.Kind.ADM1, country__in=countries, admin1__in=admin1)
        # Outlines are long, and a circle needs none.
        areas = list(Place.objects.filter(condition).defer("area"))
        secret = {fact.place_id for incident in coarse for fact in places_of(incident) if fact.place_id}
        districts = _districts_of(secret)
        names: dict[int, list[str]] = {}
        everywhere = secret.union(*districts.values())
        for place_id, name in PlaceName.objects.filter(place__in=everywhere).values_list("place_id", "name"):
            names.setdefault(place_id, []).append(name)
        return cls(
            drawn,
            {(place.country, place.admin1): place for place in areas if place.kind == Place.Kind.ADM1},
            {place.country: place for place in areas if place.kind == Place.Kind.COUNTRY},
            names,
            districts,
            _told_at(coarse, until),
        )

    def areas(self) -> list[Place]:
        """All that may be shown instead of a place."""
        return [*self.governorates.values(), *self.countries.values()]

    def area_of(self, incident: Incident) -> tuple[Place, str] | None:
        """What the area that is shown is called after, and its precision; None where not even the country is known."""
        circle = self.circle_of(incident)
        country = self.countries.get(incident.country)
        if circle is not None:
            named = self.governorates.get((circle.country, circle.admin1)) or country
            return (named, Precision.REGION) if named else None
        main = _main_place(incident)
        governorate = self.governorates.get((incident.country, incident.admin1))
        is_governorate = main is not None and main.precision == Precision.ADM1
        if is_governorate and governorate and governorate.radius_m >= settings.COARSE_RADIUS_M:
            return governorate, Precision.ADM1
        return (country, Precision.COUNTRY) if country else None

    def circle_of(self, incident: Incident) -> CoarseArea | None:
        main = _main_place(incident)
        return self.drawn.get(incident.coarse_area_id or 0) if main and _needs_a_circle(main) else None

    def shown_of(self, incident: Incident) -> IncidentPlace | None:
        """The place to show instead of all others, as a row that is never saved; None where there is none."""
        place, precision = self.area_of(incident) or (None, Precision.REGION)
        shown: CoarseArea | Place | None = self.circle_of(incident) or place
        if shown is None:
            return None
        return IncidentPlace(
            place=place,
            name=place.name if place else "",
            latitude=shown.latitude,
            longitude=shown.longitude,
            radius_m=shown.radius_m,
            area=getattr(shown, "area", None),
            precision=precision,
            is_main=True,
        )

    def changed_at(self, incident: Incident) -> dt.datetime:
        """When the public was last told something: a gazetteer that is corrected changes all records at a place."""
        told = self.told_at.get(incident.pk) or incident.first_published_at or incident.created_at
        return max(told, incident.embargo_until or told)

    def secret_of(self, incident: Incident, *others: Incident) -> Secret | None:
        """What must not be told of the record (nor of other states of it); None where it is not coarsened."""
        if incident.sensitivity != Sensitivity.COARSE:
            return None
        facts = [fact for each in (incident, *others) for fact in places_of(each)]
        own = {name for fact in facts for name in (fact.name, fact.text)}
        ids = {fact.place_id for fact in facts if fact.place_id}
        ids |= {above for place_id in ids for above in self.districts.get(place_id, ())}
        own |= {name for place_id in ids for name in self.names.get(place_id, ())}
        own |= {
            name for place_id in ids for above in self.districts.get(place_id, ()) for name in self.names.get(above, ())
        }
        return Secret.of(own, self._around(self.circle_of(incident)))

    def _around(self, circle: CoarseArea | None) -> frozenset[str]:
        if circle is None:
            return frozenset()
        if circle.pk not in self.around:
            self.around[circle.pk] = _keys_in(circle)
        return self.around[circle.pk]


def _told_at(incidents: list[Incident], until: dt.datetime | None) -> dict[int, dt.datetime]:
    entries = PublicEntry.objects.filter(incident__in=incidents)
    if until is not None:
        entries = entries.filter(at__lte=until)
    return dict(entries.order_by().values_list("incident").annotate(Max("at")))


def places_of(incident: Incident) -> list[PlaceFact]:
    """Every place of the record and of its claims; both are prefetched where many records are read."""
    return [*incident.places.all(), *(place for claim in incident.claims.all() for place in claim.places.all())]  # type: ignore[attr-defined]


def _main_place(incident: Incident) -> IncidentPlace | None:
    return next((row for row in incident.places.all() if row.is_main), None)  # type: ignore[attr-defined]


def _needs_a_circle(main: IncidentPlace) -> bool:
    return main.latitude is not None and main.precision in NEEDS_A_CIRCLE


def _districts_of(places: Iterable[int]) -> dict[int, list[int]]:
    """The district and the subdistrict of each place, where it has them: they tell more than a circle."""
    found: dict[int, list[int]] = {}
    above = Place.objects.filter(pk__in=places).values_list(
        "pk", "parent", "parent__kind", "parent__parent", "parent__parent__kind"
    )
    for pk, parent, kind, grandparent, its_kind in above:
        pairs = ((parent, kind), (grandparent, its_kind))
        found[pk] = [area for area, of_kind in pairs if area and of_kind not in _TOO_LARGE_TO_TELL]
    return found


def _keys_in(circle: CoarseArea) -> frozenset[str]:
    """The keys of the names of all that lies in the circle and is smaller than a governorate; kept for a while."""
    editors = GazetteerSource.objects.filter(pk=GazetteerSource.EDITORS).values_list("version", flat=True).first()
    key = f"names-in:{circle.pk}:{circle.radius_m}:{editors}"
    keys: frozenset[str] | None = cache.get(key)
    if keys is None:
        box = bounding_box(circle.latitude, circle.longitude, circle.radius_m)
        inside = Place.objects.within_box(*box).exclude(kind__in=_TOO_LARGE_TO_TELL)
        keys = frozenset(PlaceName.objects.filter(place__in=inside).values_list("folded", flat=True))
        cache.set(key, keys, _KEPT_S)
    return keys
