"""What a new version of a report changed in what it claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desk.conflicts import Difference
from desk.wording import field_label, in_words
from incidents.models import Claim, ReportVersion
from incidents.models.choices import ClaimChange
from incidents.services.revisions import state_of


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """`differences` hold the former version's value and this one's."""

    claim: Claim
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Comparison:
    former: ReportVersion
    new: list[Claim]
    changed: list[ChangedClaim]
    unchanged: list[Claim]
    gone: list[Claim]


def compared_with_former(version: ReportVersion, claims: list[Claim]) -> Comparison | None:
    """None for a first version."""
    former = version.report.versions.filter(number__lt=version.number).order_by("-number").first()
    if former is None:
        return None
    by_change = {change: [claim for claim in claims if claim.change == change] for change in ClaimChange.values}
    gone = former.claims.with_facts().filter(change=ClaimChange.GONE).select_related("incident")
    return Comparison(
        former=former,
        new=by_change[ClaimChange.NEW],
        changed=[ChangedClaim(claim, _differences(claim)) for claim in by_change[ClaimChange.CHANGED]],
        unchanged=by_change[ClaimChange.UNCHANGED],
        gone=list(gone),
    )


def _differences(claim: Claim) -> list[Difference]:
    if claim.former is None:
        return []
    before: dict[str, Any] = state_of(claim.former)
    after: dict[str, Any] = state_of(claim)
    return [
        Difference(field_label(name), in_words(name, before.get(name)), in_words(name, after.get(name)))
        for name in claim.changed_fields
    ]
