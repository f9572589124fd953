"""The public map in a browser: drawing, panning, filtering and playing, beside leaflet.timeline in the same run.

Milliseconds are from the input to the frame after the paint, in headless Chromium at 1366×768 with software rendering.
"""

from __future__ import annotations

import datetime as dt
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import folders, map_picture, map_rival, map_states
from benchmarks.databases import sqlite_url
from benchmarks.figures import Figure
from benchmarks.folders import Say
from benchmarks.map_browser import AT_ONCE, chromium, look, memory, new_page, p95, show
from publicmap.columns.reading import MapData, read_folder
from scripts.site import Site, copy_site

SMALL, LARGE, LARGEST = 10_000, 100_000, 1_000_000
LAPS = 200
SEED = 20
# A year, and the part of the world that holds most of the made-up incidents.
YEAR, VIEW = "from=2015-01-01&to=2015-12-31", {"zoom": 6, "latitude": 34.0, "longitude": 40.5}
YEAR_END = dt.date(2015, 12, 31).toordinal() - dt.date(1970, 1, 1).toordinal()
PLAYED_S = 60
FASTEST = 8
FIRST_DRAWS = 5
TURNS, SAMPLES, STATES = 20, 1000, 200


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--most", type=folders.positive, default=LARGEST, help="incidents of the largest run (1,000,000)"
    )
    parser.add_argument("--played", type=folders.positive, default=PLAYED_S, help="seconds of playing (60)")
    folders.add_made_up(parser)
    folders.add_prepared(parser)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    prepared = folders.prepared(workplace, options["prepared"], say)
    made: dict[int, tuple[Site, MapData]] = {}
    for count in sorted({SMALL, LARGE, options["most"]}):
        made[count] = _made(prepared, count, options["made_up"], workplace, say)
    rivals = {}
    for count in (SMALL, LARGE):
        say(f"leaflet.timeline with {count:,}")
        rivals[count] = map_rival.measure(workplace / "npm", _points(made[count][1]), VIEW, YEAR_END, LAPS)
    for count in sorted({LARGE, options["most"]}):
        site, data = made[count]
        say(f"The map with {count:,}")
        with site, chromium(*AT_ONCE) as opened:
            yield from _first_draw(opened, site, count)
            page = new_page(opened)
            show(page, f"{site.url}/?{YEAR}&{_view()}")
            yield from _frames(page, count, rivals.get(count))
            yield Figure(f"{count:,}: heap and buffers", memory(page), "MB", at_most=150 if count >= LARGEST else None)
            yield from _right(page, site, data, count, say)
    site, _ = made[LARGE]
    with site:
        yield from _played(site, options["played"], say)


def _made(prepared: Path, count: int, given: Path | None, workplace: Path, say: Say) -> tuple[Site, MapData]:
    """A site with so many made-up incidents, whose map data are written, and those data."""
    folder = copy_site(prepared, workplace / str(count))
    url = f"sqlite:///{folders.made_up(given, count)}" if given else sqlite_url(workplace / str(count))
    if not given:
        say(f"Making up {count:,} incidents")
        folders.run(prepared, "seed_synthetic", "--count", str(count), "--database", url)
    more = {"DATABASE_URL": url, "STRIKELINE_DEMO": "0"}
    folders.run(folder, "migrate", "--verbosity=0", **more)
    say(f"Writing the map's data of {count:,}")
    folders.run(folder, "write_map_data", **more)
    return Site(folder, **more), read_folder(folder / "public" / "map")


def _points(data: MapData) -> dict[str, Any]:
    """All that are on the map and have a date."""
    placed = (data["longitude"] != data.UNKNOWN) & (data["first"] != data.UNKNOWN)
    return {"placed": placed, **{name: data[name] for name in ("longitude", "latitude", "first")}}


def _view() -> str:
    return f"map={VIEW['zoom']}/{VIEW['latitude']}/{VIEW['longitude']}"


def _first_draw(opened: Any, site: Site, count: int) -> Iterator[Figure]:
    """Of a page that nothing is kept of, from the navigation on; the median of five."""
    first, whole = [], []
    for _ in range(FIRST_DRAWS):
        page = new_page(opened)
        show(page, f"{site.url}/?{_view()}")
        marks = page.evaluate("performance.getEntriesByType('mark').map(({name, startTime}) => [name, startTime])")
        times = dict(marks)
        first.append(times["newest incidents drawn"])
        whole.append(times["all incidents drawn"])
        page.close()
    limits = (1000, 3000) if count >= LARGEST else (None, None)
    yield Figure(f"{count:,}: newest chunk drawn", float(np.median(first)), "ms", at_most=limits[0])
    yield Figure(f"{count:,}: all drawn", float(np.median(whole)), "ms", at_most=limits[1])


def _frames(page: Any, count: int, rival: dict[str, list[float]] | None) -> Iterator[Figure]:
    steps = [*_clicks(page, "#step-forward", LAPS // 2), *_clicks(page, "#step-back", LAPS // 2)]
    pans = page.evaluate("count => measures.pan(count)", LAPS)
    filters = _clicks(page, "input[name=kind][value=air_strike]", LAPS // 4)
    look(page, _view())
    everything = page.evaluate("count => measures.pan(count)", LAPS)
    is_largest = count >= LARGEST
    for name, took, limit in (
        ("step", steps, 20 if is_largest else None),
        ("pan", pans, 60 if is_largest else None),
        ("pan, all dates", everything, 60 if is_largest else None),
        ("filter to painted frame with its counts", filters, 250 if is_largest else 50),
    ):
        named = f"{count:,}: {name}"
        yield Figure(f"{named}, median", float(np.median(took)), "ms")
        other = p95(rival[name]) if rival and name in rival else None
        yield Figure(f"{named}, p95", p95(took), "ms", at_most=limit, baseline=other)
    if rival:
        # A pan of 100,000 is one of all of them: a year holds a few thousand.
        for name, took, least in (("step", steps, 5), ("pan", pans, None), ("pan, all dates", everything, 10)):
            times = float(np.median(rival[name]) / np.median(took))
            yield Figure(f"{count:,}: {name}, times faster than leaflet.timeline", times, at_least=least)


def _clicks(page: Any, selector: str, count: int) -> list[float]:
    took: list[float] = page.evaluate("([selector, count]) => measures.click(selector, count)", [selector, count])
    return took


def _right(page: Any, site: Site, data: MapData, count: int, say: Say) -> Iterator[Figure]:
    say("Looking for incidents at their pixels")
    looked = map_picture.check(page, data, TURNS, SAMPLES, SEED)
    yield Figure(f"{count:,}: incidents looked for", looked["inside"], at_least=SAMPLES)
    yield Figure(f"{count:,}: not found at their pixel", looked["inside"] - looked["found"], at_most=0)
    yield Figure(f"{count:,}: left out, and looked for", looked["outside"], at_least=SAMPLES)
    yield Figure(f"{count:,}: left out, and drawn all the same", looked["outside"] - looked["empty"], at_most=0)
    say("Comparing counts with the server's")
    queries = [map_states.query_of(state) for state in map_states.of_all(STATES, data.dictionary, SEED)]
    counted = folders.call(site.data, map_states.__name__, queries, **site.more)
    shown = []
    for query in queries:
        look(page, query)
        shown.append(int(re.sub(r"\D", "", page.locator("#figure-dated").inner_text())))
    differing = sum(one != other for one, other in zip(shown, counted, strict=True))
    yield Figure(f"{count:,}: filter states whose count is not the server's, of {STATES}", differing, at_most=0)


def _played(site: Site, seconds: int, say: Say) -> Iterator[Figure]:
    """At the screen's own pace, sixty frames a second."""
    say(f"Playing for {seconds} s")
    with chromium() as opened:
        page = new_page(opened)
        show(page, f"{site.url}/?{YEAR}&{_view()}&loop=1&speed={FASTEST}")
        page.evaluate("document.querySelector('#play').click()")
        # What playing makes once is made by then: the memory is compared from here on.
        page.wait_for_timeout(2000)
        before = memory(page)
        dropped = page.evaluate("milliseconds => measures.dropped(milliseconds)", seconds * 1000)
        after = memory(page)
    yield Figure(f"{LARGE:,}: frames dropped while playing", 100 * dropped, "%", at_most=1)
    yield Figure(f"{LARGE:,}: memory after playing", after, "MB", at_most=1.05 * before, baseline=before)
