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

State = dict[str, Any]
FIRST, LAST = dt.date(2011, 1, 1), dt.date(2026, 12, 31)
# A filter's name → the dictionary's list that it chooses from.
_CODED = {
    "kind": "kinds",
    "strike_status": "strike_statuses",
    "harm_grade": "harm_grades",
    "precision": "precisions",
    "language": "languages",
    "role": "roles",
    "country": "countries",
    "admin1": "admin1",
}
_CORNERS = 5  # of a drawn area
_MIDDLES, _REACH = ((28.0, 14.0), (50.0, 50.0)), 8.0  # degrees: where such areas lie, and how far they go


def of_kinds(count: int, dictionary: dict[str, Any], seed: int) -> list[State]:
    """Windows of a day to years, and up to three kinds, under the names that the address has."""
    chance = np.random.default_rng(seed)
    return [_window(chance) | _some(chance, "kind", dictionary["kinds"], 0.7) for _ in range(count)]


def of_all(count: int, dictionary: dict[str, Any], seed: int) -> list[State]:
    """The same with any of the criteria, a few at a time."""
    chance = np.random.default_rng(seed)
    parties = [actor["id"] for actor in dictionary["actors"] if actor and actor["id"] is not None]
    found = []
    for _ in range(count):
        state = _window(chance)
        for name, source in _CODED.items():
            state |= _some(chance, name, [code for code in dictionary[source] if code], 0.2)
        state |= _some(chance, "actor_id", parties, 0.2)
        for name in ("killed", "injured"):
            if chance.random() < 0.15:
                state[name] = int(chance.integers(1, 12))
        if chance.random() < 0.25:
            state["polygon"] = _polygon(chance)
        found.append(state)
    return found


def _window(chance: np.random.Generator) -> State:
    days = (LAST - FIRST).days
    length = int(days ** chance.random())
    start = FIRST + dt.timedelta(days=int(chance.integers(days - length + 1)))
    return {"from": start.isoformat(), "to": (start + dt.timedelta(days=length)).isoformat()}


def _some(chance: np.random.Generator, name: str, choices: list[Any], share: float) -> State:
    if not choices or chance.random() >= share:
        return {}
    picked = chance.choice(len(choices), min(len(choices), int(chance.integers(1, 4))), replace=False)
    return {name: sorted(choices[number] for number in picked)}


def _polygon(chance: np.random.Generator) -> str:
    longitude, latitude = (float(chance.uniform(*sides)) for sides in zip(*_MIDDLES, strict=True))
    angles = np.sort(chance.uniform(0, 2 * np.pi, _CORNERS))
    reach = chance.uniform(0.2, 1, _CORNERS) * _REACH
    corners = zip(longitude + reach * np.cos(angles), latitude + reach * np.sin(angles) / 2, strict=True)
    return ",".join(f"{x:.4f},{y:.4f}" for x, y in corners)


def query_of(state: State) -> str:
    return urlencode(state, doseq=True)


def main() -> None:
    """Print, for the queries on standard input, how many incidents the server's own filter lets through."""
    counts = []
    for query in json.load(sys.stdin):
        chosen = IncidentFilter.from_query(QueryDict(query))
        counts.append(chosen.apply(Incident.objects.published()).count())
    json.dump(counts, sys.stdout)
