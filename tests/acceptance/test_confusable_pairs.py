"""Forty pairs of reports that are easily confused, read and linked: pairwise F1 of at least 0.95."""

import tomllib
from itertools import combinations
from pathlib import Path

from incidents.linking import groups
from incidents.reading import read_report
from incidents.sketches import Sketch

PAIRS = tomllib.loads((Path(__file__).parent / "confusable_pairs.toml").read_text(encoding="utf-8"))["pair"]


def linked(pairs):
    """For each claim that a report should give its label and the group that it was put into."""
    labels, sketches = [], []
    for number, pair in enumerate(pairs):
        for side, report in enumerate(pair["report"]):
            reading, _places = read_report(report["text"], published=report["published"])
            wanted = {role: report[role] for role in ("event", "background") if role in report}
            for claim in reading.claims:
                labels.append(wanted.pop(claim.role, None))
                sketches.append(Sketch.of_read(claim, report=(number, side)))
            labels += wanted.values()
            sketches += [None] * len(wanted)
    found = iter(groups([sketch for sketch in sketches if sketch]))
    return list(zip(labels, [next(found) if sketch else None for sketch in sketches], strict=True))


def f1(linked):
    pairs = [(one, other) for one, other in combinations(linked, 2) if one[0] and other[0]]
    want = [one[0] == other[0] for one, other in pairs]
    have = [one[1] is not None and one[1] == other[1] for one, other in pairs]
    both = sum(a and b for a, b in zip(want, have, strict=True))
    return 2 * both / (sum(want) + sum(have))


def test_forty_pairs_half_of_them_with_an_arabic_report():
    assert len(PAIRS) == 40 and all(len(pair["report"]) == 2 for pair in PAIRS)
    arabic = [
        any("\u0620" <= letter <= "\u064a" for report in pair["report"] for letter in report["text"]) for pair in PAIRS
    ]
    assert sum(arabic) >= 16


def test_all_in_one_batch(gazetteer):
    assert f1(linked(PAIRS)) >= 0.95


def test_each_pair_alone(gazetteer):
    alone = [
        ((number, label) if label else None, None if group is None else (number, group))
        for number, pair in enumerate(PAIRS)
        for label, group in linked([pair])
    ]
    assert f1(alone) >= 0.95
