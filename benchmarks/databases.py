"""The two kinds of database that the program runs on, empty and of this run alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.folders import Say

try:
    from scripts.services import FOR_TESTS, PostgreSQL, open_temporary_folder
except ModuleNotFoundError:  # installed for the tests alone
    has_postgresql = False
else:
    has_postgresql = True


def sqlite_url(workplace: Path) -> str:
    return f"sqlite:///{workplace / 'made-up.sqlite3'}"


@contextmanager
def postgresql_url(say: Say) -> Iterator[str | None]:
    """A server on loopback with one empty database; None where the tests' packages are not installed."""
    if not has_postgresql:
        say("PostgreSQL is left out: its package comes with the tests' (`make test`)")
        yield None
        return
    # Not in the workplace, which root's server, running as nobody, could not enter.
    folder = open_temporary_folder()
    try:
        with PostgreSQL(folder / "postgresql", *FOR_TESTS) as server:
            yield server.url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def both(workplace: Path, say: Say) -> Iterator[tuple[str, str]]:
    """The name of each kind and the address of one; a server runs until the next is asked for."""
    yield "SQLite", sqlite_url(workplace)
    with postgresql_url(say) as url:
        if url:
            yield "PostgreSQL", url
