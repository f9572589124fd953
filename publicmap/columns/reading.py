"""A reader of the map's data in Python, for whoever wants all public incidents in arrays (`docs/map-data.md`)."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publicmap.columns.layout import unpack

MANIFEST = "manifest.json"
MICRO = 1_000_000  # of a degree
OFF_MAP, SHARED, OWN = 0, 1, 2  # a place's `where`
BOUND_FROM = 1_000_000  # added to a bound of what is undated, so that 0 is "not said"
BOX = ("west", "south", "east", "north")
_NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class MapData:
    """`columns` by name, as long as there are incidents, newest first; `UNKNOWN` where nothing is said.

    `longitude`, `latitude`, `west` … `north` are millionths of a degree, `radius` metres, `first`, `last`,
    `not_before`, `not_after` days since 1970-01-01, `killed_min` … people; the others index the dictionary's lists.
    """

    UNKNOWN = _NOTHING

    manifest: dict[str, Any]
    dictionary: dict[str, Any]
    places: dict[str, NDArray[np.int64]]
    names: dict[str, list[str]]
    areas: list[dict[str, Any] | None]
    columns: dict[str, NDArray[np.int64]]

    def __getitem__(self, name: str) -> NDArray[np.int64]:
        return self.columns[name]

    def codes(self) -> list[str]:
        prefixes = self.dictionary["prefixes"]
        pairs = zip(self["prefix"].tolist(), self["number"].tolist(), strict=True)
        return [f"{prefixes[prefix]}-{number:04d}" if number else prefixes[prefix] for prefix, number in pairs]


def read_folder(folder: Path) -> MapData:
    """All of the newest data in the folder. Raises FileNotFoundError where there are none (yet)."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    files = {name: content_of(folder, entry["file"]) for name, entry in manifest["files"].items()}
    _header, places = unpack(files["places"])
    chunks = [_rows(content_of(folder, chunk["file"]), places) for chunk in manifest["chunks"]]
    names = chunks[0].keys() if chunks else ()
    return MapData(
        manifest,
        json.loads(files["dictionary"]),
        places,
        json.loads(files["names"]),
        json.loads(files["areas"]),
        {name: np.concatenate([chunk[name] for chunk in chunks]) for name in names},
    )


def content_of(folder: Path, name: str) -> bytes:
    """The content of a file that the manifest names."""
    return gzip.decompress((folder / f"{name}.gz").read_bytes())


def _rows(content: bytes, places: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.int64]]:
    header, columns = unpack(content)
    place = columns["place"]
    where = places["where"][place]
    of_own = {column["name"] for column in header["columns"] if column.get("rows") == "own"}
    rows = {name: values for name, values in columns.items() if name not in of_own and name != "days"}
    nothing = np.full(len(place), _NOTHING)
    if header.get("undated"):
        rows["first"] = rows["last"] = nothing
        for bound in ("not_before", "not_after"):
            rows[bound] = np.where(columns[bound] > 0, columns[bound] - BOUND_FROM, _NOTHING)
    else:
        rows["last"] = columns["first"] + columns["days"]
        rows["not_before"] = rows["not_after"] = nothing
    rows["precision"] = places["precision"][place]
    is_own = where == OWN
    for name in ("longitude", "latitude", "radius", *BOX):
        values = np.where(where == SHARED, places[name][place], _NOTHING)
        values[is_own] = columns[name] if name not in BOX else _side(columns, name)
        rows[name] = values
    for harm in ("killed", "injured"):
        least, more = rows.pop(f"{harm}_least"), rows.pop(f"{harm}_more")
        rows[f"{harm}_min"] = np.where(least > 0, least - 1, _NOTHING)
        rows[f"{harm}_max"] = np.where(more > 0, more - 1 + np.maximum(least - 1, 0), _NOTHING)
    return rows


def _side(columns: dict[str, NDArray[np.int64]], name: str) -> NDArray[np.int64]:
    """A side of the box of those with a position of their own, which the file has as the way to it."""
    along = columns["longitude" if name in ("west", "east") else "latitude"]
    return along + columns[name] if name in ("east", "north") else along - columns[name]
