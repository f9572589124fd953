"""The development sets as questions to the program, and the given scorers' figures of its answers.

The program is asked as another program would ask it: `manage.py geocode --batch` and `geoparse --batch`. An answer is
a line of JSON as `geo.shapes` makes it; a row without one counts as wrong.
"""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from babel import Locale

from benchmarks.figures import BenchmarkFailed
from benchmarks.folders import run, shared

Answers = Mapping[str, dict[str, Any]]  # by id
Scores = dict[str, Any]
_COUNTRIES = {name: code for code, name in Locale("en").territories.items() if len(code) == 2}


@dataclass(frozen=True)
class Question:
    """One row of a table of places. `country` is ISO 3166-1 alpha-2, `admin1` a province's name; empty: not given."""

    row: dict[str, str]
    query: str
    country: str = ""
    admin1: str = ""


@dataclass(frozen=True)
class PlaceSet:
    """`at_least` is the accuracy asked for with the first of the `hints`, by what the gazetteer holds."""

    name: str
    questions: Callable[[], list[Question]]
    within_km: int
    at_least: Mapping[str, float]
    hints: Sequence[tuple[str, ...]]
    is_honest: bool = False  # whether its answers are held to the limits of honesty, too


def with_hints(questions: Sequence[Question], hints: Sequence[str]) -> list[Question]:
    """The same questions with these of their hints (`country`, `admin1`) alone."""
    return [
        replace(
            question,
            country=question.country if "country" in hints else "",
            admin1=question.admin1 if "admin1" in hints else "",
        )
        for question in questions
    ]


def _strike_places(language: str) -> list[Question]:
    rows = _rows("syria_strike_places_dev.csv")
    return [Question(row, row[f"place_{language}"], "SY", row[f"region_{language}"]) for row in rows]


def _conflict_places() -> list[Question]:
    """Those that UCDP places to a settlement or finer."""
    rows = [row for row in _rows("conflict_places_dev.csv") if row["where_prec"] in ("1", "2")]
    return [Question(row, row["place"], _country(row["country"]), row["adm1"]) for row in rows]


def _arabic_places(is_town: bool) -> list[Question]:
    rows = [row for row in _rows("arabic_places_dev.csv") if (row["level"] == "place") is is_town]
    return [Question(row, row["name_ar"], row["country"]) for row in rows]


_EACH_HINT = (("country", "admin1"), ("admin1",), ("country",), ())
PLACE_SETS = (
    PlaceSet(
        "Syrian strike places, Arabic",
        partial(_strike_places, "ar"),
        20,
        {"packages": 0.45, "imported": 0.75},
        _EACH_HINT,
        is_honest=True,
    ),
    PlaceSet(
        "Syrian strike places, English",
        partial(_strike_places, "en"),
        20,
        {"packages": 0.45, "imported": 0.72},
        _EACH_HINT,
        is_honest=True,
    ),
    PlaceSet("UCDP places, where_prec 1–2", _conflict_places, 20, {"imported": 0.75}, _EACH_HINT, is_honest=True),
    PlaceSet(
        "Arabic towns", partial(_arabic_places, True), 20, {"packages": 0.85, "imported": 0.85}, (("country",), ())
    ),
    PlaceSet("Arabic areas", partial(_arabic_places, False), 161, {}, (("country",), ())),
)


def _country(name: str) -> str:
    """UCDP writes a former name behind some: "Yemen (North Yemen)". Empty for a name that CLDR writes otherwise."""
    return _COUNTRIES.get(name.partition(" (")[0], "")


def _rows(name: str) -> list[dict[str, str]]:
    with open(shared(f"eval/{name}"), encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def texts(name: str) -> list[dict[str, Any]]:
    """The rows of a set of texts with labelled toponyms."""
    lines = shared(f"eval/{name}").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def geocoded(data: Path, questions: Sequence[Question]) -> Answers:
    """The first candidate of each question that has one, by its position."""
    lines = []
    for position, question in enumerate(questions):
        hints = {"country": question.country, "admin1": question.admin1}
        given = {name: value for name, value in hints.items() if value}
        lines.append({"id": str(position), "query": question.query, **given})
    answers = _asked(data, "geocode", lines, "--limit", "1")
    return {
        name: {**answer["candidates"][0], "ambiguous": answer["ambiguous"]}
        for name, answer in answers.items()
        if answer["candidates"]
    }


def resolved(data: Path, rows: Sequence[dict[str, Any]]) -> Answers:
    """The texts with their given spans resolved, by id."""
    lines = [
        {"id": row["id"], "text": row["text"], "spans": [[span["start"], span["end"]] for span in row["toponyms"]]}
        for row in rows
    ]
    return _asked(data, "geoparse", lines)


def _asked(data: Path, command: str, lines: Iterable[dict[str, Any]], *options: str) -> Answers:
    file = data.parent / f"{command}.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    answers = map(json.loads, run(data, command, "--batch", str(file), "--json", *options).splitlines())
    return {answer["id"]: answer for answer in answers}


def scored_places(questions: Sequence[Question], answers: Answers, workplace: Path) -> Scores:
    """The scorer's figures of all questions together."""
    gold, given = workplace / "gold.csv", workplace / "answers.csv"
    with open(gold, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(questions[0].row))
        writer.writeheader()
        writer.writerows(question.row for question in questions)
    with open(given, "w", encoding="utf-8", newline="") as file:
        plain = csv.writer(file)
        plain.writerow(["row", "lat", "lon", "radius_m", "ambiguous"])
        for position, answer in answers.items():
            where = (answer["latitude"], answer["longitude"], answer["radius_m"])
            plain.writerow([position, *where, int(answer["ambiguous"])])
    return _scorer("places", gold, given)["ALL"]


def scored_spans(name: str, answers: Answers, workplace: Path) -> Scores:
    """The scorer's figures of the given spans of a set of texts."""
    given = workplace / "answers.jsonl"
    with open(given, "w", encoding="utf-8") as file:
        for number, answer in answers.items():
            toponyms = [
                {
                    "start": toponym["start"],
                    "end": toponym["end"],
                    "lat": toponym["latitude"],
                    "lon": toponym["longitude"],
                    "radius_m": toponym["radius_m"],
                    "ambiguous": int(toponym["ambiguous"]),
                }
                for toponym in answer["toponyms"]
            ]
            file.write(json.dumps({"id": number, "toponyms": toponyms}) + "\n")
    return _scorer("resolve", shared(f"eval/{name}"), given)["ALL"]


def _scorer(what: str, gold: Path, given: Path) -> dict[str, Scores]:
    command = [sys.executable, str(shared("eval/score_places.py")), what, str(gold), str(given)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise BenchmarkFailed(f"score_places.py: {(done.stderr.strip() or 'failed').splitlines()[-1]}")
    scores: dict[str, Scores] = json.loads(done.stdout)
    return scores


def median_radius_km(answers: Answers, precision: str) -> float | None:
    """Of the answers that state the precision; None where none does."""
    radii = [answer["radius_m"] / 1000 for answer in answers.values() if answer["precision"] == precision]
    return statistics.median(radii) if radii else None
