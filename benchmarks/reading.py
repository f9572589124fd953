"""Reading and linking reports in one process, with the rules that fired and the time it took."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
from time import process_time
from typing import Any

from extraction.serialise import reading_as_json
from geo.opening import open_index
from incidents.linking import groups
from incidents.reading import read_report
from incidents.sketches import Sketch

REPEATS = 5
NEWS_BYTES, SHORT_BYTES, LONG_BYTES = 3_000, 20_000, 100_000


def main() -> None:
    """Standard input: {"reports": [{"id", "text", "published"}, …]}, read as one batch.

    Standard output: {"claims": {id: […]}, "rules": {id: [[…], …]}, "news_ms", "short_ms", "long_ms"}; each claim has
    its `incident_key`. The times are of texts of 3 kB (the median), of 20 kB and of 100 kB.
    """
    reports: list[dict[str, Any]] = json.load(sys.stdin)["reports"]
    open_index()
    readings = {row["id"]: _read(row["text"], row["published"]) for row in reports}
    sketches = [Sketch.of_read(claim, number) for number, reading in readings.items() for claim in reading.claims]
    keys = iter(groups(sketches))
    claims: dict[str, Any] = {}
    for number, reading in readings.items():
        claims[number] = reading_as_json(reading)["claims"]
        for claim in claims[number]:
            claim["incident_key"] = next(keys)
    news = [_best(_of_size(row["text"], NEWS_BYTES)) for row in reports]
    rules = {number: [list(claim.rules) for claim in reading.claims] for number, reading in readings.items()}
    body = "\n".join(row["text"] for row in reports)
    short, long = (_best(_of_size(body, size)) for size in (SHORT_BYTES, LONG_BYTES))
    times = {"news_ms": statistics.median(news), "short_ms": short, "long_ms": long}
    json.dump({"claims": claims, "rules": rules, **times}, sys.stdout)


def _read(text: str, published: str | None) -> Any:
    return read_report(text, published=dt.date.fromisoformat(published) if published else None)[0]


def _of_size(text: str, size: int) -> str:
    """The text, over and over, cut to so many bytes."""
    whole = (text + "\n").encode() * (size // len(text.encode()) + 1)
    return whole[:size].decode(errors="ignore")


def _best(text: str) -> float:
    """Milliseconds of the processor, the shortest of several: the longer ones measure what else the machine does."""
    times = []
    for _number in range(REPEATS):
        started = process_time()
        _read(text, "2024-01-01")
        times.append((process_time() - started) * 1000)
    return min(times)
