"""What an editor says of a place of the gazetteer, checked before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

from django.utils.translation import gettext as _
from shapely.geometry import Point, shape

from geo.boundaries import country_at
from geo.folding import key_of
from geo.importing.countries import why_outside
from geo.importing.parents import Parents, areas_above, areas_at
from geo.importing.records import is_country
from geo.models import Place
from geo.precision import precision_of, radius_of
from incidents import geometry
from incidents.errors import Refused
from incidents.text import one_line, without_invisible

LONGEST_NAME = 200
LARGEST_RADIUS_M = 2_000_000
SMALLEST_TOWN_M = 1_000  # contract: the radius of a settlement is at least 1 km
# Countries and governorates come with the packages, whole and with the codes that outlines are joined by.
GIVEN_KINDS = frozenset({Place.Kind.COUNTRY, Place.Kind.ADM1})
AREA_KINDS = (Place.Kind.COUNTRY, Place.Kind.ADM1, Place.Kind.ADM2, Place.Kind.ADM3, Place.Kind.REGION)
_DEEPEST = 8  # more levels of areas than any country has


@dataclass(frozen=True)
class PlaceFacts:
    """Degrees, metres and a GeoJSON area. Left empty, the country and the areas above follow from the position, the
    radius from the area or the kind, and the position from the area.
    """

    name: str
    kind: str
    latitude: float | None = None
    longitude: float | None = None
    radius_m: int | None = None
    area: dict[str, Any] | None = None
    country: str = ""
    parent_id: int | None = None

    @classmethod
    def of(cls, place: Place) -> Self:
        """What the gazetteer says of the place now."""
        return cls(**{field.name: getattr(place, field.name) for field in fields(cls)})

    def columns(self, number: int, place: Place | None = None) -> dict[str, Any]:
        """The columns of the place of that id; Refused, with the field, where they cannot be.

        ``place`` is the place as it stands, where it is corrected.
        """
        kind = self._kind(place)
        outline = self.area if place and self.area == place.area else geometry.area(self.area)
        point = self._point(outline)
        country = self._country(point)
        reach = self._radius(kind, point, outline, place)
        is_as_before = place is not None and (place.kind, place.radius_m) == (kind, reach)
        return {
            "name": checked_name(self.name),
            "kind": kind,
            "country": country,
            "latitude": point[0],
            "longitude": point[1],
            "radius_m": reach,
            "precision": place.precision if place and is_as_before else precision_of(kind, reach),
            "area": outline,
            **self._areas_above(number, kind, country, point, place),
        }

    def _kind(self, place: Place | None) -> str:
        if self.kind not in Place.Kind.values:
            raise Refused(_("“%(code)s” is not one of the codes.") % {"code": self.kind[:40]}, "kind")
        before = place.kind if place else ""
        if self.kind != before and GIVEN_KINDS.intersection({self.kind, before}):
            raise Refused(_("Countries and governorates come with the gazetteer: choose another kind."), "kind")
        return self.kind

    def _point(self, outline: dict[str, Any] | None) -> tuple[float, float]:
        point = geometry.position(self.latitude, self.longitude)
        if outline and (point is None or not shape(outline).covers(Point(point[1], point[0]))):
            return geometry.centre(outline)
        if point is None:
            raise Refused(_("Say where the place lies: set a point, draw an area, or give the degrees."), "latitude")
        return point

    def _country(self, point: tuple[float, float]) -> str:
        country = self.country.strip().upper() or country_at(*point) or ""
        if country and not is_country(country):
            raise Refused(_("Countries are given by two letters (ISO 3166-1)."), "country")
        if why_outside(country, *point):
            message = _("This position lies outside %(country)s: correct the position or the country.")
            raise Refused(message % {"country": country}, "country")
        return country

    def _radius(
        self, kind: str, point: tuple[float, float], outline: dict[str, Any] | None, place: Place | None
    ) -> int:
        if self.radius_m is None:
            return geometry.reach(point, outline) if outline else radius_of(kind, place.population if place else 0)
        if place and self.radius_m == place.radius_m:
            return place.radius_m
        least = SMALLEST_TOWN_M if kind == Place.Kind.SETTLEMENT else 1
        if not least <= self.radius_m <= LARGEST_RADIUS_M:
            message = _("How far the place reaches is given in metres, from %(least)s to %(most)s.")
            raise Refused(message % {"least": f"{least:,}", "most": f"{LARGEST_RADIUS_M:,}"}, "radius_m")
        return round(self.radius_m)

    def _areas_above(
        self, number: int, kind: str, country: str, point: tuple[float, float], place: Place | None
    ) -> dict[str, Any]:
        kept = place is not None and (
            kind in GIVEN_KINDS or (place.parent_id, place.country) == (self.parent_id, country)
        )
        if place and kept and (self.parent_id or kind in GIVEN_KINDS):
            return {name: getattr(place, name) for name in ("admin1", "admin1_name", "admin2", "parent_id")}
        above = areas_at(country, *point) if self.parent_id is None else _stated(self.parent_id, number, country)
        return {
            "admin1": above.admin1,
            "admin1_name": above.admin1_name,
            # A district without a code of GeoNames is known by its id (``geo.models.Place.admin2``).
            "admin2": (place.admin2 if place else "") or str(number) if kind == Place.Kind.ADM2 else above.admin2,
            "parent_id": above.parent_id if above.parent_id != number else None,
        }


def checked_name(name: str) -> str:
    """A name as it is kept; Refused where it is empty, too long, or holds what nobody can see."""
    tidy = without_invisible(one_line(name, "name", LONGEST_NAME), "name")
    if not key_of(tidy):
        raise Refused(_("A place needs a name with a letter in it."), "name")
    return tidy


def _stated(parent_id: int, number: int, country: str) -> Parents:
    """The areas above a place (its id is ``number``) that lies in the parent."""
    parent = Place.objects.defer("area").filter(pk=parent_id).first()
    if parent is None:
        raise Refused(_("The gazetteer has no such place."), "parent_id")
    if parent.kind not in AREA_KINDS or (parent.country and country and parent.country != country):
        raise Refused(_("A place lies in an area of its own country: a district, a governorate."), "parent_id")
    above: Place | None = parent
    for _level in range(_DEEPEST):
        if above is None:
            return areas_above(parent)
        if above.pk == number:
            break
        above = above.parent
    raise Refused(_("A place cannot lie in itself."), "parent_id")
