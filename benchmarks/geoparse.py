"""Places in texts and names: right, honest and fast on the development sets, beside the largest place of that name.

On two data folders, one as `make setup` leaves it ("packages") and one with all of ../shared/data ("imported").
"""

from __future__ import annotations

import statistics
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import folders, geoparse_speed, place_sets, reports, saving
from benchmarks.exact_names import ExactNames
from benchmarks.figures import Figure
from benchmarks.folders import Say
from benchmarks.place_sets import Answers, PlaceSet, Scores

SPAN_SETS = (
    ("GeoVirus, given spans", "toponym_resolution_en_dev.jsonl", 0.85),
    ("Arabic tweets, given spans", "arabic_toponym_resolution_dev.jsonl", 0.70),
)
RECOGNITION_F1 = 0.88
HONEST, OVERSTATED = 0.90, 0.10
MEDIAN_RADIUS_KM = {"settlement": 5.0, "near": 25.0}
ARTICLE_BYTES = 3_000
# What nobody may have to wait for: too long, empty, unreadable, or made to be slow.
BAD_QUERIES = (
    "",
    "\0",
    "x" * 1_000_000,
    "x" * 10_000,
    "الرقة " * 2_000,
    "," * 300,
    "، " * 150,
    "a " * 150,
    "ال" * 150,
    "دير " * 75,
    "San José, " * 30,
    "\u0651" * 300,
    "\u202e\u2066الرقة\u2069\u202c",
    "💥" * 100,
    "\ud800",
    "1" * 300,
)


def add_arguments(parser: ArgumentParser) -> None:
    folders.add_prepared(parser)
    told = "the same, with all of ../shared/data in it"
    parser.add_argument("--imported", type=folders.data_folder, metavar="FOLDER", help=told)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    packages = folders.prepared(workplace, options["prepared"], say)
    imported = folders.imported(workplace, options["imported"], packages, say)
    for label, data in (("packages", packages), ("imported", imported)):
        started = perf_counter()
        exact = ExactNames(data)
        loading_ms = (perf_counter() - started) * 1000
        say(f"Asking for the places of the development sets ({label})")
        yield from _spans(label, data, exact, workplace)
        for places in place_sets.PLACE_SETS:
            yield from _places(places, label, data, exact, workplace)
        say(f"Reading the labelled reports ({label})")
        yield from _recognition(label, data, exact)
    say("Measuring times and memory")
    yield from _speed(imported, exact, loading_ms)
    yield from saving.figures(workplace, packages, say)


def _spans(label: str, data: Path, exact: ExactNames, workplace: Path) -> Iterator[Figure]:
    for name, file, limit in SPAN_SETS:
        rows = place_sets.texts(file)
        given = place_sets.scored_spans(file, place_sets.resolved(data, rows), workplace)
        plain = place_sets.scored_spans(file, exact.resolved(rows), workplace)
        named = f"{name}, {label}"
        yield Figure(f"{named}: Acc@161 km", given["acc@161km"], at_least=limit, baseline=plain["acc@161km"])
        yield Figure(f"{named}: coverage", given["coverage"], baseline=plain["coverage"])
        yield from _honesty(named, given, plain)


def _places(places: PlaceSet, label: str, data: Path, exact: ExactNames, workplace: Path) -> Iterator[Figure]:
    """With all hints that the set has: accuracy with its limit, coverage, honesty; with fewer hints: accuracy."""
    questions = places.questions()
    for hints in places.hints:
        asked = place_sets.with_hints(questions, hints)
        answers, by_exact_name = place_sets.geocoded(data, asked), exact.geocoded(asked)
        given, plain = (place_sets.scored_places(asked, found, workplace) for found in (answers, by_exact_name))
        named = f"{places.name}, {' and '.join(hints) or 'no hint'}, {label}"
        accuracy = f"acc@{places.within_km}km"
        has_all = hints == places.hints[0]
        limit = places.at_least.get(label) if has_all else None
        yield Figure(f"{named}: Acc@{places.within_km} km", given[accuracy], at_least=limit, baseline=plain[accuracy])
        if has_all:
            is_limited = places.is_honest and label == "imported"
            yield Figure(f"{named}: coverage", given["coverage"], baseline=plain["coverage"])
            yield from _honesty(named, given, plain, is_limited)
            yield from _radii(named, answers, by_exact_name, is_limited)


def _honesty(named: str, given: Scores, plain: Scores, is_limited: bool = False) -> Iterator[Figure]:
    """Does the truth lie within the stated radius, and is the radius no larger than it has to be?"""
    honest, overstated = (HONEST, OVERSTATED) if is_limited else (None, None)
    yield Figure(f"{named}: truth within radius", given.get("honest"), at_least=honest, baseline=plain.get("honest"))
    yield Figure(
        f"{named}: radius over ten times the error",
        given.get("overstated"),
        at_most=overstated,
        baseline=plain.get("overstated"),
    )


def _radii(named: str, given: Answers, plain: Answers, is_limited: bool) -> Iterator[Figure]:
    for precision, most in MEDIAN_RADIUS_KM.items():
        stated, baseline = (place_sets.median_radius_km(answers, precision) for answers in (given, plain))
        if stated is not None:
            yield Figure(
                f"{named}: median radius of answers `{precision}`",
                stated,
                "km",
                at_most=most if is_limited else None,
                baseline=baseline,
            )


def _recognition(label: str, data: Path, exact: ExactNames) -> Iterator[Figure]:
    rows = reports.labelled_reports()
    predictions = {row["id"]: {"claims": [], "toponyms": exact.toponyms(row["text"])} for row in rows}
    given, plain = reports.scored_by_command(data), reports.scored_predictions(data, predictions)
    overlap = "toponyms, overlap"
    named = f"recognition in the labelled reports, {label}"
    yield Figure(f"{named}: overlap F1", given[overlap]["f1"], at_least=RECOGNITION_F1, baseline=plain[overlap]["f1"])
    for letter, name in (("p", "precision"), ("r", "recall")):
        yield Figure(f"{named}: overlap {name}", given[overlap][letter], baseline=plain[overlap][letter])


def _speed(data: Path, exact: ExactNames, loading_ms: float) -> Iterator[Figure]:
    """Of one process with all places in it; the baseline keeps all names in dictionaries."""
    texts = articles([row["text"] for row in reports.labelled_reports() if row["language"] == "ar"])
    queries = [question for places in place_sets.PLACE_SETS for question in places.questions()]
    asked = {
        "texts": texts,
        "queries": [{"query": row.query, "country": row.country, "admin1": row.admin1} for row in queries],
        "bad": BAD_QUERIES,
    }
    times = folders.call(data, geoparse_speed.__name__, asked)
    plain_text = statistics.median(_milliseconds(exact.toponyms, text) for text in texts)
    plain_query = statistics.median(_milliseconds(exact.find, row.query, row.country) for row in queries)
    yield Figure("opening the name index", times["loading_ms"], "ms", at_most=1_000, baseline=loading_ms)
    yield Figure("first text of a process", times["first_text_ms"], "ms")
    yield Figure("3 kB Arabic article, median", times["text_ms"], "ms", at_most=5, baseline=plain_text)
    yield Figure("geocode, median", times["query_ms"], "ms", at_most=1, baseline=plain_query)
    yield Figure("geocode, slowest of the sets", times["slowest_query_ms"], "ms", at_most=50)
    yield Figure("geocode, slowest bad query", times["slowest_bad_query_ms"], "ms", at_most=50)
    yield Figure("memory of the process", times["memory_mb"], "MB", at_most=400)


def articles(reports: Sequence[str]) -> list[str]:
    """As many texts of 3 kB (UTF-8) as there are reports, each begun with another one and filled up with the next."""
    made = []
    for first in range(len(reports)):
        joined = "\n\n".join([*reports[first:], *reports[:first]])
        made.append(joined.encode()[:ARTICLE_BYTES].decode(errors="ignore"))
    return made


def _milliseconds(do: Callable[..., object], *arguments: object) -> float:
    started = perf_counter()
    do(*arguments)
    return (perf_counter() - started) * 1000
