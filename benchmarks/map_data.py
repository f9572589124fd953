"""The map's data of a million incidents: from nothing, after ten changes, killed, and served while it changes."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import folders, map_data_readers, map_data_steps
from benchmarks.databases import postgresql_url, sqlite_url
from benchmarks.figures import Figure
from benchmarks.folders import Say
from config.processes import ends_with_parent
from scripts.site import ROOT, environment

FROM_NOTHING_S, TEN_CHANGES_S, BYTES, MEMORY_GB = 30, 2, 15, 1.5
KILLS = 5


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=folders.positive, default=1_000_000, help="made-up incidents (1,000,000)")
    parser.add_argument("--readers", type=folders.positive, default=50, help="readers at once (50)")
    folders.add_prepared(parser)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    data = folders.prepared(workplace, options["prepared"], say)
    yield from _figures("SQLite", sqlite_url(workplace), data, workplace / "sqlite", options["count"], say)
    with postgresql_url(say) as url:
        if url:
            yield from _figures("PostgreSQL", url, data, workplace / "postgresql", options["count"], say)
    yield from map_data_readers.figures(workplace, data, options["readers"], say)


def _figures(label: str, url: str, data: Path, own: Path, count: int, say: Say) -> Iterator[Figure]:
    say(f"{label}: making up {count:,} incidents")
    folders.run(data, "seed_synthetic", "--count", str(count), "--database", url)
    own.mkdir()
    say(f"{label}: writing the map's data, then ten changes five times")
    took = folders.call(own, map_data_steps.__name__, None, DATABASE_URL=url)
    yield Figure(
        f"{label}, from nothing", took["from_nothing_s"], "s", at_most=FROM_NOTHING_S, baseline=took["views_s"]
    )
    yield Figure(f"{label}, from nothing, processor time", took["from_nothing_cpu_s"], "s")
    yield Figure(f"{label}, peak memory", took["peak_gb"], "GB", at_most=MEMORY_GB)
    yield Figure(f"{label}, bytes an incident", took["bytes"], "bytes", at_most=BYTES)
    yield Figure(f"{label}, bytes an incident with names, places and areas", took["all_bytes"], "bytes", at_most=BYTES)
    ten = took["ten_changes_s"]
    yield Figure(f"{label}, ten changes: median", statistics.median(ten), "s", at_most=TEN_CHANGES_S)
    yield Figure(f"{label}, ten changes: longest", max(ten), "s")
    yield Figure(f"{label}, files that ten changes rewrote", took["rewritten"])
    say(f"{label}: killing the writer {KILLS} times")
    kills = _kills(own, url, took["from_nothing_s"])
    yield Figure(f"{label}, runs killed in the middle", kills["killed"])
    yield Figure(f"{label}, of them that left a broken map", kills["broken"], at_most=0)
    yield Figure(f"{label}, incidents missing after the next run", count - kills["count"], at_most=0)


def _kills(own: Path, url: str, whole_s: float) -> dict[str, int]:
    """Kill runs from nothing at moments spread over their time; each must leave the map as it was."""
    killed = broken = 0
    for number in range(KILLS):
        before = folders.call(own, map_data_steps.__name__, "forget", DATABASE_URL=url)
        process = subprocess.Popen(
            [sys.executable, "manage.py", "write_map_data"],
            cwd=ROOT,
            env=environment(own, DATABASE_URL=url),
            start_new_session=True,
            preexec_fn=ends_with_parent(signal.SIGTERM),
        )
        try:
            process.wait(whole_s * (number + 1) / (KILLS + 1))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.wait()
        after = folders.call(own, map_data_steps.__name__, "look", DATABASE_URL=url)
        broken += not after["is_whole"] or after["count"] != before["count"]
    folders.run(own, "write_map_data", DATABASE_URL=url)
    return {"killed": killed, "broken": broken, **folders.call(own, map_data_steps.__name__, "look", DATABASE_URL=url)}
