"""A reading as the JSON that the contract prints."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from extraction.facts import Claim, DateFact, Reading
from extraction.kinds import ACLED


def reading_as_json(reading: Reading) -> dict[str, object]:
    """The object under "What `extract` prints" in the contract, ready for ``json.dumps``."""
    return {
        "language": reading.language,
        "said_by": reading.said_by,
        "origin": reading.origin,
        "claims": [claim_as_json(claim) for claim in reading.claims],
    }


def claim_as_json(claim: Claim) -> dict[str, object]:
    return {
        "kind": claim.kind,
        "role": claim.role,
        "acled": list(ACLED[claim.kind]),
        **_date(claim.date),
        "places": [asdict(place) for place in claim.places],
        "actors": [asdict(actor) for actor in claim.actors],
        "casualties": [asdict(casualty) for casualty in claim.casualties],
        "spans": [asdict(span) for span in claim.spans],
    }


def _date(fact: DateFact) -> dict[str, object]:
    def iso(day: dt.date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "date_start": iso(fact.start),
        "date_end": iso(fact.end),
        "date_precision": fact.precision,
        "edtf": fact.edtf,
        "not_before": iso(fact.not_before),
        "not_after": iso(fact.not_after),
        "date_text": fact.text,
        "date_anchor": iso(fact.anchor),
        "date_rule": fact.rule,
        "time_of_day": fact.time_of_day,
    }
