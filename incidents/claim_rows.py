"""Writing checked facts onto a claim and its rows. Internal to the services, which check, lock and record."""

from __future__ import annotations

import datetime as dt

from django.db import models

from incidents.applying import hold
from incidents.dates import edtf_of
from incidents.facts import ClaimFacts
from incidents.models import Claim, ClaimActor, ClaimCasualty, ClaimPlace, ClaimSpan
from incidents.models.facts import ACTOR_VALUES, PLACE_VALUES, TOLL_VALUES, values_of

BY_EDITOR = "set by an editor"  # the rule behind a date that a person set


def write_facts(claim: Claim, facts: ClaimFacts, text: str | None) -> None:
    """Set the claim's values and write its rows; the caller saves a claim that is there already.

    A date that did not change keeps its receipt.
    """
    before = (claim.date_start, claim.date_end, claim.date_precision)
    claim.kind, claim.role = facts.kind, facts.role
    claim.date_text, claim.time_of_day = facts.date_text, facts.time_of_day
    if before != (facts.date_start, facts.date_end, facts.date_precision) or not claim.pk:
        claim.date_start, claim.date_end, claim.date_precision = facts.date_start, facts.date_end, facts.date_precision
        claim.edtf = edtf_of(facts.date_start, facts.date_end, facts.date_precision)
        claim.date_anchor, claim.date_rule = None, BY_EDITOR if facts.date_start else ""
        claim.not_before, claim.not_after = None, None if facts.date_start else published_on(claim)
    if not claim.pk:
        claim.save()
    write_rows(claim, facts, text)


def write_rows(claim: Claim, facts: ClaimFacts, text: str | None) -> None:
    """In place of those that it has. What was written stays at hand on the claim, for its revision."""
    rows: dict[str, list[models.Model]] = {
        # In the order in which they are read.
        "places": [
            ClaimPlace(claim=claim, is_main=place.is_main, **values_of(place, PLACE_VALUES))
            for place in sorted(facts.places, key=lambda place: not place.is_main)
        ],
        "actors": [ClaimActor(claim=claim, **values_of(row, ACTOR_VALUES)) for row in facts.actors],
        "casualties": [ClaimCasualty(claim=claim, **values_of(row, TOLL_VALUES)) for row in facts.casualties],
        "spans": [
            ClaimSpan(claim=claim, field=span.field, start=span.start, end=span.end, text=text[span.start : span.end])
            for span in sorted(facts.spans, key=lambda span: (span.start, span.end))
            if text is not None
        ],
    }
    for name, made in rows.items():
        relation = getattr(claim, name)
        relation.all().delete()
        hold(claim, name, relation.model.objects.bulk_create(made))


def published_on(claim: Claim) -> dt.date | None:
    """The day that bounds an undated claim: its report was published then, so that it happened no later."""
    return claim.report_version.report.published_on if claim.report_version else None
