"""What editors made of the reader's claims, counted by the rule that gave each fact: which rules err most.

Nothing is stored for it: a claim keeps the rules that fired (`Claim.rules`), and its history what it was when it was
read and what people corrected. The figures inform those who write the rules; nothing is trained on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from incidents.models import Claim, Revision
from incidents.models.choices import ClaimState

FACTS = ("kind", "role", "date", "place", "actor", "casualty")
KEPT, CHANGED, ADDED, REMOVED, REJECTED = "kept", "changed", "added", "removed", "rejected"
EXAMPLES = 5
# By these a person says what the reader should have read; a date that is counted again blames no rule.
_CORRECTING = ("correct_claim", "mark_words")
_PARTS = {
    "place": ("places", ("place_id", "name", "latitude", "longitude", "precision", "is_main")),
    "actor": ("actors", ("actor_id", "name", "role", "attribution")),
    "casualty": ("casualties", ("group", "harm", "minimum", "maximum", "part_of_total")),
}
_DATES = ("date_start", "date_end", "date_precision")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one claim: `facts` has what was done to each of `FACTS` that was not simply kept."""

    claim: int
    rules: tuple[str, ...]
    is_rejected: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RuleFigure:
    """`rule` is a rule of the reader (`date:weekday`) or, where none is named, the `fact` itself.

    `kept`, `changed`, `added` (the reader gave none) and `removed` count claims that were accepted,
    `rejected` those that told of nothing, which is on the rule of the kind alone. `examples` are claims it erred in.
    """

    rule: str
    fact: str
    kept: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    rejected: int = 0
    examples: list[int] = field(default_factory=list)

    @property
    def decided(self) -> int:
        return self.kept + self.wrong

    @property
    def wrong(self) -> int:
        return self.changed + self.added + self.removed + self.rejected

    @property
    def share(self) -> float:
        """Of what was decided, how much was wrong."""
        return self.wrong / self.decided if self.decided else 0.0


def tally(verdicts: Iterable[Verdict]) -> list[RuleFigure]:
    """A figure for each rule that gave some claim a fact; those that erred most often first."""
    figures: dict[str, RuleFigure] = {}
    for verdict in verdicts:
        for name in FACTS:
            outcome = REJECTED if verdict.is_rejected else verdict.facts.get(name, KEPT)
            if verdict.is_rejected and name != "kind":
                continue
            rules = [rule for rule in verdict.rules if rule.partition(":")[0] == name] or [name]
            for rule in rules:
                figure = figures.setdefault(rule, RuleFigure(rule, name))
                setattr(figure, outcome, getattr(figure, outcome) + 1)
                if outcome != KEPT and len(figure.examples) < EXAMPLES:
                    figure.examples.append(verdict.claim)
    return sorted(figures.values(), key=lambda figure: (-figure.wrong, -figure.share, figure.rule))


def verdicts(extractor_version: str = "") -> Iterator[Verdict]:
    """What people made of all claims that the reader proposed and that somebody decided or corrected, the newest first.

    With an extractor version those of that version alone.
    """
    claims = Claim.objects.exclude(extractor_version="")
    if extractor_version:
        claims = claims.filter(extractor_version=extractor_version)
    corrected = _corrected()
    rows = claims.order_by("-pk").values_list("pk", "rules", "state")
    for pk, rules, state in rows.iterator():
        if state == ClaimState.REJECTED:
            yield Verdict(pk, tuple(rules), is_rejected=True)
        elif state == ClaimState.ACCEPTED or pk in corrected:
            yield Verdict(pk, tuple(rules), facts=corrected.get(pk, {}))


def missed() -> int:
    """Claims that people added by hand to a report that was read."""
    by_hand = Claim.objects.filter(extractor_version="", report_version__isnull=False)
    return by_hand.exclude(report_version__extractor_version="").exclude(state=ClaimState.REJECTED).count()


def extractor_versions() -> list[str]:
    """The newest first."""
    versions = Claim.objects.exclude(extractor_version="").order_by().values_list("extractor_version", flat=True)
    return sorted(versions.distinct(), key=lambda name: (len(name), name), reverse=True)


def _corrected() -> dict[int, dict[str, str]]:
    """For each claim that somebody corrected what became of its facts; reads the history of those claims alone."""
    touched = Revision.objects.filter(subject=Revision.Subject.CLAIM, verb__in=_CORRECTING).values("subject_id")
    rows = (
        Revision.objects.filter(subject=Revision.Subject.CLAIM, subject_id__in=touched)
        .order_by("subject_id", "number")
        .values_list("subject_id", "verb", "state")
    )
    found = {}
    for pk, group in groupby(rows.iterator(), key=lambda row: row[0]):
        states = [(verb, _facts(state)) for _pk, verb, state in group]
        found[pk] = _outcomes(states)
    return found


def _outcomes(states: list[tuple[str, dict[str, Any]]]) -> dict[str, str]:
    """What was corrected, as far as it lasted: what somebody changed and changed back was right at first."""
    first, last = states[0][1], states[-1][1]
    outcomes = {}
    for name in FACTS:
        by_hand = any(verb in _CORRECTING and one[name] != then[name] for (_v, one), (verb, then) in pairwise(states))
        if by_hand and first[name] != last[name]:
            outcomes[name] = ADDED if not first[name] else REMOVED if not last[name] else CHANGED
    return outcomes


def _facts(state: dict[str, Any]) -> dict[str, Any]:
    """The fields of a stored state without what is written anew each time; an empty value is one that says nothing."""
    dates = [state.get(column) for column in _DATES]
    facts: dict[str, Any] = {"kind": state.get("kind"), "role": state.get("role"), "date": dates if dates[0] else None}
    for name, (part, columns) in _PARTS.items():
        rows = [[row.get(column) for column in columns] for row in state.get(part, [])]
        facts[name] = sorted(rows, key=str)
    return facts
