"""The baseline of the reader: one incident a report, by the first word of each sort.

Its day is that of publication, its place the first exact name of the gazetteer, its dead the first figure before or
behind "killed"; a report in which no word of an attack stands has none.
"""

from __future__ import annotations

import re
from typing import Any

from benchmarks.exact_names import ExactNames

_KINDS = (
    ("air_strike", re.compile(r"air ?strike|air raid|warplane|غار|طيران|طائر", re.I)),
    ("missile_or_rocket", re.compile(r"missile|rocket|صاروخ|صواريخ", re.I)),
    ("ied_or_bomb", re.compile(r"bomb|explosi|blast|انفجار|تفجير|عبوة", re.I)),
    ("shelling", re.compile(r"shell|mortar|artillery|قصف|قذيف|قذائف", re.I)),
    ("armed_attack", re.compile(r"attack|gunmen|killed|هجوم|مسلح|قتل", re.I)),
)
_KILLED = re.compile(
    r"(\d+)\W+(?:\w+\W+){0,3}killed|killed\W+(?:\w+\W+){0,3}(\d+)|(?:قتل|مقتل)\W+(?:\w+\W+){0,2}(\d+)", re.I
)


def claims(exact: ExactNames, text: str, published: str | None) -> list[dict[str, Any]]:
    """The claims of a report in the shape of `extract`, as far as they are scored."""
    kind = next((kind for kind, words in _KINDS if words.search(text)), None)
    if kind is None:
        return []
    places = [{**place, "main": True} for place in exact.toponyms(text)[:1]]
    killed = _KILLED.search(text)
    dead = int(next(group for group in killed.groups() if group)) if killed else None
    toll = {"group": "undetermined", "harm": "killed", "min": dead, "max": dead, "part_of_total": False}
    day = {"date_start": published, "date_end": published, "date_precision": "day" if published else "unknown"}
    return [{"kind": kind, "role": "event", **day, "places": places, "casualties": [toll] if killed else []}]
