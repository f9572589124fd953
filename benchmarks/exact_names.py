"""The baseline of the geoparser: a name means the largest place that is called exactly so.

It knows the same gazetteer, but no spelling, no context and no province: letter case alone is evened out. Of a string
that is no name as a whole ("… village", "… city, … street") it takes the longest run of words that is one. In a text it
takes, at each word, the longest run of words that is a name (Latin ones with a capital).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.place_sets import Answers, Question
from scripts.site import DATABASE

_WORD = re.compile(r"\w+")
_MOST_WORDS = 4
_LARGEST_FIRST = """
    SELECT name.name, place.country, place.latitude, place.longitude, place.radius_m, place.precision
    FROM geo_placename AS name JOIN geo_place AS place ON place.id = name.place_id
    ORDER BY place.population DESC, place.id
"""


class ExactNames:
    """All names of a data folder's gazetteer, in memory."""

    def __init__(self, data: Path) -> None:
        self.anywhere: dict[str, dict[str, Any]] = {}
        self.in_country: dict[tuple[str, str], dict[str, Any]] = {}
        with closing(sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True)) as connection:
            for name, country, latitude, longitude, radius_m, precision in connection.execute(_LARGEST_FIRST):
                answer = {"latitude": latitude, "longitude": longitude, "radius_m": radius_m, "precision": precision}
                key = name.casefold()
                self.anywhere.setdefault(key, answer)
                self.in_country.setdefault((key, country), answer)

    def find(self, query: str, country: str = "") -> dict[str, Any] | None:
        """Position, radius (metres) and precision of the place; None where nothing is called so."""
        key = query.casefold()
        return self.in_country.get((key, country)) if country else self.anywhere.get(key)

    def geocoded(self, questions: Sequence[Question]) -> Answers:
        found = ((str(number), self._part(row.query, row.country)) for number, row in enumerate(questions))
        return {number: {**answer, "ambiguous": False} for number, answer in found if answer}

    def _part(self, query: str, country: str) -> dict[str, Any] | None:
        """The whole string where it is a name, else the first of the longest runs of its words that is one."""
        words = list(_WORD.finditer(query))
        runs = [
            (words[first].start(), words[last].end())
            for first in range(len(words))
            for last in range(first, len(words))
        ]
        parts = [query, *(query[start:end] for start, end in sorted(runs, key=lambda run: run[0] - run[1]))]
        return next(filter(None, (self.find(part, country) for part in parts)), None)

    def resolved(self, rows: Sequence[dict[str, Any]]) -> Answers:
        """The given spans of texts, in the shape of `geoparse`."""
        return {row["id"]: {"toponyms": list(self._spans(row))} for row in rows}

    def _spans(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for span in row["toponyms"]:
            if answer := self.find(row["text"][span["start"] : span["end"]]):
                yield {"start": span["start"], "end": span["end"], **answer, "ambiguous": False}

    def toponyms(self, text: str) -> list[dict[str, Any]]:
        """What it takes for names of places in a text: offsets and positions."""
        words = list(_WORD.finditer(text))
        found, first = [], 0
        while first < len(words):
            for last in range(min(first + _MOST_WORDS, len(words)) - 1, first - 1, -1):
                start, end = words[first].start(), words[last].end()
                answer = None if text[start].islower() else self.find(text[start:end])
                if answer:
                    found.append({"start": start, "end": end, **answer})
                    first = last
                    break
            first += 1
        return found
