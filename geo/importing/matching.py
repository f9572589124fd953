"""Finding the place that the gazetteer has for a row already, so that one place out of two sources stays one.

In this order: the place that the row was joined to before; its GeoNames id; for a governorate its GeoNames code; a
place of another source that bears one of the row's names, is of the same kind and country, lies within
``JOINED_WITHIN_M``, and is in the same governorate where it is a district. Two rows of one source are two places:
whoever made the list held them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from geo.geodesy import distance_m
from geo.identifiers import TABLE, place_id
from geo.importing.records import AREA_KINDS, Record
from geo.models import Place, PlaceCode, PlaceName

# Metres. Points of villages are rounded to a minute of arc, so that two of one village lie up to 2.6 km apart; the
# points of an area are its centroid in one source and its seat in another.
JOINED_WITHIN_M = {
    "adm1": 150_000,
    "adm2": 100_000,
    "adm3": 25_000,
    "settlement": 3_000,
    "neighbourhood": 2_000,
    "facility": 2_000,
    "natural": 5_000,
    "region": 100_000,
}
_FIELDS = (
    "id", "name", "kind", "country", "admin1", "admin1_name", "admin2", "parent_id", "latitude", "longitude",
    "population", "feature_code", "source", "is_edited", "area_source",
)  # fmt: skip
_IN_ONE_QUERY = 5_000  # SQLite takes 32,766 parameters


def known_places(records: Sequence[Record], source: str) -> dict[int, Place]:
    """{number of the record: its place}, for those that have one."""
    found = _by_id(records, source)
    found |= _by_code(records, source)
    rest = [record for record in records if record.number not in found]
    _add_by_area_code(rest, found)
    _add_by_name([record for record in rest if record.number not in found], source, found)
    return found


def _by_code(records: Sequence[Record], source: str) -> dict[int, Place]:
    codes = PlaceCode.objects.filter(source=source, code__in=[record.code for record in records])
    place_of = dict(codes.values_list("code", "place_id"))
    places = _places(place_of.values())
    return {record.number: places[place_of[record.code]] for record in records if record.code in place_of}


def _by_id(records: Sequence[Record], source: str) -> dict[int, Place]:
    """Some lists give a district the id of its town: such a row gets an id of its own, and is a place of its own."""
    places = _places(record.own_id for record in records)
    found = {}
    for record in records:
        if place := places.get(record.own_id):
            if (place.kind in AREA_KINDS) == (record.kind in AREA_KINDS):
                found[record.number] = place
            else:
                record.own_id = place_id(TABLE, f"{source}:{record.code}")
                record.is_geonames_id = False
    return found


def _add_by_area_code(records: Iterable[Record], found: dict[int, Place]) -> None:
    for record in records:
        if record.kind not in ("country", "adm1") or not (record.kind == "country" or record.admin1):
            continue
        same = Place.objects.in_country(record.country).of_kind(record.kind).only(*_FIELDS)
        if record.kind == "adm1":
            same = same.filter(admin1=record.admin1)
        for place in same:
            if record.kind == "country" or _is_near(record, place):
                found[record.number] = place


def _add_by_name(records: Sequence[Record], source: str, found: dict[int, Place]) -> None:
    keys = sorted({key for record in records for *_name, key in record.names})
    bearers: dict[str, set[int]] = defaultdict(set)
    countries = {record.country for record in records}
    kinds = {record.kind for record in records}
    for start in range(0, len(keys), _IN_ONE_QUERY):
        names = PlaceName.objects.filter(
            folded__in=keys[start : start + _IN_ONE_QUERY], place__country__in=countries, place__kind__in=kinds
        ).exclude(place__source=source)
        for key, place in names.values_list("folded", "place_id"):
            bearers[key].add(place)
    places = _places(set().union(*bearers.values()))
    for record in records:
        same = {place for *_name, key in record.names for place in bearers[key]}
        near = [
            place
            for place in map(places.__getitem__, same)
            if place.kind == record.kind and place.country == record.country and _is_near(record, place)
            if not (place.kind in ("adm2", "adm3") and _in_another_governorate(record, place))
        ]
        if near:
            found[record.number] = min(near, key=lambda place: (_distance_m(record, place), place.pk))


def _places(ids: Iterable[int]) -> dict[int, Place]:
    wanted = sorted(set(ids))
    places: dict[int, Place] = {}
    for start in range(0, len(wanted), _IN_ONE_QUERY):
        places |= Place.objects.only(*_FIELDS).in_bulk(wanted[start : start + _IN_ONE_QUERY])
    return places


def _in_another_governorate(record: Record, place: Place) -> bool:
    return bool(record.admin1 and place.admin1 and record.admin1 != place.admin1)


def _distance_m(record: Record, place: Place) -> float:
    return distance_m(record.latitude, record.longitude, place.latitude, place.longitude)


def _is_near(record: Record, place: Place) -> bool:
    return _distance_m(record, place) <= JOINED_WITHIN_M.get(record.kind, 0)
