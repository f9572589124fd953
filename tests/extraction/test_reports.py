"""Reports by construction, each beside what a careful coder would write down (`reports/CODE.toml`)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extraction.facts import Claim
from tests.extraction.cases import WEDNESDAY, check_spans, total
from tests.extraction.gazetteer import reading

FOLDER = Path(__file__).parent / "reports"
Row = dict[str, Any]


def _rows(table: str) -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))[table]):
            yield pytest.param(row, id=f"{path.stem}-{row.get('name', number)}")


def _bounds(written: str | None) -> tuple[int | None, int | None] | None:
    """ "5", "5+", "-20", "5-8" """
    if written is None:
        return None
    if written.endswith("+"):
        return int(written[:-1]), None
    low, dash, high = written.partition("-")
    return int(low) if low else None, int(high if dash else low)


def _published(row: Row) -> dt.date | None:
    return row.get("published", WEDNESDAY) or None


def _told(claim: Claim, expected: Row) -> Row:
    """The claim in the words of the table, as far as the table asks."""
    killed = {r.group: (r.min, r.max) for r in claim.casualties if r.harm == "killed"}
    parties = [f"{a.role} {a.attribution} {a.name}" for a in claim.actors]
    told = {
        "kind": claim.kind,
        "role": claim.role,
        "killed": total(claim, "killed"),
        "injured": total(claim, "injured"),
        "day": claim.date.edtf,
        "place": next((place.name for place in claim.places if place.main), None),
        "time": claim.date.time_of_day,
        "groups": {group: killed.get(group) for group in expected.get("groups", ())},
        "claimed_by": [a.name for a in claim.actors if a.role == "claimed_by"],
        "parties": [party for party in expected.get("parties", ()) if party in parties] or parties,
    }
    return {name: value for name, value in told.items() if name in _wanted(expected)}


def _wanted(expected: Row) -> Row:
    wanted = {"role": "event", **expected}
    wanted |= {harm: _bounds(expected.get(harm)) for harm in ("killed", "injured")}
    if "groups" in expected:
        wanted["groups"] = {group: _bounds(count) for group, count in expected["groups"].items()}
    return wanted


@pytest.mark.parametrize("row", _rows("report"))
def test_report(row: Row) -> None:
    found = reading(row["text"], _published(row))
    asked = [*row["claims"], *({} for _ in found.claims[len(row["claims"]) :])]
    told = [_told(claim, expected) for claim, expected in zip(found.claims, asked, strict=False)]
    assert told == [_wanted(expected) for expected in row["claims"]]
    for name in ("said_by", "origin"):
        if name in row:
            assert getattr(found, name) == row[name]
    for claim in found.claims:
        check_spans(row["text"], claim)


@pytest.mark.parametrize("row", _rows("nothing"))
def test_nothing_happened(row: Row) -> None:
    assert reading(row["text"], WEDNESDAY).claims == ()
