"""Where made-up incidents happen: the settlements of eight countries, with the areas that hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import shapely
from django.db import DatabaseError, transaction
from shapely.geometry import mapping, shape

from geo.models import Place, PlaceName
from geo.naming import Names, names_of
from geo.precision import radius_of
from incidents.geometry import bounding_box
from incidents.querysets import Box

COUNTRIES = ("SY", "IQ", "LB", "YE", "PS", "LY", "SD", "UA")
_REGION_RADIUS_M = 200_000
# A governorate's outline stands in a hundred thousand rows: to two kilometres it is drawn alike.
_TOLERANCE_DEGREES, _GRID_DEGREES = 0.02, 0.001
_AT_ONCE = 5_000


class NoGazetteer(Exception):
    """The database of this data folder holds no settlement of these countries."""


@dataclass(frozen=True)
class Spot:
    """A place as incidents have it: degrees, metres, its outline as JSON, the box around it."""

    place_id: int
    names: dict[str, str]
    latitude: float
    longitude: float
    radius_m: int
    area: str | None
    box: Box


@dataclass(frozen=True)
class Town:
    """A settlement with what lies around it; where the gazetteer knows no district, one of that size."""

    country: str
    admin1: str
    settlement: Spot
    adm2: Spot
    adm1: Spot
    region: Spot


@dataclass(frozen=True)
class Gazetteer:
    """The towns, the largest first, and all places that they name, with their names."""

    towns: Sequence[Town]
    places: Sequence[Place]
    names: Sequence[PlaceName]


def read_gazetteer() -> Gazetteer:
    """From the database of this data folder. Raises NoGazetteer."""
    kinds = (Place.Kind.SETTLEMENT, Place.Kind.ADM1, Place.Kind.ADM2, Place.Kind.COUNTRY)
    wanted = Place.objects.filter(country__in=COUNTRIES, kind__in=kinds)
    try:
        places = {place.pk: place for place in wanted}
    except DatabaseError:  # no tables, or an older program's
        places = {}
    settlements = [place for place in places.values() if place.kind == Place.Kind.SETTLEMENT]
    if not settlements:
        raise NoGazetteer("there is no gazetteer to take settlements from: run `manage.py prepare` first")
    called = names_of(places.values())
    areas = {place.pk: _spot(place, called) for place in places.values() if place.kind != Place.Kind.SETTLEMENT}
    towns = []
    for place in sorted(settlements, key=lambda place: (-place.population, place.pk)):
        own = _spot(place, called)
        above = {parent.kind: areas[parent.pk] for parent in _parents(place, places)}
        towns.append(
            Town(
                place.country,
                place.admin1,
                settlement=own,
                adm2=above.get(Place.Kind.ADM2) or _around(own, radius_of(Place.Kind.ADM2)),
                adm1=above.get(Place.Kind.ADM1) or _around(own, radius_of(Place.Kind.ADM1)),
                region=_around(above.get(Place.Kind.COUNTRY, own), _REGION_RADIUS_M),
            )
        )
    return Gazetteer(towns, list(places.values()), list(PlaceName.objects.filter(place__in=wanted)))


def write_gazetteer(gazetteer: Gazetteer) -> None:
    """The places and their names into the database in use; what is there already stays as it is."""
    known = {place.pk for place in gazetteer.places}
    for place in gazetteer.places:
        if place.parent_id not in known:
            place.parent_id = None
    with transaction.atomic():
        Place.objects.bulk_create(gazetteer.places, batch_size=_AT_ONCE, ignore_conflicts=True)
        PlaceName.objects.bulk_create(gazetteer.names, batch_size=_AT_ONCE, ignore_conflicts=True)


def _parents(place: Place, places: dict[int, Place]) -> Iterator[Place]:
    while place.parent_id in places and place.parent_id != place.pk:
        place = places[place.parent_id]
        yield place


def _spot(place: Place, called: dict[int, Names]) -> Spot:
    area = _simplified(place.area) if place.area and place.kind != Place.Kind.COUNTRY else None
    box = bounding_box(place.latitude, place.longitude, place.radius_m, area)
    written = json.dumps(area, separators=(",", ":")) if area else None
    return Spot(place.pk, called[place.pk], place.latitude, place.longitude, place.radius_m, written, box)


def _around(spot: Spot, radius_m: int) -> Spot:
    """The area of that size around the middle of the place."""
    box = bounding_box(spot.latitude, spot.longitude, radius_m)
    return replace(spot, radius_m=radius_m, area=None, box=box)


def _simplified(area: dict[str, Any]) -> dict[str, Any]:
    outline = shapely.set_precision(shape(area).simplify(_TOLERANCE_DEGREES), _GRID_DEGREES)
    outline = shapely.orient_polygons(outline)  # counter-clockwise, as RFC 7946 wants
    return mapping(outline) if outline.geom_type in ("Polygon", "MultiPolygon") and not outline.is_empty else area
