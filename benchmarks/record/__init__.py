"""Every verb of the record among 100,000 incidents: milliseconds and queries, on both databases, and the past rebuilt.

The verbs are those of `incidents.policies`; one that nobody measures fails the benchmark.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import folders
from benchmarks.databases import postgresql_url, sqlite_url
from benchmarks.figures import Figure
from benchmarks.folders import Say

LONGEST_MS = 30
MOST_QUERIES = 25
LONGEST_AS_OF_MS = 20
FEW = 2_000  # incidents of the database that each figure's baseline is of


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=folders.positive, default=100_000, help="made-up incidents (100,000)")
    folders.add_prepared(parser)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    data = folders.prepared(workplace, options["prepared"], say)
    databases: dict[str, Callable[[], AbstractContextManager[str | None]]] = {
        "SQLite": lambda: _sqlite_url(workplace),
        "PostgreSQL": lambda: postgresql_url(say),
    }
    for label, database in databases.items():
        few, many = (_measured(label, database, data, count, say) for count in (FEW, options["count"]))
        if few and many:
            yield from _figures(label, few, many)


@contextmanager
def _sqlite_url(workplace: Path) -> Iterator[str]:
    """Of a file that is not there yet."""
    with TemporaryDirectory(dir=workplace) as folder:
        yield sqlite_url(Path(folder))


def _measured(
    label: str, database: Callable[[], AbstractContextManager[str | None]], data: Path, count: int, say: Say
) -> Any:
    with database() as url:
        if url is None:
            return None
        say(f"{label}: making up {count:,} incidents")
        folders.run(data, "seed_synthetic", "--count", str(count), "--database", url)
        say(f"{label}: doing every verb")
        return folders.call(data, "benchmarks.record.measuring", None, DATABASE_URL=url)


def _figures(label: str, few: Any, many: Any) -> Iterator[Figure]:
    yield Figure(f"{label}: verbs that nobody measures", len(many["missing"]), at_most=0)
    for verb in many["missing"]:
        yield Figure(f"{label}, {verb}: median", None, "ms", at_most=LONGEST_MS)
    for verb, taken in many["verbs"].items():
        baseline = few["verbs"][verb]
        named = f"{label}, {verb}"
        yield Figure(f"{named}: median", taken["ms"], "ms", at_most=LONGEST_MS, baseline=baseline["ms"])
        yield Figure(f"{named}: queries", taken["queries"], at_most=MOST_QUERIES, baseline=baseline["queries"])
    past, less = many["past"], few["past"]
    yield Figure(
        f"{label}, as_of of one incident: median", past["ms"], "ms", at_most=LONGEST_AS_OF_MS, baseline=less["ms"]
    )
    yield Figure(f"{label}, incidents", many["incidents"])
    yield Figure(f"{label}, reports", many["reports"])
    yield Figure(f"{label}, revisions", many["revisions"])
