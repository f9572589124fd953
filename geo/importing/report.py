"""What an import says of the rows that it refused or cleaned: a file of all of them, and the first on the terminal."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TextIO

_PRINTED = 20


class Report:
    """Used with ``with``. The file is CSV: row, outcome (``refused`` or ``cleaned``), reason."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._first: list[str] = []

    def __enter__(self) -> Report:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(["row", "outcome", "reason"])
        return self

    def add(self, number: int, outcome: str, reason: str) -> None:
        self.counts[outcome] += 1
        self._writer.writerow([number, outcome, reason])
        if len(self._first) < _PRINTED:
            self._first.append(f"row {number}: {outcome}: {reason}")

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def print_to(self, stream: TextIO) -> None:
        for line in self._first:
            stream.write(line + "\n")
        total = sum(self.counts.values())
        if total > _PRINTED:
            stream.write(f"… and {total - _PRINTED:,} more\n")
        if total:
            stream.write(f"All of them: {self.path}\n")
