"""Does the pairs in two processes on the database in use: `main` runs in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from benchmarks.record.pairs import judged, pairs, reads
from benchmarks.record.two_processes import TwoProcesses
from benchmarks.record.world import World
from incidents.models import Incident


def main() -> None:
    """Standard input: how many. Standard output: what `figures_of` gives, and "plainly_lost": of as many pairs of plain
    saves, each of another column, those that lost one of them."""
    world, count = World(), json.load(sys.stdin)
    json.dump({**figures_of(world, count), "plainly_lost": _plainly_lost(world, count)}, sys.stdout)


def figures_of(world: World, count: int) -> dict[str, Any]:
    """{"pairs", "both", "one", "conflicts", "problems": [text], "seconds"}."""
    started = perf_counter()
    with TwoProcesses(reads) as two:
        outcomes = [judged(pair, two.at_once(pair.first, pair.second)) for pair in pairs(world, count)]
    took = perf_counter() - started
    return {
        "pairs": len(outcomes),
        "both": sum(outcome.saved == 2 for outcome in outcomes),
        "one": sum(outcome.saved == 1 for outcome in outcomes),
        "conflicts": sum(outcome.conflicts for outcome in outcomes),
        "problems": [outcome.problem for outcome in outcomes if outcome.problem],
        "seconds": took,
    }


def _plainly_lost(world: World, count: int) -> int:
    incident, lost = world.draft(), 0
    with TwoProcesses(_reads_plainly) as two:
        for number in range(count):
            words = {"summary_en": f"One {number}", "summary_ar": f"Other {number}"}
            two.at_once(*({"incident": incident.pk, "column": column, "words": words[column]} for column in words))
            incident.refresh_from_db()
            lost += any(getattr(incident, column) != said for column, said in words.items())
    return lost


def _reads_plainly(given: dict[str, Any]) -> Callable[[], None]:
    incident = Incident.objects.get(pk=given["incident"])
    setattr(incident, given["column"], given["words"])
    return incident.save
