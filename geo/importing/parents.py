"""Which governorate and district a place lies in: by the codes of its file, else by the outlines."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry import shape

from geo.boundaries import admin1_at
from geo.importing.records import Record
from geo.models import Place


@dataclass(frozen=True, slots=True)
class Parents:
    """What a place says of the areas above it."""

    admin1: str = ""
    admin1_name: str = ""
    admin2: str = ""
    parent_id: int | None = None


def areas_at(country: str, latitude: float, longitude: float) -> Parents:
    """The areas of a country that the outlines say hold the position (degrees)."""
    district = Areas().district_at(country, latitude, longitude)
    if district is not None:
        return areas_above(district)
    land, _dot, code = (admin1_at(latitude, longitude) or "").partition(".")
    level = {"kind": "adm1", "admin1": code} if code and land == country else {"kind": "country"}
    area = Place.objects.in_country(country).filter(**level).defer("area").first() if country else None
    return areas_above(area) if area else Parents()


def areas_above(parent: Place) -> Parents:
    """What a place says of the areas above it where it lies in this one."""
    is_first = parent.kind == "adm1"
    return Parents(parent.admin1, parent.name if is_first else parent.admin1_name, parent.admin2, parent.pk)


class Areas:
    """The areas of the gazetteer and of one file. ``learn`` an area before asking for what lies in it."""

    def __init__(self) -> None:
        self._by_code: dict[tuple[str, str], Place] = {}
        self._of_file: dict[tuple[str, ...], Place] = {}
        self._admin1: dict[str, dict[str, Place]] = {}
        self._countries: dict[str, int | None] = {}
        self._districts: dict[str, tuple[list[Place], shapely.STRtree]] = {}

    def learn(self, record: Record, place: Place) -> None:
        """The file's row of an area, and the place that it is."""
        self._by_code[record.country, record.code] = place
        if record.kind == "adm1":
            self._admin1.pop(record.country, None)
        if record.kind == "adm1" and record.admin1:
            self._of_file[record.country, record.admin1] = place
        elif record.kind == "adm2" and record.admin2:
            self._of_file[record.country, record.admin1, record.admin2] = place

    def above(self, record: Record) -> Parents:
        """The areas above a row's place."""
        country = self._country(record.country)
        if record.kind == "country":
            return Parents()
        first = self._governorate(record)
        if record.kind == "adm1":
            return Parents(record.admin1, record.name, "", country)
        second = None if record.kind == "adm2" else self._district(record, first)
        if second is not None and first is None:
            first = self._admin1_of(record.country).get(second.admin1)
        upper = second or first
        admin2 = second.admin2 if second else record.admin2 or str(record.own_id) if record.kind == "adm2" else ""
        return Parents(
            first.admin1 if first else "", first.name if first else "", admin2, upper.pk if upper else country
        )

    def _governorate(self, record: Record) -> Place | None:
        """By the code in the file, by the parent that the row names, else by Natural Earth's outlines."""
        if stated := self._of_file.get((record.country, record.admin1)):
            return stated
        known = self._admin1_of(record.country)
        if record.admin1:
            return known.get(record.admin1)
        if parent := self._by_code.get((record.country, record.parent_code)):
            return parent if parent.kind == "adm1" else known.get(parent.admin1)
        country, _dot, code = (admin1_at(record.latitude, record.longitude) or "").partition(".")
        return known.get(code) if country == record.country else None

    def _district(self, record: Record, first: Place | None) -> Place | None:
        if record.admin2 and (stated := self._of_file.get((record.country, record.admin1, record.admin2))):
            return stated
        parent = self._by_code.get((record.country, record.parent_code))
        if parent is not None and parent.kind != "adm1":
            return parent
        inside = self.district_at(record.country, record.latitude, record.longitude)
        # Where outline and file disagree about the governorate, the file is nearer to the place.
        return inside if inside is not None and (first is None or inside.admin1 == first.admin1) else None

    def district_at(self, country: str, latitude: float, longitude: float) -> Place | None:
        """The district whose outline holds the point, where outlines were imported."""
        if country not in self._districts:
            districts = list(Place.objects.in_country(country).of_kind("adm2").exclude(area=None))
            self._districts[country] = districts, shapely.STRtree([shape(place.area) for place in districts])
        districts, tree = self._districts[country]
        inside = tree.query(shapely.Point(longitude, latitude), predicate="intersects") if districts else []
        return districts[int(inside[0])] if len(inside) else None

    def _admin1_of(self, country: str) -> dict[str, Place]:
        if country not in self._admin1:
            places = Place.objects.in_country(country).of_kind("adm1").defer("area")
            self._admin1[country] = {place.admin1: place for place in places if place.admin1}
        return self._admin1[country]

    def _country(self, country: str) -> int | None:
        if country not in self._countries:
            places = Place.objects.in_country(country).of_kind("country")
            self._countries[country] = places.values_list("pk", flat=True).first() if country else None
        return self._countries[country]
