"""Times of questions in space and time to a database of made-up incidents: `main` runs in a process of its own.

Each question is asked in three ways: by the product's own queryset, by the plain conditions that mean the same, and on
SQLite by a three-dimensional R*Tree beside the table.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from incidents.models import Incident
from incidents.querysets import Box

REPEATS = 3
PLACES = 20  # at so many places and days each question is asked
SEED = 7
FIRST_DAY = dt.date(2011, 1, 1)
DAYS = 5_844  # to the end of 2026
_R_TREE = "CREATE VIRTUAL TABLE space_time USING rtree(id, west, east, south, north, first, last)"
_FILL = """
    INSERT INTO space_time SELECT id, west, east, south, north, julianday(date_start), julianday(date_end)
    FROM incidents_incident WHERE west IS NOT NULL AND date_start IS NOT NULL
"""
_ASK = """
    SELECT id FROM space_time
    WHERE west <= %s AND east >= %s AND south <= %s AND north >= %s
    AND first <= julianday(%s) AND last >= julianday(%s)
"""


class Question(NamedTuple):
    """Degrees across and days long; `is_usual` for what a reader's screen asks."""

    name: str
    degrees: float
    days: int
    is_usual: bool = True


QUESTIONS = (
    Question("a town, sixteen years", 0.2, DAYS, is_usual=False),
    Question("a province, a year", 2, 365),
    Question("a country, a month", 7, 31),
    Question("eight countries, a week", 60, 7),
)
Query = tuple[str, Sequence[Any]]  # with its parameters
Way = Callable[[Box, dt.date, dt.date], Query]


def main() -> None:
    """Standard output: {question: {"own": ms, "plain": ms, "r_tree": ms or null, "differing": rows, "is_usual"}}."""
    ways: dict[str, Way] = {"own": _own, "plain": _plain}
    if connection.vendor == "sqlite" and _has_r_trees():
        with connection.cursor() as cursor:
            cursor.execute(_R_TREE)
            cursor.execute(_FILL)
        ways["r_tree"] = _r_tree
    chance = random.Random(SEED)  # noqa: S311
    points = list(
        Incident.objects.filter(precision="settlement").order_by("id").values_list("longitude", "latitude")[:PLACES]
    )
    answers = {question.name: _measured(question, points, ways, chance) for question in QUESTIONS}
    json.dump(answers, sys.stdout)


def _measured(question: Question, points: Sequence[Any], ways: dict[str, Way], chance: random.Random) -> dict[str, Any]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    differing = 0
    half = question.degrees / 2
    for longitude, latitude in points:
        box = Box(longitude - half, latitude - half, longitude + half, latitude + half)
        start = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS - question.days + 1))
        end = start + dt.timedelta(days=question.days - 1)
        for name, ask in ways.items():
            times[name].append(_best(ask(box, start, end)))
        differing += len(_rows(_own(box, start, end)) ^ _rows(_plain(box, start, end)))
    medians = {name: statistics.median(values) for name, values in times.items()}
    given = {"differing": differing, "is_usual": question.is_usual}
    return {"own": None, "plain": None, "r_tree": None, **medians, **given}


def _has_r_trees() -> bool:
    """Some builds of SQLite leave them out."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA compile_options")
        return ("ENABLE_RTREE",) in cursor.fetchall()


def _own(box: Box, start: dt.date, end: dt.date) -> Query:
    return _compiled(Incident.objects.in_space_time(box, start, end))


def _plain(box: Box, start: dt.date, end: dt.date) -> Query:
    during = Incident.objects.filter(date_start__lte=end, date_end__gte=start)
    return _compiled(during.within(box))


def _r_tree(box: Box, start: dt.date, end: dt.date) -> Query:
    return _ASK, [box.east, box.west, box.north, box.south, end.isoformat(), start.isoformat()]


def _compiled(rows: QuerySet[Incident]) -> Query:
    """Of the ids alone; compiled before it is timed, since Django's part is no matter of the index."""
    query: Query = rows.order_by().values_list("pk").query.sql_with_params()
    return query


def _rows(query: Query) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return {number for (number,) in cursor.fetchall()}


def _best(query: Query) -> float:
    """Milliseconds until all rows are there, the shortest of several."""
    times = []
    for _ in range(REPEATS):
        started = perf_counter()
        _rows(query)
        times.append((perf_counter() - started) * 1000)
    return min(times)
