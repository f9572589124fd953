"""Incidents of a box and a window of days: the product's index beside the plain conditions and an R*Tree.

The design keeps one covering index on both databases, and an R*Tree only if this benchmark shows the need.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import databases, folders, space_time_queries
from benchmarks.figures import Figure
from benchmarks.folders import Say

# What the plain conditions took when the index was chosen (design, decision 4).
LONGEST_MS = 30


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=folders.positive, default=1_000_000, help="made-up incidents (1,000,000)")
    folders.add_prepared(parser)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    data = folders.prepared(workplace, options["prepared"], say)
    for label, url in databases.both(workplace, say):
        yield from _figures(label, url, data, options["count"], say)


def _figures(label: str, url: str, data: Path, count: int, say: Say) -> Iterator[Figure]:
    say(f"{label}: making up {count:,} incidents")
    folders.run(data, "seed_synthetic", "--count", str(count), "--database", url)
    say(f"{label}: asking")
    answers = folders.call(data, space_time_queries.__name__, None, DATABASE_URL=url)
    for question, times in answers.items():
        named = f"{label}, {question}"
        limit = LONGEST_MS if times["is_usual"] else None
        yield Figure(f"{named}: median", times["own"], "ms", at_most=limit, baseline=times["plain"])
        if times["r_tree"] is not None:
            yield Figure(f"{named}: median of an R*Tree", times["r_tree"], "ms", baseline=times["plain"])
        yield Figure(f"{named}: rows that the plain conditions do not give", times["differing"], at_most=0)
