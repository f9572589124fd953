"""How the cases of a language are written down, and what of a claim they compare."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from extraction.facts import Claim
from tests.extraction.gazetteer import reading

WEDNESDAY = dt.date(2021, 5, 12)


@dataclass(frozen=True)
class Expected:
    """What a claim must say; a field left out is not looked at, except that no toll may be made up."""

    kind: str
    day: str | None = None  # EDTF
    place: str | None = None
    killed: tuple[int | None, int | None] | None = None
    injured: tuple[int | None, int | None] | None = None
    role: str = "event"
    groups: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)  # of the killed
    perpetrator: tuple[str, str] | None = None  # name, attribution


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: tuple[Expected, ...] = ()
    published: dt.date | None = WEDNESDAY


def total(claim: Claim, harm: str) -> tuple[int | None, int | None] | None:
    rows = [row for row in claim.casualties if row.harm == harm and not row.part_of_total]
    whole = [row for row in rows if row.group == "undetermined"] or rows
    if not whole:
        return None
    lows, highs = [row.min for row in whole], [row.max for row in whole]
    return (None if None in lows else sum(lows)), (None if None in highs else sum(highs))  # type: ignore[arg-type]


def check(case: Case) -> None:
    claims = reading(case.text, case.published).claims
    found = [(claim.role, claim.kind) for claim in claims]
    assert found == [(e.role, e.kind) for e in case.expected]
    for claim, expected in zip(claims, case.expected, strict=True):
        assert total(claim, "killed") == expected.killed
        assert total(claim, "injured") == expected.injured
        if expected.day is not None:
            assert claim.date.edtf == expected.day
        if expected.place is not None:
            assert [place.name for place in claim.places if place.main][:1] == [expected.place]
        for group, bounds in expected.groups.items():
            rows = [r for r in claim.casualties if r.group == group and r.harm == "killed"]
            assert [(row.min, row.max) for row in rows] == [bounds]
        if expected.perpetrator:
            assert expected.perpetrator in [(a.name, a.attribution) for a in claim.actors]
        check_spans(case.text, claim)


def check_spans(text: str, claim: Claim) -> None:
    for span in claim.spans:
        assert text[span.start : span.end] == span.text
        assert len(span.text.split()) <= 12
    quoted = {(span.field, span.text) for span in claim.spans}
    assert claim.date.text is None or ("date", claim.date.text) in quoted
    assert all(("place", place.text) in quoted for place in claim.places)
    assert all(("casualty", row.text) in quoted for row in claim.casualties)
