"""GeoNames' own files: a country's dump of 19 columns, and alternateNamesV2 of 10 (its readme.txt names them)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from geo.folding import key_of
from geo.importing.lines import decoded, lines
from geo.importing.records import (
    LeftOut,
    NameRecord,
    Record,
    Refusal,
    RowError,
    clean_name,
    is_country,
    languages_of,
    names_of,
    position_of,
    shown,
    whole_number,
)
from geo.packages import KEPT_SCRIPTS, language_of

DUMP_COLUMNS = 19
NAME_COLUMNS = 10
GEONAMES_URL = "https://www.geonames.org/"
_LARGEST_ID = 10**12 - 1  # `geo.identifiers`: the blocks of other sources start there

_AREAS = {"ADM1": "adm1", "ADM2": "adm2", "ADM3": "adm3", "PCLI": "country", "PCLD": "country", "PCLF": "country"}
_SITES_AMONG_AREAS = frozenset({"MILB", "NVB", "OILF", "GASF", "COLF", "INDS", "MNA", "PRT", "CMP", "CMPRF", "PRK"})
_REGIONS = frozenset({"RGN", "RGNE", "RGNL", "TERR"})
# How far what has no outline may reach from its point, in metres, where it is smaller than its kind at large.
_RADIUS_M = {"T": 5_000, "SPNG": 1_000, "WLL": 1_000, "WTRH": 1_000, "PND": 2_000, "DAM": 2_000, "V": 5_000}
# What GeoNames keeps in the column of languages beside languages.
_NO_LANGUAGES = frozenset(
    {"post", "link", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "abbr", "phon", "piny", "fr_1793"}
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


def read_dump(path: Path, country: str = "", is_geonames: bool = True) -> Iterator[Record | Refusal | LeftOut]:
    """The rows of a country dump. With ``country`` rows of others are refused."""
    first_line: dict[int, int] = {}
    for number, line in lines(path):
        try:
            columns = decoded(line).split("\t")
            if len(columns) != DUMP_COLUMNS:
                raise RowError(f"{len(columns)} columns instead of {DUMP_COLUMNS}")
            if not re.fullmatch(r"[0-9]{1,12}", columns[0]) or not 0 < int(columns[0]) <= _LARGEST_ID:
                raise RowError(f"the id is no GeoNames id: {shown(columns[0])}")
            if (first := first_line.setdefault(int(columns[0]), number)) != number:
                raise RowError(f"the id {columns[0]} stands on line {first} already")
            yield _place(number, columns, country, is_geonames)
        except RowError as error:
            yield Refusal(number, str(error))


def _place(number: int, columns: list[str], country: str, is_geonames: bool) -> Record | LeftOut:
    identifier, name, ascii_name, others, latitude, longitude, feature_class, code, row_country = columns[:9]
    position = position_of(latitude, longitude)
    if row_country and not is_country(row_country):
        raise RowError(f"no such country: {shown(row_country)}")
    if country and row_country != country:
        raise RowError(f"a place of {row_country or 'no country'}, not of {country}")
    notes: list[str] = []
    own_name = clean_name(name or ascii_name, notes)
    kind = kind_of(feature_class, code)
    if kind is None:
        return LeftOut(number)
    spellings = [*others.split(","), *([ascii_name] if key_of(ascii_name) != key_of(own_name) else [])]
    return Record(
        number=number,
        own_id=int(identifier),
        code=identifier,
        name=own_name,
        kind=kind,
        country=row_country,
        latitude=position[0],
        longitude=position[1],
        names=names_of(own_name, spellings, row_country, notes),
        is_geonames_id=True,
        # That of an area would outweigh its own towns, and the packages give it none.
        population=whole_number(columns[14], "population") if feature_class == "P" else 0,
        feature_code=clean_code(code, 10),
        admin1=clean_code(columns[10], 8) if columns[10] != "00" else "",
        admin2=clean_code(columns[11], 32),
        radius_m=_RADIUS_M.get(code) or _RADIUS_M.get(feature_class),
        source_url=GEONAMES_URL + identifier if is_geonames else "",
        notes=notes,
    )


def clean_code(text: str, length: int) -> str:
    """A code of the file. Raises RowError where it cannot be one."""
    if len(text) > length or not all(letter.isalnum() or letter in ".-_/ " for letter in text):
        raise RowError(f"not a code: {shown(text)}")
    return text


def kind_of(feature_class: str, code: str) -> str | None:
    """The contract's kind of a GeoNames feature; None for what the gazetteer does not hold.

    Left out: roads, undersea features, former areas (ADM1H), and the communes below the subdistrict, which repeat the
    names of their villages.
    """
    match feature_class:
        case "P":
            return "neighbourhood" if code == "PPLX" else "settlement"
        case "A":
            return _AREAS.get(code, "region" if code in _REGIONS else None)
        case "S":
            return "facility"
        case "L":
            return "region" if code in _REGIONS else "facility" if code in _SITES_AMONG_AREAS else "natural"
        case "H" | "T" | "V":
            return "natural"
    return None


def read_alternate_names(path: Path) -> Iterator[NameRecord | Refusal | LeftOut]:
    """The names of alternateNamesV2; codes of airports, links and scripts that no report uses are left out."""
    first_line: dict[str, int] = {}
    for number, line in lines(path):
        try:
            columns = decoded(line).split("\t")
            if len(columns) != NAME_COLUMNS:
                raise RowError(f"{len(columns)} columns instead of {NAME_COLUMNS}")
            identifier, place, language, text, preferred, _short, _colloquial, historic = columns[:8]
            if not re.fullmatch(r"[0-9]{1,12}", place) or not identifier.isascii() or not identifier.isdigit():
                raise RowError(f"no GeoNames id: {shown(place)}")
            if (first := first_line.setdefault(identifier, number)) != number:
                raise RowError(f"the id {identifier} stands on line {first} already")
            if language in _NO_LANGUAGES or not KEPT_SCRIPTS.match(text):
                yield LeftOut(number)
                continue
            if language and not _LANGUAGE.fullmatch(language):
                raise RowError(f"no language: {shown(language)}")
            notes: list[str] = []
            name = clean_name(text, notes)
            kind = "former" if historic == "1" else "preferred" if preferred == "1" else "alternate"
            tag = language or language_of(name, languages_of(""))
            yield NameRecord(number, int(place), (name, tag, kind, key_of(name)), notes)
        except RowError as error:
            yield Refusal(number, str(error))
