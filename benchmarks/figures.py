"""What a benchmark gives: figures, each with the limit that it was asked to keep and a baseline of the same run."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BenchmarkFailed(Exception):
    """It could not be measured; the message is one line for people."""


@dataclass(frozen=True)
class Figure:
    """One measured value; None where it could not be taken, which misses any limit.

    `at_least` or `at_most` is its limit. `baseline` is what the plain way of doing the same gave in the same run.
    """

    name: str
    value: float | None
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    baseline: float | None = None

    @property
    def limit(self) -> float | None:
        return self.at_most if self.at_least is None else self.at_least

    @property
    def ok(self) -> bool:
        """True as well for a figure without a limit: it misses none."""
        if self.limit is None:
            return True
        if self.value is None:
            return False
        return self.value <= self.limit if self.at_least is None else self.value >= self.limit

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "limit": self.limit,
            "baseline": _rounded(self.baseline),
            "ok": self.ok,
        }


def _rounded(value: float | None) -> float | None:
    """Four digits after the point, or four in all where it is small."""
    if value is None:
        return None
    return round(value, 4) if abs(value) >= 1 else float(f"{value:.4g}")


def machine() -> dict[str, Any]:
    """What the figures were measured on; nothing that tells whose machine it is."""
    return {
        "system": platform.platform(terse=True),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def table(figures: Iterable[Figure]) -> str:
    """The figures for people, one a line."""
    rows = [("", "figure", "value", "limit", "baseline")]
    for figure in figures:
        rows.append((_verdict(figure), figure.name, *_shown(figure)))
    verdict, name, *numbers = (max(len(row[column]) for row in rows) for column in range(5))
    return "\n".join(
        f"{row[0]:<{verdict}}  {row[1]:<{name}}"
        + "".join(f"  {cell:>{width}}" for cell, width in zip(row[2:], numbers, strict=True))
        for row in rows
    )


def _verdict(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    return "ok" if figure.ok else "MISSED"


def _shown(figure: Figure) -> tuple[str, str, str]:
    sign = "≤" if figure.at_least is None else "≥"
    limit = "" if figure.limit is None else f"{sign} {figure.limit:g}"
    value, baseline = ("–" if number is None else f"{number:.4g}" for number in (figure.value, figure.baseline))
    return f"{value} {figure.unit}".rstrip(), limit, baseline
