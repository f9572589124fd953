"""The map's data of a million incidents: from nothing, after ten changes, killed, and served while it changes."""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import folders, map_data_readers, map_data_steps, map_data_whole
from benchmarks.databases import postgresql_url, sqlite_url
from benchmarks.figures import BenchmarkFailed, Figure
from benchmarks.folders import Say
from config.processes import ends_with_parent
from scripts.site import ROOT, environment

FROM_NOTHING_S, TEN_CHANGES_S, BYTES, MEMORY_GB = 30, 2, 15, 1.5
KILLS = 5
_PATIENCE_S = 30
_LOOK_S = 0.01


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=folders.positive, default=1_000_000, help="made-up incidents (1,000,000)")
    parser.add_argument("--readers", type=folders.positive, default=50, help="readers at once (50)")
    folders.add_made_up(parser)
    folders.add_prepared(parser)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    data = folders.prepared(workplace, options["prepared"], say)
    count = options["count"]
    given = folders.made_up(options["made_up"], count) if options["made_up"] else None
    if given:
        say(f"Copying {given}")
        shutil.copyfile(given, workplace / "made-up.sqlite3")
        folders.run(data, "migrate", "--verbosity=0", DATABASE_URL=sqlite_url(workplace))
    else:
        _make_up("SQLite", sqlite_url(workplace), data, count, say)
    yield from _figures("SQLite", sqlite_url(workplace), workplace / "sqlite", count, say)
    with postgresql_url(say) as url:
        if url:
            _make_up("PostgreSQL", url, data, count, say)
            yield from _figures("PostgreSQL", url, workplace / "postgresql", count, say)
    yield from map_data_readers.figures(workplace, data, options["readers"], say)


def _make_up(label: str, url: str, data: Path, count: int, say: Say) -> None:
    say(f"{label}: making up {count:,} incidents")
    folders.run(data, "seed_synthetic", "--count", str(count), "--database", url)


def _figures(label: str, url: str, own: Path, count: int, say: Say) -> Iterator[Figure]:
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
    yield Figure(f"{label}, ten changes: median processor time", statistics.median(took["ten_changes_cpu_s"]), "s")
    yield Figure(f"{label}, files that ten changes rewrote", took["rewritten"])
    say(f"{label}: killing the writer {KILLS} times")
    killed, broken = _kills(own, url, took["from_nothing_s"])
    yield Figure(f"{label}, runs killed in the middle", killed)
    yield Figure(f"{label}, of them that left a broken map", broken, at_most=0)
    folders.run(own, "write_map_data", DATABASE_URL=url)
    yield Figure(f"{label}, incidents missing after the next run", count - map_data_whole.count_of(own), at_most=0)
    yield Figure(f"{label}, files left behind after it", len(map_data_whole.left_behind(own)), at_most=0)


def _kills(own: Path, url: str, whole_s: float) -> tuple[int, int]:
    """Kill runs from nothing at moments spread over their time, each of which must leave the map as it was: how many
    were killed, and how many of them left something else."""
    killed = broken = 0
    for number in range(KILLS):
        before = map_data_whole.forget(own)
        process = subprocess.Popen(
            [sys.executable, "manage.py", "write_map_data"],
            cwd=ROOT,
            env=environment(own, DATABASE_URL=url),
            stderr=subprocess.DEVNULL,  # it warns that all is made from nothing, which is what is wanted
            start_new_session=True,
            preexec_fn=ends_with_parent(signal.SIGTERM),
        )
        _wait_for(map_data_whole.lock_of(own))
        try:
            process.wait(whole_s * (number + 1) / (KILLS + 1))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.wait()
        broken += not map_data_whole.is_whole(own) or map_data_whole.count_of(own) != before
    return killed, broken


def _wait_for(path: Path) -> None:
    """Until the file is there, which a process makes as its work begins."""
    deadline = time.monotonic() + _PATIENCE_S
    while not path.exists():
        if time.monotonic() > deadline:
            raise BenchmarkFailed("the writer did not begin")
        time.sleep(_LOOK_S)  # nothing tells when another process makes a file
