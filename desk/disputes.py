"""Where the claims of an incident disagree, in words: each value with the reports that give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from desk.cards import date_in_words
from desk.wording import in_words, isolated, toll
from incidents.actor_names import names_of
from incidents.disagreements import disagreements
from incidents.models import Claim, ClaimActor, ClaimPlace
from incidents.place_names import PlaceNames

_LABELS = {
    "kind": gettext_lazy("Kind"),
    "date": gettext_lazy("When"),
    "place": gettext_lazy("Where"),
    "killed": gettext_lazy("Killed"),
    "injured": gettext_lazy("Injured"),
    "perpetrator": gettext_lazy("Perpetrator"),
}


@dataclass(frozen=True, slots=True)
class Dispute:
    """`sides`: what is said, and the claims that say it."""

    label: str
    sides: list[tuple[str, list[Claim]]]


def disputes(claims: Sequence[Claim]) -> list[Dispute]:
    """Of claims with their facts and their places' gazetteer rows prefetched."""
    words = _words()
    found = []
    for disagreement in disagreements(claims):
        sides: dict[str, list[Claim]] = {}
        for claim, value in disagreement.accounts:
            sides.setdefault(words[disagreement.field](value), []).append(claim)
        found.append(Dispute(str(_LABELS[disagreement.field]), list(sides.items())))
    return found


def _words() -> dict[str, Callable[[Any], str]]:
    names, language = PlaceNames(), get_language() or "en"

    def place(row: ClaimPlace) -> str:
        # With the position, since two places of one name are what reports disagree on most.
        position = isolated(f"{row.latitude:.2f}, {row.longitude:.2f}")
        return f"{names.of(row).get(language) or row.name or row.text} · {position}"

    def parties(rows: list[ClaimActor]) -> str:
        said = [(names_of(row).get(language) or row.name, in_words("attribution", row.attribution)) for row in rows]
        return "; ".join(f"{name} ({attribution})" for name, attribution in said)

    return {
        "kind": lambda code: in_words("kind", code),
        "date": date_in_words,
        "place": place,
        "killed": lambda bounds: toll(*bounds),
        "injured": lambda bounds: toll(*bounds),
        "perpetrator": parties,
    }
