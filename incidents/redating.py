"""Dates of claims, counted again from another day than before. Nothing is saved here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extraction.calendar_rules import AHEAD, NO_ANCHOR, NO_DATE, NO_YEAR
from extraction.dates import redate
from incidents.claim_rows import BY_EDITOR, published_on
from incidents.models import Claim

DATE_COLUMNS = (
    "date_start",
    "date_end",
    "date_precision",
    "edtf",
    "not_before",
    "not_after",
    "date_anchor",
    "date_rule",
)
# What the reader could not count without the day of publication, or not from the wrong one.
_WANTS_THE_DAY = frozenset({NO_ANCHOR, NO_YEAR, AHEAD})


@dataclass(frozen=True, slots=True)
class Redating:
    """A claim as it is, and what its date columns become."""

    claim: Claim
    after: dict[str, Any]


def counted_from(claim: Claim, anchor: dt.date | None, published: dt.date | None) -> dict[str, Any] | None:
    """The date columns that the claim's own words give from the anchor; None where the words give no date.

    An undated claim happened no later than its report was `published`.
    """
    version = claim.report_version
    if version is None or not claim.date_text:
        return None
    try:
        fact = redate(claim.date_text, version.language, anchor)
    except FileNotFoundError:  # a language that nobody can read yet
        return None
    if fact.rule == NO_DATE:
        return None
    return {
        "date_start": fact.start,
        "date_end": fact.end,
        "date_precision": fact.precision,
        "edtf": fact.edtf,
        "not_before": fact.not_before,
        "not_after": fact.not_after if fact.start else published,
        "date_anchor": fact.anchor,
        "date_rule": (fact.rule or "")[:200],
    }


def published_another_day(claims: Iterable[Claim], former: dt.date | None, published: dt.date) -> Iterator[Redating]:
    """What changes in the claims of a report that was published on another day than it was thought to be.

    A date that a person set stays, and so does one that counts from another day in the text.
    """
    for claim in claims if former != published else ():
        after = _after(claim, former, published)
        if after and any(getattr(claim, column) != value for column, value in after.items()):
            yield Redating(claim, after)


def _after(claim: Claim, former: dt.date | None, published: dt.date) -> dict[str, Any] | None:
    if claim.date_rule == BY_EDITOR:
        return None
    was_counted = claim.date_anchor is not None and claim.date_anchor == former
    if was_counted or (claim.date_start is None and claim.date_rule in _WANTS_THE_DAY):
        return counted_from(claim, published, published)
    if claim.date_start is None and claim.not_after == former:
        return {"not_after": published}
    return None


def of_anchor(claim: Claim, anchor: dt.date) -> dict[str, Any] | None:
    """The date columns of one claim whose words count from the anchor."""
    return counted_from(claim, anchor, published_on(claim))
