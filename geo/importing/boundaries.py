"""Joining outlines to the places that they are, and places to the districts that hold them.

A feature is a place by its id, else by its code, else by a name where the place's point lies inside the outline. One
that is nowhere becomes a new area. A place that an editor corrected keeps its position and area.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable

import shapely
from django.db import transaction

from geo.boundaries import as_geojson, country_at
from geo.geodesy import farthest_m
from geo.identifiers import BOUNDARY, place_id
from geo.importing.countries import why_outside
from geo.importing.outlines import Outline
from geo.importing.parents import Areas
from geo.importing.records import Record, Refusal, RowError, names_of
from geo.importing.report import Report
from geo.importing.run import row_of
from geo.loading import add_names, write
from geo.models import Place, PlaceCode
from geo.packages import middle

_PAUSE_S = 0.02  # after each feature's own short transaction
_IN_ONE_UPDATE = 500
_INSIDE_DISTRICTS = ("settlement", "neighbourhood", "facility", "natural")


class BoundaryImport:
    """Takes outlines in, one short transaction each. The counts stand in ``joined``, ``added`` and ``kept``."""

    def __init__(self, source: str, report: Report, progress: Callable[[int], None] = lambda number: None) -> None:
        self.source, self.report, self.progress = source, report, progress
        self.areas = Areas()
        self.joined = self.added = self.kept = self.placed = 0
        self.districts_of: set[str] = set()

    def run(self, items: Iterable[Outline | Refusal]) -> None:
        # A district's parent must be there before it, whatever the file's order.
        for item in sorted(items, key=lambda item: item.kind if isinstance(item, Outline) else ""):
            if isinstance(item, Refusal):
                self.report.add(item.number, "refused", item.reason)
            else:
                try:
                    self._take(item)
                    for note in item.notes:
                        self.report.add(item.number, "cleaned", note)
                except RowError as error:
                    self.report.add(item.number, "refused", str(error))
            self.progress(item.number)
        for country in sorted(self.districts_of):
            self._place_in_districts(country)

    def _take(self, outline: Outline) -> None:
        latitude, longitude = middle(outline.geometry)
        outline.country = outline.country or country_at(latitude, longitude) or ""
        if reason := why_outside(outline.country, latitude, longitude):
            raise RowError(reason)
        place = _known(outline)
        row = None
        if place is None:
            row = self._new_row(outline, latitude, longitude)
        number = place.pk if place else row.id if row else 0
        position = {
            "latitude": latitude,
            "longitude": longitude,
            "radius_m": farthest_m(outline.geometry, latitude, longitude),
            "area": as_geojson(outline.geometry),
            "area_source": self.source,
        }
        with transaction.atomic():
            if row is not None:
                write([row])
            changed = Place.objects.filter(pk=number, is_edited=False).update(**position)
            add_names([(number, *name) for name in outline.names])
            if outline.code:
                code = PlaceCode(place_id=number, source=self.source, code=outline.code)
                PlaceCode.objects.bulk_create([code], ignore_conflicts=True)
        time.sleep(_PAUSE_S)
        if row is not None:
            self.added += 1
        elif changed:
            self.joined += 1
        else:
            self.kept += 1
            outline.notes.append("an editor corrected this place: its position and area are kept")
        if outline.kind == "adm2":
            self.districts_of.add(outline.country)

    def _new_row(self, outline: Outline, latitude: float, longitude: float):  # type: ignore[no-untyped-def]
        if not outline.name:
            raise RowError("no place is known by its code or id, and it has no name to be added under")
        names = names_of(outline.name, [], outline.country, outline.notes)
        key = outline.code or f"{outline.country}:{outline.kind}:{names[0][3]}"
        record = Record(
            outline.number, place_id(BOUNDARY, f"{self.source}:{key}"), outline.code, outline.name, outline.kind,
            outline.country, latitude, longitude, names,
        )  # fmt: skip
        return row_of(record, self.source, self.areas.above(record))

    def _place_in_districts(self, country: str) -> None:
        """Gives the places that know no district the one whose outline holds them."""
        areas = Areas()
        inside: dict[int, list[int]] = defaultdict(list)
        districts: dict[int, Place] = {}
        without = Place.objects.in_country(country).of_kind(*_INSIDE_DISTRICTS).filter(admin2="", is_edited=False)
        for number, latitude, longitude, admin1 in without.values_list("pk", "latitude", "longitude", "admin1"):
            district = areas.district_at(country, latitude, longitude)
            if district is not None and district.admin2 and admin1 in ("", district.admin1):
                inside[district.pk].append(number)
                districts[district.pk] = district
        for pk, numbers in inside.items():
            district = districts[pk]
            above = {"admin1": district.admin1, "admin1_name": district.admin1_name}
            for start in range(0, len(numbers), _IN_ONE_UPDATE):
                some = Place.objects.filter(pk__in=numbers[start : start + _IN_ONE_UPDATE], is_edited=False)
                self.placed += some.update(admin2=district.admin2, parent_id=pk, **above)
                time.sleep(_PAUSE_S)


def _known(outline: Outline) -> Place | None:
    """The place that the outline is, or None."""
    same = Place.objects.of_kind(outline.kind).defer("area")
    if outline.country:
        same = same.in_country(outline.country)
    if outline.geonames_id is not None:
        identifier = outline.geonames_id
        by_code = PlaceCode.objects.filter(code=str(identifier)).values("place")
        found = same.filter(pk=identifier).first() or same.filter(pk__in=by_code).first()
        if found:
            return found
    if outline.code:
        found = same.filter(pk__in=PlaceCode.objects.filter(code=outline.code).values("place")).first()
        if found:
            return found
    shapely.prepare(outline.geometry)
    bearers = {place.pk: place for name in {outline.name, *(name for name, *_rest in outline.names)} - {""}
               for place in same.named(name)}  # fmt: skip
    inside = [
        place for place in bearers.values() if shapely.intersects_xy(outline.geometry, place.longitude, place.latitude)
    ]
    return min(inside, key=lambda place: place.pk, default=None)
