"""What is drawn on the public map's canvases, and its data made as new as the database."""

import datetime as dt
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.site import Site, manage

# The address says where the map looks, a moment after it does.
WHERE = re.compile("map=")
# Where a spot of the map is on the page, and the colour there on one of the map's canvases, as the address says.
SPOT = """
([latitude, longitude]) => {
  const [zoom, middle, across] = (new URLSearchParams(location.search).get("map") ?? "").split("/").map(Number);
  const y = (degrees) => -Math.asinh(Math.tan(degrees * Math.PI / 180)) / (2 * Math.PI);
  const pixels = 2 ** (zoom + 8);
  const map = document.querySelector("#map").getBoundingClientRect();
  return {
    x: map.x + map.width / 2 + (longitude - across) / 360 * pixels,
    y: map.y + map.height / 2 + (y(latitude) - y(middle)) * pixels,
  };
}"""
ALPHA = f"""
([pane, latitude, longitude, right]) => {{
  const canvas = document.querySelector(`.leaflet-${{pane}}-pane canvas`);
  const box = canvas.getBoundingClientRect();
  const {{ x, y }} = ({SPOT})([latitude, longitude]);
  const ratio = canvas.width / box.width;
  // A copy: the browser warns of a canvas that is read again and again.
  const copy = new OffscreenCanvas(1, 1).getContext("2d", {{ willReadFrequently: true }});
  copy.drawImage(canvas, -Math.floor((x + right - box.x) * ratio), -Math.floor((y - box.y) * ratio));
  return copy.getImageData(0, 0, 1, 1).data[3];
}}"""
ANY_MARK = """
() => {
  const canvas = document.querySelector(".leaflet-marks-pane canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
}"""


def is_drawn(page: Page, pane: str, spot: tuple[float, float], right: float = 0) -> None:
    """Waits until something is drawn there, `right` pixels beside the spot."""
    page.wait_for_url(WHERE)
    page.wait_for_function(f"asked => ({ALPHA})(asked) > 0", arg=[pane, *spot, right])


def alpha(page: Page, pane: str, spot: tuple[float, float], right: float = 0) -> int:
    page.wait_for_url(WHERE)
    return int(page.evaluate(ALPHA, [pane, *spot, right]))


def click(page: Page, spot: tuple[float, float]) -> None:
    page.wait_for_url(WHERE)
    at = page.evaluate(SPOT, list(spot))
    page.mouse.click(at["x"], at["y"])


def write_map_data(site: Site, version: int, count: int | None = None) -> None:
    """What the worker does a few seconds after a change to that published version, which it may just be doing.

    With `count`, of all public incidents, it is made from nothing: what factories made no revision tells of.
    """
    manifest = site.data / "public" / "map" / "manifest.json"
    for _ in range(20):
        if manifest.exists():
            found = json.loads(manifest.read_text())
            if found["version"] == version and count in (None, found["count"]):
                return
            if count is not None:
                manifest.unlink()
        assert manage(site.data, "write_map_data").returncode == 0
    pytest.fail("the map's data do not follow the published version")


def told_by_the_bar(page: Page, day: dt.date, sight: tuple[dt.date, dt.date]) -> str:
    """What the timeline says of the bin of a day to a pointer, where bins are days; `sight` is what it shows."""
    chart = page.locator("#timeline-chart").bounding_box()
    assert chart
    share = ((day - sight[0]).days + 0.5) / ((sight[1] - sight[0]).days + 1)
    page.mouse.move(chart["x"] + chart["width"] * share, chart["y"] + 40)
    hint = page.locator(".bin-hint")
    expect(hint).to_contain_text(f"{day.day} {day:%b} {day.year}: ")
    return hint.inner_text()
