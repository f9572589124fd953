"""A CSV table of places, with a map from our fields to its columns.

The map is ``field=column,…``; the fields are ``name``, ``name:ar`` (any language), ``names`` (several, with ``|``),
``code``, ``parent`` (a code of the same table), ``latitude``, ``longitude``, ``kind`` or ``level`` (1 governorate,
2 district, 3 subdistrict), ``country``, ``population``, ``admin1``. Without a map the usual names of columns are tried,
those of OCHA's p-code lists among them.

A row is one line: a quoted field that runs over a line end is an error of that line, and of no other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from geo.folding import key_of
from geo.identifiers import TABLE, place_id
from geo.importing.geonames import clean_code
from geo.importing.lines import LONGEST_LINE, decoded, lines
from geo.importing.records import (
    Record,
    Refusal,
    RowError,
    clean_name,
    is_country,
    names_of,
    position_of,
    shown,
    whole_number,
)
from geo.packages import Name
from geo.precision import PRECISION_OF_KIND

FIELDS = frozenset(
    {"name", "names", "code", "parent", "latitude", "longitude", "kind", "level", "country", "population", "admin1"}
)
_USUAL = {
    "name": ("name", "name_en", "adm_name"),
    "names": ("names", "aliases", "alternatenames"),
    "code": ("code", "pcode", "id"),
    "parent": ("parent", "parent_pcode", "parent_code"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "lng", "x"),
    "kind": ("kind",),
    "level": ("level", "admin_level"),
    "country": ("country", "country_code", "iso2"),
    "population": ("population",),
    "admin1": ("admin1",),
}
_NAME_COLUMN = re.compile(r"name[_:]([a-z]{2,3})")
_NAME_FIELD = re.compile(r"name:([A-Za-z0-9-]{2,16})")
_KIND_OF_LEVEL = {"0": "country", "1": "adm1", "2": "adm2", "3": "adm3"}


class ColumnsError(ValueError):
    """A map, or a header, that gives no name or no position; the message is for people."""


def parse_columns(text: str) -> dict[str, str]:
    """``name=NAME_EN,latitude=Y,…`` as {field: column}. Raises ColumnsError."""
    columns: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        field, equals, column = (part.strip() for part in entry.partition("="))
        if not equals or not column or (field not in FIELDS and not _NAME_FIELD.fullmatch(field)):
            known = ", ".join(sorted(FIELDS))
            raise ColumnsError(
                f"--columns: “{shown(entry)}” is not FIELD=COLUMN; the fields are {known}, name:LANGUAGE"
            )
        columns[field] = column
    return columns


def _columns_of(header: list[str], wanted: Mapping[str, str]) -> dict[str, int]:
    """{field: position}. Raises ColumnsError."""
    position = {name.strip(): number for number, name in enumerate(header)}
    if len(position) != len(header):
        raise ColumnsError("two columns of the table have one name")
    if wanted:
        if missing := [column for column in wanted.values() if column not in position]:
            raise ColumnsError(f"the table has no column “{shown(missing[0])}”; it has {shown(', '.join(position))}")
        found = {field: position[column] for field, column in wanted.items()}
    else:
        lower = {name.lower(): number for name, number in position.items()}
        found = {
            field: next(lower[name] for name in usual if name in lower)
            for field, usual in _USUAL.items()
            if any(name in lower for name in usual)
        }
        found |= {f"name:{match[1]}": lower[name] for name in lower if (match := _NAME_COLUMN.fullmatch(name))}
    if not {"latitude", "longitude"} <= found.keys() or not any(field.startswith("name") for field in found):
        raise ColumnsError("--columns must say which columns hold the name, the latitude and the longitude")
    return found


def read_table(
    path: Path, source: str, wanted: Mapping[str, str], country: str = "", kind: str = "settlement"
) -> Iterator[Record | Refusal]:
    """The rows of the table. ``country`` and ``kind`` stand where no column gives them. Raises ColumnsError."""
    csv.field_size_limit(LONGEST_LINE)
    columns: dict[str, int] = {}
    width, delimiter = 0, ","
    first_line: dict[str, int] = {}
    for number, line in lines(path):
        try:
            text = decoded(line)
            if not columns:
                delimiter = max(",;\t", key=text.count)
                header = _fields(text, delimiter)
                columns, width = _columns_of(header, wanted), len(header)
                continue
            values = _fields(text, delimiter)
            if len(values) != width:
                raise RowError(f"{len(values)} columns instead of {width}")
            row = {field: values[position].strip() for field, position in columns.items()}
            record = _place(number, row, source, country, kind)
            if (first := first_line.setdefault(record.code, number)) != number:
                raise RowError(f"the code {shown(record.code)} stands on line {first} already")
            yield record
        except RowError as error:
            if not columns:
                raise ColumnsError(f"the header: {error}") from None
            yield Refusal(number, str(error))


def _fields(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise RowError(f"not CSV: {error}") from None


def _place(number: int, row: Mapping[str, str], source: str, country: str, kind: str) -> Record:
    position = position_of(row["latitude"], row["longitude"])
    own_country = row.get("country", "").upper() or country
    if own_country and not is_country(own_country):
        raise RowError(f"no such country: {shown(own_country)}")
    if country and own_country != country:
        raise RowError(f"a place of {own_country}, not of {country}")
    own_kind = row.get("kind") or (_KIND_OF_LEVEL.get(row["level"], "") if row.get("level") else kind)
    if own_kind not in PRECISION_OF_KIND:
        raise RowError(f"no kind of place: {shown(row.get('kind') or row.get('level', ''))}")
    notes: list[str] = []
    in_languages = [
        (match[1], clean_name(text, notes))
        for field, text in row.items()
        if text and (match := _NAME_FIELD.fullmatch(field))
    ]
    name = clean_name(row.get("name") or next((text for _language, text in in_languages), ""), notes)
    told: list[Name] = [(text, language, "preferred", key_of(text)) for language, text in in_languages]
    others = names_of(name, row.get("names", "").split("|"), own_country, notes)
    known = {text for text, *_rest in told}
    code = clean_code(row.get("code", ""), 64)
    return Record(
        number=number,
        own_id=place_id(TABLE, f"{source}:{code or f'{key_of(name)}:{position[0]:.3f}:{position[1]:.3f}'}"),
        code=code or f"{key_of(name)[:40]}:{position[0]:.3f}:{position[1]:.3f}",
        name=name,
        kind=own_kind,
        country=own_country,
        latitude=position[0],
        longitude=position[1],
        names=[*told, *(other for other in others if other[0] not in known)],
        population=whole_number(row.get("population", ""), "population"),
        admin1=clean_code(row.get("admin1", ""), 8),
        parent_code=clean_code(row.get("parent", ""), 64),
        notes=notes,
    )
