"""Outlines of countries and first-level areas, and which of them a point lies in.

Natural Earth, out of the files that ``scripts/build_boundaries.py`` writes; read on first use (about half a second).
Codes: ISO 3166-1 alpha-2 for countries, GeoNames' "SY.07" for admin-1. Degrees, WGS 84, x is longitude.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parent / "data"


def _read(name: str) -> dict[str, Any]:
    with gzip.open(DATA / name) as file:
        return json.load(file)


@cache
def _countries() -> dict[str, BaseGeometry]:
    return {code: shape(row["geometry"]) for code, row in _read("countries.json.gz").items()}


@cache
def _admin1() -> dict[str, BaseGeometry]:
    return {code: shape(row["geometry"]) for code, row in _read("admin1.json.gz").items()}


@cache
def _tree(level: str) -> tuple[list[str], shapely.STRtree]:
    outlines = _admin1() if level == "admin1" else _countries()
    return list(outlines), shapely.STRtree(list(outlines.values()))


def country_points() -> dict[str, tuple[float, float]]:
    """The point (latitude, longitude) that the World Factbook gives each country."""
    rows = _read("countries.json.gz").items()
    return {code: (row["point"][0], row["point"][1]) for code, row in rows if row["point"]}


def country_outline(country: str) -> BaseGeometry | None:
    """The outline of a country, or None."""
    return _countries().get(country)


def admin1_outline(code: str) -> BaseGeometry | None:
    """The outline of a governorate or province ("SY.07"), or None."""
    return _admin1().get(code)


def _at(level: str, latitude: float, longitude: float) -> str | None:
    codes, tree = _tree(level)
    inside = tree.query(shapely.Point(longitude, latitude), predicate="intersects")
    return codes[int(inside[0])] if len(inside) else None


def admin1_at(latitude: float, longitude: float) -> str | None:
    """The code of the governorate or province that the point lies in, or None (at sea, in a gap)."""
    return _at("admin1", latitude, longitude)


def country_at(latitude: float, longitude: float) -> str | None:
    """The country that the point lies in, or None."""
    return _at("country", latitude, longitude)


def as_geojson(geometry: BaseGeometry, digits: int = 4) -> dict[str, Any]:
    """The geometry as GeoJSON, its coordinates rounded to so many digits of a degree (4: 11 m)."""
    return json.loads(json.dumps(mapping(geometry)), parse_float=lambda text: round(float(text), digits))
