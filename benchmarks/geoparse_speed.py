"""Times and memory of one process that geocodes and geoparses: `main` is called in a process of its own."""

from __future__ import annotations

import json
import resource
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from geo.api import geocode, geoparse
from geo.opening import open_index

REPEATS = 5


def main() -> None:
    """Standard input: {"texts": [...], "queries": [{"query", "country", "admin1"}, ...], "bad": [...]}.

    Standard output: milliseconds and MB, under the names below.
    """
    asked: dict[str, Any] = json.load(sys.stdin)
    loading = _milliseconds(open_index)
    first = _milliseconds(geoparse, asked["texts"][0])
    texts = [_best(geoparse, text) for text in asked["texts"]]
    queries = [_best(geocode, **query) for query in asked["queries"]]
    times = {
        "loading_ms": loading,
        "first_text_ms": first,
        "text_ms": statistics.median(texts),
        "query_ms": statistics.median(queries),
        "slowest_query_ms": max(queries),
        "slowest_bad_query_ms": max(_best(_refused, query) for query in asked["bad"]),
        "memory_mb": _peak_memory_mb(),
    }
    json.dump(times, sys.stdout)


def _refused(query: str) -> None:
    try:
        geocode(query)
    except ValueError:
        return  # an answer too


def _best(do: Callable[..., object], *arguments: object, **named: object) -> float:
    """The shortest of several, as timeit's manual advises: the longer ones measure what else the machine does."""
    return min(_milliseconds(do, *arguments, **named) for _ in range(REPEATS))


def _milliseconds(do: Callable[..., object], *arguments: object, **named: object) -> float:
    started = perf_counter()
    do(*arguments, **named)
    return (perf_counter() - started) * 1000


def _peak_memory_mb() -> float:
    """The most that this program has held. Linux's getrusage counts what its parent held when it forked, too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes on macOS
