"""Whether the picture is right: what the filter lets through is found at its pixel, and what it leaves out is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import map_browser
from benchmarks.map_states import of_kinds, query_of
from publicmap.columns.reading import MICRO, MapData

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORLD_M = 40_075_016.686
# Pixels: a symbol's smallest radius and its line, a number written on it, and what rounding moves.
SMALLEST, AROUND = 9, 26
MOST_TURNS = 10  # times as many as asked for, where the views hold too few
EDGE = 30  # of the map's frame, where nothing is looked for
_DRAWN = ("exact", "near", "settlement", "adm2", "adm1", "region")
_AREAS = ("adm2", "adm1", "region")
# The largest alpha in the square around each spot: of a hatched area the gap between two lines is empty.
_ALPHAS = """
({spots, pane, reach}) => {
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const [box, map] = [canvas.getBoundingClientRect(), document.querySelector("#map").getBoundingClientRect()];
  const {data, width} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return spots.map(([x, y]) => {
    let most = 0;
    const [column, line] = [Math.floor(x + map.x - box.x), Math.floor(y + map.y - box.y)];
    for (let down = -reach; down <= reach; down += 1)
      for (let right = -reach; right <= reach; right += 1)
        most = Math.max(most, data[4 * ((line + down) * width + column + right) + 3]);
    return most;
  });
}"""


def check(page: Page, data: MapData, turns: int, samples: int, seed: int) -> dict[str, int]:
    """`{"inside", "found", "outside", "empty"}`: how many were looked for, and at how many the picture was right.

    After so many turns of random dates, kinds and views, and more of them until there are `samples` of either sort.
    """
    chance = np.random.default_rng(seed)
    box = page.evaluate(
        "(({width, height}) => [width, height])(document.querySelector('#map').getBoundingClientRect())"
    )
    size = (float(box[0]), float(box[1]))
    precisions, kinds = data.dictionary["precisions"], data.dictionary["kinds"]
    drawn = np.isin(data["precision"], [precisions.index(code) for code in _DRAWN]) & (
        data["longitude"] != data.UNKNOWN
    )
    areas = np.isin(data["precision"], [precisions.index(code) for code in _AREAS])
    counts = dict.fromkeys(("inside", "found", "outside", "empty"), 0)
    rows = np.flatnonzero(drawn)
    for turn, state in enumerate(of_kinds(MOST_TURNS * turns, data.dictionary, seed)):
        if turn >= turns and min(counts["inside"], counts["outside"]) >= samples:
            break
        middle = rows[chance.integers(len(rows))]
        zoom = int(chance.integers(6, 11))
        latitude, longitude = (float(data[name][middle]) / MICRO for name in ("latitude", "longitude"))
        latitude, longitude = round(latitude, 4), round(longitude, 4)
        map_browser.look(page, f"{query_of(state)}&map={zoom}/{latitude}/{longitude}")
        x, y, radius = _pixels(data, rows, zoom, (latitude, longitude), size)
        passes = _passes(data, rows, state, kinds)
        here = (x > EDGE) & (y > EDGE) & (x < size[0] - EDGE) & (y < size[1] - EDGE)
        each = -(-samples // turns)
        for is_area in (False, True):
            of_kind = here & passes & (areas[rows] == is_area)
            picked = _some(chance, np.flatnonzero(of_kind), each // 2)
            pane, around = ("areas", 14) if is_area else ("symbols", 0)
            alphas = _alphas(page, x[picked], y[picked], pane, around)
            counts["inside"] += len(picked)
            counts["found"] += int(np.count_nonzero(alphas))
        # Of an area the number alone stands among the symbols, on its middle.
        reach = np.where(areas[rows], 0, radius)[passes] + AROUND
        free = [
            at
            for at in _some(chance, np.flatnonzero(here & ~passes & ~areas[rows]), 12 * each)
            if not np.any(np.hypot(x[passes] - x[at], y[passes] - y[at]) < reach)
        ][:each]
        alphas = _alphas(page, x[free], y[free], "symbols", 0)
        counts["outside"] += len(free)
        counts["empty"] += len(free) - int(np.count_nonzero(alphas))
    return counts


def _pixels(
    data: MapData, rows: NDArray[Any], zoom: int, centre: tuple[float, float], size: tuple[float, float]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Where the rows lie on the map and how far they reach, in pixels."""
    world = 256 * 2**zoom
    latitudes, longitudes = np.radians(data["latitude"][rows] / MICRO), data["longitude"][rows] / MICRO

    def down(radians: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(-np.arcsinh(np.tan(radians)) / (2 * np.pi) * world)

    x = size[0] / 2 + (longitudes - centre[1]) / 360 * world
    y = size[1] / 2 + down(latitudes) - down(np.radians(np.array(centre[0])))
    radius = np.maximum(SMALLEST, data["radius"][rows] * world / (WORLD_M * np.cos(latitudes)))
    return x, y, radius


def _passes(data: MapData, rows: NDArray[Any], state: dict[str, Any], kinds: list[str]) -> NDArray[Any]:
    """By the plain conditions; what has no date passes where it may have happened in the window."""
    start, end = (np.datetime64(state[name]).astype("datetime64[D]").astype(int) for name in ("from", "to"))
    first, last = data["first"][rows], data["last"][rows]
    before, after = data["not_before"][rows], data["not_after"][rows]
    undated = (before <= end) & ((after == data.UNKNOWN) | (after >= start))
    passes = np.where(first == data.UNKNOWN, undated, (first <= end) & (last >= start))
    if "kind" in state:
        passes &= np.isin(data["kind"][rows], [kinds.index(kind) for kind in state["kind"]])
    return np.asarray(passes)


def _some(chance: np.random.Generator, found: NDArray[Any], most: int) -> list[int]:
    picked: list[int] = chance.choice(found, min(most, len(found)), replace=False).tolist()
    return picked


def _alphas(page: Page, x: NDArray[Any], y: NDArray[Any], pane: str, reach: int) -> NDArray[Any]:
    spots = np.stack([x, y], axis=1).tolist() if len(x) else []
    return np.array(page.evaluate(_ALPHAS, {"spots": spots, "pane": pane, "reach": reach}), dtype=int)
