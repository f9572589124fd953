"""Regions that no administrative level has, but that provinces are named after: Darfur, Kordofan, Kivu, Sinai.

Where two or more provinces of a country are called by one name and a part of the compass (North Darfur, South Darfur;
«شمال سيناء»), the name alone is the region that they make up, with their outlines together as its area. Names and
outlines are those of the gazetteer (GeoNames and ISO 3166-2; Natural Earth), nothing is added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import shapely

from geo import boundaries, lexicon
from geo.folding import fold, key_of, without_article
from geo.geodesy import farthest_m
from geo.identifiers import REGION, place_id
from geo.models import Place, PlaceName
from geo.packages import Name, Row, middle

_PARTS = (
    frozenset(lexicon.DIRECTIONS)
    | lexicon.CENTRAL
    | frozenset(["upper", "lower", "nord", "sud", "est", "ouest", "oriental", "occidental", "الوسطي"])
)
# What is left of these is a kind of land or water, or the country, and not the name of a region.
_NO_NAMES = frozenset(lexicon.KIND_WORDS) | frozenset(
    [
        "sea",
        "coast",
        "cape",
        "hill",
        "end",
        "basin",
        "highlands",
        "atoll",
        "bank",
        "division",
        "aimak",
        "aymag",
        "centre",
    ]
    + ["the", "du", "de", "and", "منطقه", "حوض", "استان"]
)
_TOWN_OF_THE_NAME = 100_000  # people; "Carolina" alone is the town of Puerto Rico


@dataclass(slots=True)
class _Region:
    """Provinces of a country (their codes, "SD.33") with the names that they share, as written."""

    country: str
    provinces: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)  # name by language


def version(packages: str) -> str:
    """What the regions follow from: the rule above, by its edition, and the ``packages`` that gave the provinces."""
    return f"1 {packages}"


def rows() -> Iterator[Row]:
    """The regions, out of the provinces that the database holds."""
    names = PlaceName.objects.filter(place__kind=Place.Kind.ADM1)
    listed = names.values_list("name", "language", "place__country", "place__admin1")
    for region in _regions(listed):
        name = next(filter(None, map(region.names.get, ("en", "und-Latn"))), None) or next(iter(region.names.values()))
        outlines = [outline for code in region.provinces if (outline := boundaries.admin1_outline(code))]
        if len(outlines) < 2:
            continue
        area = shapely.union_all(outlines)
        latitude, longitude = middle(area)
        written: list[Name] = [(text, language, "preferred", key_of(text)) for language, text in region.names.items()]
        key = f"{region.country} {key_of(name)}"
        yield Row(
            place_id(REGION, key), name, "region", region.country, latitude, longitude,
            farthest_m(area, latitude, longitude), "regions", written, area=boundaries.as_geojson(area),
            parent_id=Place.objects.of_kind("country").in_country(region.country).values_list("pk", flat=True).first(),
            source_id=key,
        )  # fmt: skip


def _regions(names: Iterable[tuple[str, str, str, str]]) -> list[_Region]:
    """The regions that the names (name, language, country, admin-1 code) share; one in two languages is one."""
    shared: dict[tuple[str, str], _Region] = {}
    for name, language, country, admin1 in names:
        if rest := _without_part(name):
            region = shared.setdefault((country, key_of(rest)), _Region(country))
            region.provinces.add(f"{country}.{admin1}")
            region.names.setdefault(language, rest)
    found: list[_Region] = []
    for region in sorted(shared.values(), key=lambda region: -len(region.provinces)):
        if len(region.provinces) < 2 or any(map(_is_named_already, region.names.values())):
            continue
        wider = next((known for known in found if region.provinces <= known.provinces), None)
        if wider is None:
            found.append(region)
        else:
            wider.names = region.names | wider.names
    return found


def _without_part(name: str) -> str:
    """ "Darfur" of "North Darfur"; empty where the name has no such part, two of them, or is nothing without it."""
    words = name.replace("-", " ").split()
    folded = [fold(word) for word in words]
    parts = [number for number, word in enumerate(folded) if word in _PARTS]
    if len(parts) != 1 or parts[0] not in (0, len(words) - 1) or not _NO_NAMES.isdisjoint(map(without_article, folded)):
        return ""
    rest = words[1:] if parts[0] == 0 else words[:-1]
    plain = " ".join(folded[1:] if parts[0] == 0 else folded[:-1])
    return " ".join(rest) if len(plain) > 3 else ""


def _is_named_already(name: str) -> bool:
    """True where a country, a province or a large town bears the name."""
    bearers = Place.objects.named(name)
    areas = bearers.of_kind(Place.Kind.COUNTRY, Place.Kind.ADM1)
    return areas.exists() or bearers.filter(population__gte=_TOWN_OF_THE_NAME).exists()
