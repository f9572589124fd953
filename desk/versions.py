"""What a new version of a report changed in what it claims, fact beside fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from desk.cards import date_in_words
from desk.wording import field_label, in_words, toll
from incidents.actor_names import names_of
from incidents.models import Claim, ClaimActor, ReportVersion
from incidents.models.choices import ActorRole, ClaimChange
from incidents.place_names import PlaceNames
from incidents.times_of_day import time_words

FACTS = ("kind", "role", "date", "places", "actors", "casualties")


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """`differences` hold the former version's value and this one's, one of them empty for a new claim or a gone one.

    `unchanged` names the facts that stayed.
    """

    claim: Claim
    differences: list[Difference]
    unchanged: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    former: ReportVersion
    new: list[ComparedClaim]
    changed: list[ComparedClaim]
    unchanged: list[Claim]
    gone: list[ComparedClaim]


def compared_with_former(version: ReportVersion, claims: list[Claim]) -> Comparison | None:
    """None for a first version. The claims come with their facts and the claim that each of them continues."""
    former = version.report.versions.filter(number__lt=version.number).order_by("-number").first()
    if former is None:
        return None
    by_change = {change: [claim for claim in claims if claim.change == change] for change in ClaimChange.values}
    gone = list(former.claims.with_facts().select_related("incident").filter(change=ClaimChange.GONE))
    changed = by_change[ClaimChange.CHANGED]
    continued = Claim.objects.with_facts().in_bulk([claim.former_id for claim in changed if claim.former_id])
    words = _Words()
    return Comparison(
        former=former,
        new=[words.compared(claim, None, claim) for claim in by_change[ClaimChange.NEW]],
        changed=[
            words.compared(claim, continued.get(claim.former_id), claim, claim.changed_fields) for claim in changed
        ],
        unchanged=by_change[ClaimChange.UNCHANGED],
        gone=[words.compared(claim, claim, None) for claim in gone],
    )


class _Words:
    """The facts of claims as one reads them, in the language of the page."""

    def __init__(self) -> None:
        self.names, self.language = PlaceNames(), get_language() or "en"

    def compared(
        self, shown: Claim, before: Claim | None, now: Claim | None, facts: Sequence[str] = FACTS
    ) -> ComparedClaim:
        rows = [
            Difference(field_label(fact), self.of(fact, before), self.of(fact, now)) for fact in FACTS if fact in facts
        ]
        return ComparedClaim(
            claim=shown,
            differences=[row for row in rows if row.now or row.yours],
            unchanged=[field_label(fact) for fact in FACTS if fact not in facts],
        )

    def of(self, fact: str, claim: Claim | None) -> str:
        """One line for each row of the fact; empty where the claim says nothing of it."""
        if claim is None:
            return ""
        if fact in ("kind", "role"):
            return in_words(fact, getattr(claim, fact))
        if fact == "date":
            words = [date_in_words(claim), time_words(claim.time_of_day)]
            return " ".join(filter(None, words)) if claim.date_start or claim.not_after else ""
        lines = {"places": self._places, "actors": self._actors, "casualties": self._casualties}[fact](claim)
        return "\n".join(lines)

    def _places(self, claim: Claim) -> list[str]:
        rows = claim.places.all()  # type: ignore[attr-defined]
        return [
            f"{self.names.of(row).get(self.language) or row.name or row.text} · {in_words('precision', row.precision)}"
            for row in rows
        ]

    def _actors(self, claim: Claim) -> list[str]:
        rows = claim.actors.all()  # type: ignore[attr-defined]
        return [" · ".join([names_of(row).get(self.language) or row.name, *_part(row)]) for row in rows]

    def _casualties(self, claim: Claim) -> list[str]:
        rows = claim.casualties.all()  # type: ignore[attr-defined]
        return [
            f"{in_words('harm', row.harm)}: {toll(row.minimum, row.maximum)} · {in_words('group', row.group)}"
            for row in rows
        ]


def _part(row: ClaimActor) -> list[str]:
    """An actor's role, and how sure the report is of a perpetrator."""
    said = [str(ActorRole(row.role).label)]
    return [*said, in_words("attribution", row.attribution)] if row.role == ActorRole.PERPETRATOR else said
