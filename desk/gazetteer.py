"""What the desk's pages say of a place of the gazetteer: its names, where it lies, and what lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from geo.geodesy import distance_m
from geo.models import GazetteerSource, Place, PlaceChange, PlaceName
from geo.naming import names_in
from incidents.models import Claim, ClaimPlace, Incident, ReportVersion
from incidents.models.choices import ClaimRole, Kind

MOST_FOUND = 40
CHANGED_LATELY = 20
MOST_USES = 25
NAMES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with its name in the language of the page."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True)
class ListedNames:
    """The names of a place, those by which it is called first; ``rest`` stays folded."""

    first: list[PlaceName]
    rest: list[PlaceName]


@dataclass(frozen=True, slots=True)
class Uses:
    """What refers to a place, the newest first. ``apart``: the claims that were read before the place was moved."""

    incidents: Sequence[Incident]
    incident_count: int
    claims: Sequence[Claim]
    claim_count: int
    apart: frozenset[int]


def named(places: Sequence[Place]) -> list[NamedPlace]:
    names = names_in(get_language() or "en", places)
    return [NamedPlace(place, names[place.pk]) for place in places]


def places_found(words: str) -> list[NamedPlace]:
    """Places with a name that starts with the words, best first."""
    return named(Place.objects.starting_with(words, MOST_FOUND))


def changed_lately() -> list[NamedPlace]:
    """The places that editors changed last."""
    numbers = PlaceChange.objects.order_by("-number").values_list("place_id", flat=True)[: 5 * CHANGED_LATELY]
    listed = list(dict.fromkeys(numbers))[:CHANGED_LATELY]
    there = Place.objects.defer("area").in_bulk(listed)
    return named([there[number] for number in listed if number in there])


def names_listed(place: Place) -> ListedNames:
    certain = (PlaceName.Kind.PREFERRED, PlaceName.Kind.OFFICIAL)
    names = sorted(
        PlaceName.objects.filter(place=place), key=lambda name: (name.kind not in certain, name.language, name.name)
    )
    return ListedNames(names[:NAMES_SHOWN], names[NAMES_SHOWN:])


def origin_in_words(place: Place) -> str:
    """Who brought the place, by the name of its source."""
    known = {
        "geonames": "GeoNames",
        "geonames_dump": _("GeoNames, imported"),
        "openstreetmap": _("OpenStreetMap, imported"),
        "reviewed": _("the reviewed table of this project"),
        GazetteerSource.EDITORS: _("an editor"),
        "table": _("an imported table"),
        "boundaries": _("imported boundaries"),
    }
    return str(known.get(place.source, place.source))


def uses_of(place: Place) -> Uses:
    incidents = Incident.objects.filter(places__place=place, is_deleted=False).distinct().order_by("-pk")
    claims = Claim.objects.filter(places__place=place).distinct().order_by("-pk")
    shown = list(claims.select_related("report_version__report", "incident", "source")[:MOST_USES])
    rows = ClaimPlace.objects.filter(claim__in=shown, place=place, precision=place.precision, latitude__isnull=False)
    return Uses(
        list(incidents[:MOST_USES]),
        incidents.count(),
        shown,
        claims.count(),
        frozenset(row.claim_id for row in rows if _is_apart(row, place)),
    )


def _is_apart(row: ClaimPlace, place: Place) -> bool:
    assert row.latitude is not None and row.longitude is not None
    return distance_m(row.latitude, row.longitude, place.latitude, place.longitude) > place.radius_m


def shape_of(shown: NamedPlace) -> dict[str, Any]:
    """What the map draws of the place."""
    place = shown.place
    names = ("latitude", "longitude", "radius_m", "precision", "area")
    return {name: getattr(place, name) for name in names} | {
        "claim": place.pk,
        "kind": Kind.OTHER,
        "role": ClaimRole.EVENT,
        "main": True,
        "label": shown.name,
    }


def where_it_may_lie(version: ReportVersion) -> dict[str, Any] | None:
    """The main place of the report's claims, to look at first; None where none is located."""
    rows = ClaimPlace.objects.filter(claim__report_version=version, latitude__isnull=False)
    row = rows.order_by("-is_main", "claim__position").first()
    return {name: getattr(row, name) for name in ("latitude", "longitude", "radius_m")} if row else None
