"""A progress bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

_WIDTH = 30
_SECONDS_BETWEEN_LINES = 10.0
_SECONDS_BETWEEN_BARS = 0.1


class Progress:
    """Used with ``with``; ``at(count)`` tells how far the work is."""

    def __init__(self, label: str, total: int, stream: TextIO) -> None:
        self.label, self.total, self.stream = label, max(total, 1), stream
        self.is_terminal = stream.isatty()
        self.count = 0
        self.shown = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def at(self, count: int) -> None:
        self.count = count
        pause = _SECONDS_BETWEEN_BARS if self.is_terminal else _SECONDS_BETWEEN_LINES
        if time.monotonic() - self.shown >= pause:
            self.shown = time.monotonic()
            self._show(min(count / self.total, 1.0))

    def _show(self, share: float) -> None:
        if self.is_terminal:
            filled = round(share * _WIDTH)
            self.stream.write(f"\r{self.label} [{'█' * filled}{'·' * (_WIDTH - filled)}] {share:4.0%} {self.count:,}")
        else:
            self.stream.write(f"{self.label}: {share:.0%} ({self.count:,})\n")
        self.stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._show(1.0)
        if self.is_terminal:
            self.stream.write("\n")
