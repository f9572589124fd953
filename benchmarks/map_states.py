"""States of the map's filters by chance, and what the server counts for them in a process of its own."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.http import QueryDict

from incidents.filters import IncidentFilter
from incidents.models import Incident

FIRST, LAST = dt.date(2011, 1, 1), dt.date(2026, 12, 31)


def states(count: int, kinds: list[str], seed: int) -> list[dict[str, Any]]:
    """`{"from", "to", "kind"}`, as the address has them: windows of a day to years, and up to three kinds."""
    chance = np.random.default_rng(seed)
    days = (LAST - FIRST).days
    found = []
    for _ in range(count):
        length = int(days ** chance.random())
        start = FIRST + dt.timedelta(days=int(chance.integers(days - length + 1)))
        state: dict[str, Any] = {"from": start.isoformat(), "to": (start + dt.timedelta(days=length)).isoformat()}
        if chance.random() < 0.7:
            state["kind"] = chance.choice(kinds, chance.integers(1, 4), replace=False).tolist()
        found.append(state)
    return found


def query_of(state: dict[str, Any]) -> str:
    return urlencode(state, doseq=True)


def main() -> None:
    """Print, for the queries on standard input, the codes' number that the server's own filter lets through."""
    counts = []
    for query in json.load(sys.stdin):
        chosen = IncidentFilter.from_query(QueryDict(query))
        counts.append(chosen.apply(Incident.objects.published()).count())
    json.dump(counts, sys.stdout)
