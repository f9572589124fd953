"""What geocoders answered, kept in a file of its own so that nobody is asked the same twice, in whatever process.

A table of SQLite with JSON in it: Python brings it, a restart and a second process find it, and it never waits for the
database that an import holds. diskcache, which does the same, was last released in 2023 and keeps pickles
(CVE-2025-69872), and so does Django's file cache: whoever can write the folder could run code in ours.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

MOST_ANSWERS = 10_000
KEPT_S = 30 * 24 * 3600  # a month; OpenStreetMap's mappers may have added it since
KEPT_EMPTY_S = 24 * 3600
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SCHEMA = "CREATE TABLE IF NOT EXISTS answer (question TEXT PRIMARY KEY, said TEXT NOT NULL, at REAL NOT NULL) STRICT"


class Answers:
    """Lists of plain JSON values by question; at most ``MOST_ANSWERS``, the oldest go first."""

    def __init__(self, path: Path, most: int = MOST_ANSWERS) -> None:
        self.path, self.most = path, most

    def get(self, question: str) -> list[Any] | None:
        """What was answered lately, or None."""
        try:
            with self._opened() as database:
                row = database.execute("SELECT said, at FROM answer WHERE question = ?", (question,)).fetchone()
        except sqlite3.Error:  # a broken file costs a question, never the page
            return None
        if row is None:
            return None
        said: list[Any] = json.loads(row[0])
        return said if time.time() - row[1] < (KEPT_S if said else KEPT_EMPTY_S) else None

    def put(self, question: str, said: list[Any]) -> None:
        text = json.dumps(said, ensure_ascii=False)
        try:
            with self._opened() as database:
                database.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (question, text, time.time()))
                database.execute(
                    "DELETE FROM answer WHERE question IN"
                    " (SELECT question FROM answer ORDER BY at DESC LIMIT -1 OFFSET ?)",
                    (self.most,),
                )
        except sqlite3.Error as error:
            # A busy file or a full disk costs this answer; a broken file would cost all that come.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN:
                self.path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=1)) as database, database:
            database.execute(_SCHEMA)
            yield database
