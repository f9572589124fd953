"""Outlines of areas out of any file that GDAL reads: GeoPackage, Shapefile, GeoJSON, also gzipped or zipped.

Each feature becomes an ``Outline`` in WGS 84 or a ``Refusal``; what was mended stands in its notes.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.folding import key_of
from geo.importing.geonames import clean_code
from geo.importing.records import LONGEST_NAME, Refusal, RowError, clean, clean_name, is_country, shown
from geo.packages import Name
from geo.precision import check_position

# The usual names of fields, in lower case: ours, OCHA's, geoBoundaries', GADM's.
_USUAL = {
    "id": ("geonameid", "gn_id", "id"),
    "name": ("name", "name_en", "adm{level}_en", "shapename", "name_{level}"),
    "code": ("iso_or_pcode", "pcode", "adm{level}_pcode", "shapeid", "gid_{level}", "code"),
    "country": ("country", "country_code", "iso2", "iso_a2"),
    "level": ("level", "admin_level"),
}
_NAME_FIELDS = {"name_ar": "ar", "name_en": "en", "adm{level}_ar": "ar", "adm{level}_en": "en", "name_ku": "ku"}
_TOLERANCE = 0.0005  # degrees, 50 m: what the map and a radius need, at a tenth of the size


class OutlinesError(ValueError):
    """A file that gives no outlines; the message says why, for people."""


@dataclass(slots=True)
class Outline:
    """One area. ``geometry`` is a valid Polygon or MultiPolygon in degrees, x the longitude."""

    number: int
    kind: str
    geometry: BaseGeometry
    country: str
    code: str = ""
    geonames_id: int | None = None
    name: str = ""
    names: list[Name] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_frame(path: Path, crs: str = "") -> Any:
    """The features as a GeoDataFrame in WGS 84. Raises OutlinesError; ``crs`` is that of a file that does not say."""
    import geopandas  # noqa: PLC0415 - a second to load, and only this command needs it
    from pyogrio.errors import DataSourceError  # noqa: PLC0415
    from pyproj.exceptions import ProjError  # noqa: PLC0415

    if not path.is_file():
        raise OutlinesError("there is no such file")
    with _unpacked(path) as name:
        try:
            # Broken polygons are mended by us, which can say so: pyogrio hands them on as they are.
            frame = geopandas.read_file(name, engine="pyogrio", on_invalid="ignore")
            if not isinstance(frame, geopandas.GeoDataFrame):
                raise OutlinesError("it has no geometries")
            if crs:
                frame = frame.set_crs(crs, allow_override=True)
            if frame.crs is None:
                raise OutlinesError("it names no coordinate system; say which with --crs EPSG:…")
            return frame.to_crs(4326)
        except (DataSourceError, ProjError, UnicodeDecodeError, shapely.GEOSException) as error:
            raise OutlinesError(str(error).splitlines()[0]) from error


@contextmanager
def _unpacked(path: Path) -> Iterator[str]:
    """What GDAL is to open. A gzipped file is unpacked first: a GeoPackage is read in no order."""
    lower = path.name.lower()
    if not lower.endswith(".gz"):
        yield f"/vsizip/{path.resolve()}" if lower.endswith(".zip") else str(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / path.name[: -len(".gz")]
        try:
            with gzip.open(path) as packed, plain.open("wb") as file:
                shutil.copyfileobj(packed, file)
        except (OSError, EOFError, zlib.error) as error:
            raise OutlinesError(str(error)) from error
        yield str(plain)


def outlines(frame: Any, kind: str, fields: Mapping[str, str], country: str = "") -> Iterator[Outline | Refusal]:
    """The features of the frame. ``fields`` names those that the caller chose; ``kind`` is empty where one tells."""
    if wrong := [name for name in fields.values() if name not in frame.columns]:
        have = ", ".join(str(name) for name in frame.columns if name != "geometry")
        raise OutlinesError(f"no field “{shown(wrong[0])}”; there are: {have[:300]}")
    for number, (values, geometry) in enumerate(zip(_plain_rows(frame), frame.geometry, strict=True), start=1):
        try:
            yield _outline(number, values, geometry, kind, fields, country)
        except RowError as error:
            yield Refusal(number, str(error))


def _plain_rows(frame: Any) -> Iterable[dict[str, str]]:
    """Every value as text; what is missing as an empty one, a whole number without a fraction."""
    for row in frame.drop(columns=frame.geometry.name).to_dict("records"):
        yield {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> str:
    if value is None or value != value:  # NaN is how pandas writes a missing number
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _outline(
    number: int, values: dict[str, str], geometry: BaseGeometry | None, kind: str, fields: Mapping[str, str], land: str
) -> Outline:
    lower = {name.lower(): value for name, value in values.items()}
    own_kind = kind or _kind_of_level(_value("level", lower, values, fields, ""))
    level = own_kind.removeprefix("adm")
    notes: list[str] = []
    country = (_value("country", lower, values, fields, level).upper() or land)[:2]
    if land and country != land:
        raise RowError(f"an area of {shown(country)}, not of {land}")
    names = []
    for pattern, language in _NAME_FIELDS.items():
        text = lower.get(pattern.format(level=level), "").strip()
        if text and key_of(text) and len(text) <= LONGEST_NAME:
            tidy = clean(text, "name", notes)
            names.append((tidy, language, "alternate", key_of(tidy)))
    own_name = _value("name", lower, values, fields, level) or (names[0][0] if names else "")
    name = clean_name(own_name, notes) if own_name else ""
    identifier = _value("id", lower, values, fields, level)
    outline = Outline(
        number=number,
        kind=own_kind,
        geometry=_mended(geometry, notes),
        country=country if is_country(country) else "",
        code=clean_code(_value("code", lower, values, fields, level), 64),
        geonames_id=int(identifier) if identifier.isascii() and identifier.isdigit() else None,
        name=name,
        names=names,
        notes=notes,
    )
    if not (outline.name or outline.code or outline.geonames_id):
        raise RowError("it has neither name, code nor id; name the fields with --name-field, --code-field, --id-field")
    return outline


def _value(what: str, lower: dict[str, str], values: dict[str, str], fields: Mapping[str, str], level: str) -> str:
    if what in fields:
        return values[fields[what]].strip()
    usual = (name.format(level=level) for name in _USUAL[what])
    return next((lower[name].strip() for name in usual if lower.get(name, "").strip()), "")


def _kind_of_level(text: str) -> str:
    if text not in ("1", "2", "3"):
        raise RowError(f"its level is not 1, 2 or 3: {shown(text)}; say it with --level" if text else "it has no level")
    return f"adm{text}"


def _mended(geometry: BaseGeometry | None, notes: list[str]) -> BaseGeometry:
    """A valid Polygon or MultiPolygon, simplified. Raises RowError where there is none."""
    if geometry is None or geometry.is_empty:
        raise RowError("it has no geometry")
    corners = shapely.get_coordinates(geometry)
    if not np.isfinite(corners).all():
        raise RowError("a coordinate is not finite")
    try:
        for x, y in (corners.min(axis=0), corners.max(axis=0)):
            check_position(float(y), float(x))
    except ValueError as error:
        raise RowError(str(error)) from None
    if "Polygon" not in geometry.geom_type:
        raise RowError(f"a {geometry.geom_type}, not a polygon")
    if not geometry.is_valid:
        notes.append(f"mended: {shapely.is_valid_reason(geometry)}")
        geometry = _polygons(shapely.make_valid(geometry))
    simple = geometry.simplify(_TOLERANCE)
    return shapely.force_2d(simple if simple.is_valid and not simple.is_empty else geometry)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """What of a mended geometry has an area."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    kept = shapely.union_all([part for part in parts if part.geom_type == "Polygon"])
    if kept.is_empty:
        raise RowError("nothing with an area is left of it once it is mended")
    return kept
