"""The reviewed table: bases, airfields, crossings, fields, deserts and rivers that the packages lack.

Each row of ``geo/data/reviewed_places.csv`` carries the address of its source and what its position was checked
against (``docs/gazetteer.md``). Country names that CLDR lacks stand in ``geo/data/country_names.csv``.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from geo import boundaries, lexicon
from geo.folding import fold, key_of, key_of_folded
from geo.identifiers import REVIEWED, place_id
from geo.lexicon import without_kind_words
from geo.packages import Name, Row
from geo.precision import check_position

DATA = Path(__file__).resolve().parent / "data"
REVIEWED_PLACES = DATA / "reviewed_places.csv"
COUNTRY_NAMES = DATA / "country_names.csv"


def version() -> str:
    """A digest of the two tables."""
    return hashlib.sha256(REVIEWED_PLACES.read_bytes() + COUNTRY_NAMES.read_bytes()).hexdigest()[:16]


def rows() -> Iterator[Row]:
    """The reviewed places. Raises ValueError with the line where a value is wrong."""
    with REVIEWED_PLACES.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.DictReader(file), start=2):
            try:
                yield _row(line)
            except (KeyError, ValueError) as error:
                raise ValueError(f"{REVIEWED_PLACES.name}, line {number}: {error}") from error


def _row(line: dict[str, str]) -> Row:
    latitude, longitude = check_position(float(line["latitude"]), float(line["longitude"]))
    names: list[Name] = [(line["name"], "en", "preferred", key_of(line["name"]))]
    for entry in filter(None, line["names"].split("|")):
        language, _colon, name = entry.partition(":")
        names.append((name.strip(), language.strip(), "preferred", key_of(name)))
        # «قاعدة التنف» is also just «التنف», unless what remains is a word of the language («حقل العمر»).
        plain, kinds = without_kind_words(fold(name))
        if kinds and len(plain) > 3 and plain not in lexicon.common_words():
            names.append((_last_words(name, plain), language.strip(), "alternate", key_of_folded(plain)))
    admin1 = boundaries.admin1_at(latitude, longitude) or ""
    # The polygons are simplified: near a border the row's own country decides.
    same_country = admin1.startswith(f"{line['country']}.")
    return Row(
        place_id(REVIEWED, line["key"]), line["name"], line["kind"], line["country"], latitude, longitude,
        round(float(line["radius_m"])), "reviewed", names, admin1=admin1.partition(".")[2] if same_country else "",
        precision=line["precision"], source_id=line["key"], source_url=line["source_url"],
    )  # fmt: skip


def _last_words(name: str, plain: str) -> str:
    """The words of the name that fold to the plain one."""
    words = name.split()
    return next(
        (" ".join(words[start:]) for start in range(len(words)) if fold(" ".join(words[start:])) == plain), plain
    )


def country_names() -> dict[str, list[tuple[str, str]]]:
    """{country: [(language, name), …]}"""
    found: dict[str, list[tuple[str, str]]] = {}
    with COUNTRY_NAMES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            found.setdefault(line["country"], []).append((line["language"], line["name"]))
    return found
