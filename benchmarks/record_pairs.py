"""Two processes that save, publish and merge the same records at the same moment, on both databases.

Each pair has to end as one of the two orders, or in a conflict that is shown; the baseline is a plain save, which loses
what the other one wrote.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import databases, folders
from benchmarks.figures import Figure
from benchmarks.folders import Say

INCIDENTS = 1_000  # beside which it happens


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=folders.positive, default=500, help="pairs (500)")
    folders.add_prepared(parser)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    data = folders.prepared(workplace, options["prepared"], say)
    for label, url in databases.both(workplace, say):
        yield from _figures(label, url, data, options["count"], say)


def _figures(label: str, url: str, data: Path, count: int, say: Say) -> Iterator[Figure]:
    folders.run(data, "seed_synthetic", "--count", str(INCIDENTS), "--database", url)
    say(f"{label}: {count} pairs")
    ended = folders.call(data, "benchmarks.record.pairing", count, DATABASE_URL=url)
    for problem in ended["problems"][:20]:
        say(f"{label}: {problem}")
    yield Figure(f"{label}: pairs", ended["pairs"])
    yield Figure(
        f"{label}: pairs that lost something or ended otherwise than in an order or a conflict",
        len(ended["problems"]),
        at_most=0,
        baseline=ended["plainly_lost"],
    )
    yield Figure(f"{label}: pairs of which both were saved, one after the other", ended["both"])
    yield Figure(f"{label}: pairs of which one was saved and the other told of it", ended["one"])
    yield Figure(f"{label}: conflicts shown with both versions", ended["conflicts"])
    yield Figure(f"{label}: seconds", ended["seconds"], "s")
