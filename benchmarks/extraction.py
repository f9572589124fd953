"""Reports read: what the labelled ones give, which rules err most, what is linked, and how fast.

Claims stand beside those of a plain reader, linking beside the scorer's plain rule, also on pairs that are easily
confused; suggestions are asked for among 100,000 made-up incidents.
"""

from __future__ import annotations

import importlib.util
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import folders, plain_reader, reports
from benchmarks.exact_names import ExactNames
from benchmarks.figures import BenchmarkFailed, Figure
from benchmarks.folders import Say
from incidents.learning import Verdict, tally
from scripts.site import ROOT

INCIDENTS = 100_000
WORST_RULES = 8
OWN_REPORTS = ROOT / "tests" / "extraction" / "reports"
PAIRS = ROOT / "tests" / "acceptance" / "confusable_pairs.toml"
# (figure of the scorer, its value, the least that the issue asks for)
SCORED = (
    ("incidents, event", "f1", 0.85),
    ("incidents, background", "f1", 0.70),
    ("date exact, of all dated labels", "share", 0.90),
    ("killed: min and max, all claims", "f1", 0.90),
    ("injured: min and max, all claims", "f1", 0.80),
    ("main place within 20 km", "share", 0.85),
    ("truth within stated radius", "share", 0.90),
    ("quoted spans: text as stated", "share", 1.00),
    ("quoted spans: every date, place and toll", "share", 1.00),
    ("quoted spans: at most 12 words", "share", 0.95),
    ("linking, pairs", "f1", 0.97),
    ("kind exact, of matched", "share", None),
    ("killed_civilians: min and max, all claims", "f1", None),
    ("actors (name and role)", "f1", None),
)
MEDIAN_RADIUS_KM = {"settlement": 5.0, "near": 25.0}
WRONGLY_FILLED = 1  # of all reports in which nothing happened
GROWTH = 2.0  # time a character of a text of 100 kB, against one of 20 kB
ABOVE = "linking, above the plain rule on the predicted claims"


def add_arguments(parser: ArgumentParser) -> None:
    helping = "a data folder to copy instead of making one"
    parser.add_argument("--prepared", type=folders.data_folder, metavar="FOLDER", help=helping)


def run(options: dict[str, Any], workplace: Path, say: Say) -> Iterator[Figure]:
    data = folders.prepared(workplace, options["prepared"], say)
    say("Reading the labelled reports")
    labelled = reports.labelled_reports()
    scores = reports.scored_by_command(data)
    yield from _scored(scores, _plainly_read(data, labelled))
    yield _left_empty(data, scores)
    read = folders.call(data, "benchmarks.reading", {"reports": labelled})
    yield Figure("3 kB report, median", read["news_ms"], "ms", at_most=15)
    yield Figure("100 kB report", read["long_ms"], "ms", at_most=1000)
    yield Figure("time a character, 100 kB against 20 kB", read["long_ms"] / read["short_ms"] / 5, at_most=GROWTH)
    yield from _rules(labelled, read)
    say("Linking confusable pairs")
    yield _pairs(data)
    say(f"Making up {INCIDENTS:,} incidents")
    yield from _suggestions(data, workplace)


def _plainly_read(data: Path, labelled: list[dict[str, Any]]) -> reports.Scores:
    exact = ExactNames(data)
    read = {row["id"]: plain_reader.claims(exact, row["text"], row["published"]) for row in labelled}
    predictions = {number: {"claims": claims, "toponyms": []} for number, claims in read.items()}
    return reports.scored_predictions(data, predictions)


def _scored(scores: reports.Scores, plain: reports.Scores) -> Iterator[Figure]:
    for name, value, least in SCORED:
        by_rule = scores["linking by a plain rule, pairs"] if name == "linking, pairs" else plain.get(name, {})
        yield Figure(name, scores.get(name, {}).get(value), at_least=least, baseline=by_rule.get(value))
    radii = scores["median stated radius km"]
    for precision, most in MEDIAN_RADIUS_KM.items():
        if radii.get(precision) is not None:
            yield Figure(f"median radius of main places `{precision}`", radii[precision], "km", at_most=most)
    above = scores[ABOVE]
    yield Figure("linking, on the claims that have a label", above["program_f1"], baseline=above["plain_rule_f1"])
    yield Figure("linking, above the plain rule", above["above"], at_least=0)


def nothing_happened() -> list[str]:
    """The project's own reports without an incident, in each language."""
    files = sorted(OWN_REPORTS.glob("*.toml"))
    return [row["text"] for file in files for row in tomllib.loads(file.read_text("utf-8"))["nothing"]]


def _left_empty(data: Path, scores: reports.Scores) -> Figure:
    asked = [{"id": str(i), "text": text, "published": "2021-05-12"} for i, text in enumerate(nothing_happened())]
    filled = sum(
        bool(claims) for claims in folders.call(data, "benchmarks.reading", {"reports": asked})["claims"].values()
    )
    labelled = scores["reports without an incident left empty"]
    wrong = filled + round(labelled["n"] * (1 - labelled["share"]))
    named = f"reports without an incident that were not left empty, of {labelled['n'] + len(asked)}"
    return Figure(named, wrong, at_most=WRONGLY_FILLED)


def _rules(labelled: list[dict[str, Any]], read: dict[str, Any]) -> Iterator[Figure]:
    """The rules that err most, the labels taken for what an editor would say; the desk counts real editors' own."""
    scoring = _scoring()
    found = []
    for row in labelled:
        claims = read["claims"][row["id"]]
        pairs = {claim: label for label, claim in scoring.match_claims(row["incidents"], claims, loose=True)}
        for number, claim in enumerate(claims):
            label = row["incidents"][pairs[number]] if number in pairs else None
            rules = tuple(read["rules"][row["id"]][number])
            found.append(Verdict(number, rules, label is None, _wrong(scoring, label, claim) if label else {}))
    for figure in tally(found)[:WORST_RULES]:
        yield Figure(f"wrong of {figure.decided} by the rule {figure.rule}", figure.wrong, "claims")


def _wrong(scoring: ModuleType, label: dict[str, Any], claim: dict[str, Any]) -> dict[str, str]:
    """The facts of a claim that its label contradicts."""
    is_right = {
        "kind": label["kind"] == claim["kind"],
        "role": label["role"] == claim["role"],
        "date": scoring.date_exact(label, claim),
        "place": scoring.places_match(label, claim),
        "casualty": all(
            label.get(harm) is None or scoring.value(claim, harm) == scoring.bounds(label[harm])
            for harm in ("killed", "injured")
        ),
    }
    return {fact: "changed" for fact, right in is_right.items() if not right}


def _scoring() -> ModuleType:
    """The scorer's own module, by which its figures are counted."""
    spec = importlib.util.spec_from_file_location("report_scoring", folders.shared("eval/report_scoring.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pairs(data: Path) -> Figure:
    """Pairwise F1 over forty pairs that are easily confused, read as one batch; beside the scorer's plain rule."""
    if not PAIRS.exists():
        raise BenchmarkFailed(f"{PAIRS} is missing")
    told = [report for pair in tomllib.loads(PAIRS.read_text("utf-8"))["pair"] for report in pair["report"]]
    asked = [
        {"id": str(number), "text": row["text"], "published": row["published"].isoformat()}
        for number, row in enumerate(told)
    ]
    read = folders.call(data, "benchmarks.reading", {"reports": asked})["claims"]
    claims = []  # (label, key, claim)
    for number, row in enumerate(told):
        wanted = {role: row[role] for role in ("event", "background") if role in row}
        claims += [(wanted.pop(claim["role"], None), claim["incident_key"], claim) for claim in read[str(number)]]
        claims += [(label, None, {}) for label in wanted.values()]
    labelled = [(number, row) for number, row in enumerate(claims) if row[0]]
    want = _linked([(number, row[0]) for number, row in labelled])
    have = _linked([(number, row[1]) for number, row in labelled])
    plain = _scoring().rule_links([(number, row[2]) for number, row in labelled if row[2]])
    return Figure("linking, confusable pairs", _f1(want, have), at_least=0.95, baseline=_f1(want, plain))


def _linked(keys: list[tuple[int, Any]]) -> set[frozenset[int]]:
    return {frozenset((a, b)) for (a, key), (b, other) in combinations(keys, 2) if key is not None and key == other}


def _f1(want: set[frozenset[int]], have: set[frozenset[int]]) -> float:
    return 2 * len(want & have) / (len(want) + len(have))


def _suggestions(data: Path, workplace: Path) -> Iterator[Figure]:
    made_up = workplace / "made-up.sqlite3"
    folders.run(data, "seed_synthetic", "--count", str(INCIDENTS), "--database", str(made_up))
    got = folders.call(data, "benchmarks.suggesting", {}, DATABASE_URL=f"sqlite:///{made_up}")
    among = f"suggestions among {got['incidents']:,} incidents"
    yield Figure(f"{among}, median", got["median_ms"], "ms", at_most=50, baseline=got["scan_ms"])
    yield Figure(f"{among}, slowest", got["slowest_ms"], "ms", at_most=50, baseline=got["scan_ms"])
    yield Figure("the repeated incident among five suggested", got["found"])
