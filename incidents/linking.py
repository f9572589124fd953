"""Which claims of reports that are read together are accounts of one incident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from incidents.likeness import LEAST_ALIKE, compare, excludes
from incidents.sketches import Sketch

DAY = dt.timedelta(days=1)


def may_be_one(one: Sketch, other: Sketch) -> bool:
    return not excludes(one, other) and compare(one, other).score >= LEAST_ALIKE


def groups(sketches: Sequence[Sketch]) -> list[int]:
    """For each sketch the number of the first one of its incident, its own where it stands alone.

    The likeliest pairs are joined first; no two of a group may exclude one another, so that a report that could be
    either of two incidents does not make them one.
    """
    members = {number: [number] for number in range(len(sketches))}
    group_of = list(range(len(sketches)))
    for one, other in _likely_pairs(sketches):
        first, second = sorted((group_of[one], group_of[other]))
        if first == second or any(excludes(sketches[a], sketches[b]) for a in members[first] for b in members[second]):
            continue
        for number in members[second]:
            group_of[number] = first
        members[first] += members.pop(second)
    return group_of


def _likely_pairs(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """The pairs that may be one, the likeliest first, of equals the earlier."""
    likely: list[tuple[float, int, int]] = []
    for first, second in map(sorted, _pairs_to_compare(sketches)):
        one, other = sketches[first], sketches[second]
        if not excludes(one, other) and (score := compare(one, other).score) >= LEAST_ALIKE:
            likely.append((-score, first, second))
    return [(first, second) for _score, first, second in sorted(likely)]


def _pairs_to_compare(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """All pairs but those of dated accounts that lie more than a day apart, which `excludes` would refuse."""
    undated = [number for number, sketch in enumerate(sketches) if sketch.date_start is None]
    spans = sorted(
        (sketch.date_start, sketch.date_end, number)
        for number, sketch in enumerate(sketches)
        if sketch.date_start is not None and sketch.date_end is not None
    )
    for position, (_start, end, one) in enumerate(spans):
        for later in range(position + 1, len(spans)):
            start, _end, other = spans[later]
            if start > end + DAY:
                break
            yield one, other
    yield from combinations(undated, 2)
    yield from product(undated, (number for _start, _end, number in spans))
