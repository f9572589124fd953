"""What a corrected day changes in the dates of claims, in words, before anything is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from desk.cards import date_in_words
from incidents.claim_rows import published_on
from incidents.models import Claim, Report
from incidents.receipts import rule_words
from incidents.redating import Redating, counted_from, published_another_day


@dataclass(frozen=True, slots=True)
class Row:
    """`words`: those of the report that say the date; `rule`: how they were counted."""

    claim: Claim
    words: str
    before: str
    after: str
    rule: str


def of_report(report: Report, day: dt.date) -> list[Row]:
    """Of those claims of a report that get another date where it was published on the day."""
    claims = Claim.objects.filter(report_version__report=report).select_related("report_version", "incident")
    in_order = claims.order_by("report_version", "position", "pk")
    return [row for row in _rows(published_another_day(in_order, report.published_on, day)) if row.before != row.after]


def of_claim(claim: Claim, anchor: dt.date) -> list[Row]:
    """Of one claim whose words count from the anchor; none where they give no date."""
    after = counted_from(claim, anchor, published_on(claim))
    return _rows([Redating(claim, after)]) if after else []


def _rows(redatings: Iterable[Redating]) -> list[Row]:
    rows = []
    for redating in redatings:
        then = copy(redating.claim)
        for column, value in redating.after.items():
            setattr(then, column, value)
        before, after = date_in_words(redating.claim), date_in_words(then)
        rows.append(Row(redating.claim, redating.claim.date_text, before, after, rule_words(then.date_rule)))
    return rows
