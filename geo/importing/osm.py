"""Places of an OpenStreetMap extract (``.osm.pbf``, ``.osm``): named nodes, and the middles of closed ways.

Administrative relations are outlines, and come by ``import_boundaries``. Tags as the OpenStreetMap wiki defines them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from geo.boundaries import country_at
from geo.folding import key_of
from geo.identifiers import OPENSTREETMAP, place_id
from geo.importing.records import Record, Refusal, RowError, clean_name, is_country, names_of
from geo.packages import Name
from geo.precision import check_position

_SETTLEMENTS = dict.fromkeys(
    ("city", "town", "village", "hamlet", "isolated_dwelling", "farm", "borough"), "settlement"
)
_QUARTERS = dict.fromkeys(("suburb", "quarter", "neighbourhood", "city_block"), "neighbourhood")
# Key and value of a tag, and the kind of place.
KINDS = {
    "place": {**_SETTLEMENTS, **_QUARTERS, "locality": "natural", "island": "natural", "region": "region"},
    "aeroway": dict.fromkeys(("aerodrome", "helipad"), "facility"),
    "military": dict.fromkeys(("airfield", "base", "barracks", "naval_base", "checkpoint", "range"), "facility"),
    "barrier": {"border_control": "facility"},
    "amenity": dict.fromkeys(("hospital", "university", "prison", "refugee_site"), "facility"),
    "power": dict.fromkeys(("plant", "substation"), "facility"),
    "man_made": dict.fromkeys(("petroleum_well", "pumping_station", "works", "bridge"), "facility"),
    "landuse": {"industrial": "facility", "military": "facility"},
    "waterway": {"dam": "facility"},
    "natural": dict.fromkeys(("peak", "desert", "valley", "spring", "oasis", "water"), "natural"),
}
_RADIUS_M = {"locality": 2_000, "island": 5_000, "peak": 2_000, "spring": 1_000, "valley": 5_000, "water": 5_000}
_NAME_TAG = re.compile(r"name:([a-z]{2,3}(?:-[A-Za-z]{2,8})?)")
_OTHER_NAMES = {"alt_name": "alternate", "int_name": "alternate", "loc_name": "alternate", "short_name": "alternate"}
_OTHER_NAMES |= {"official_name": "official", "old_name": "former"}
_LONGEST_POPULATION = 9  # digits


def read_osm(path: Path, country: str = "") -> Iterator[Record | Refusal]:
    """The named places of the extract, numbered in its order. RuntimeError where it is no OSM file."""
    import osmium  # noqa: PLC0415 - a C++ library, loaded only by who imports such a file

    tags = osmium.filter.KeyFilter(*KINDS)
    wanted = osmium.osm.NODE | osmium.osm.WAY
    number = 0
    thing: Any  # a node or a way, by `wanted`
    for thing in osmium.FileProcessor(str(path), wanted).with_locations().with_filter(tags):
        kind, value = _kind_of(thing.tags)
        if kind is None or not any(tag.k == "name" or tag.k.startswith("name:") for tag in thing.tags):
            continue
        number += 1
        is_node = isinstance(thing, osmium.osm.Node)
        code = f"{'node' if is_node else 'way'}/{thing.id}"
        try:
            points = [thing.location] if is_node else [node.location for node in thing.nodes]
            tags_there = {tag.k: tag.v for tag in thing.tags}
            yield _place(number, code, kind, value, tags_there, _middle_of(points), country)
        except RowError as error:
            yield Refusal(number, f"{code}: {error}")


def _kind_of(tags) -> tuple[str | None, str]:  # type: ignore[no-untyped-def]
    for key, kinds in KINDS.items():
        value = tags.get(key, "")
        if value in kinds:
            return kinds[value], value
    return None, ""


def _middle_of(points: list) -> tuple[float, float]:
    """The mean of the corners (latitude, longitude)."""
    known = [(point.lat, point.lon) for point in islice(points, 10_000) if point.valid()]
    if not known:
        raise RowError("no position: the extract lacks the nodes of the way")
    latitude, longitude = (sum(values) / len(known) for values in zip(*known, strict=True))
    try:
        return check_position(latitude, longitude)
    except ValueError as error:
        raise RowError(str(error)) from None


def _place(
    number: int, code: str, kind: str, value: str, tags: dict[str, str], position: tuple[float, float], country: str
) -> Record:
    # The outlines are too coarse to tell the two sides of a border town: what the caller says comes first.
    own_country = tags.get("is_in:country_code", "").upper()
    if not is_country(own_country):
        own_country = country or country_at(*position) or ""
    if country and own_country != country:
        raise RowError(f"a place of {own_country}, not of {country}")
    notes: list[str] = []
    told: list[Name] = []
    for key, text in tags.items():
        if match := _NAME_TAG.fullmatch(key):
            name = clean_name(text, notes)
            told.append((name, match[1], "preferred", key_of(name)))
    english = next((name for name, language, *_rest in told if language == "en"), "")
    name = clean_name(english or tags.get("name") or told[0][0], notes)
    for key, name_kind in _OTHER_NAMES.items():
        for text in filter(None, (part.strip() for part in tags.get(key, "").split(";"))):
            other = clean_name(text, notes)
            told.append((other, "und", name_kind, key_of(other)))
    known = {text for text, *_rest in told}
    others = names_of(name, [tags.get("name", "")], own_country, notes)
    people = tags.get("population", "").replace(",", "").replace(" ", "")
    return Record(
        number=number,
        own_id=place_id(OPENSTREETMAP, code),
        code=code,
        name=name,
        kind=kind,
        country=own_country,
        latitude=position[0],
        longitude=position[1],
        names=[*told, *(other for other in others if other[0] not in known)],
        # Mappers write estimates in words as well: what is no number is unknown.
        population=int(people) if people.isascii() and people.isdigit() and len(people) <= _LONGEST_POPULATION else 0,
        radius_m=_RADIUS_M.get(value),
        source_url=f"https://www.openstreetmap.org/{code}",
        notes=notes,
    )
