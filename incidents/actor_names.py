"""What a party of the record is called in each language that the record is published in."""

from __future__ import annotations

from geo.folding import is_arabic
from incidents.models.facts import ActorFact


def names_of(fact: ActorFact) -> dict[str, str]:
    """By language: the party's first alias in Arabic, else the Arabic words of the report, else the name as it is.

    `fact.actor.aliases` are prefetched where many facts are shown.
    """
    aliases = sorted(fact.actor.aliases.all(), key=lambda alias: alias.pk) if fact.actor else []
    in_arabic = [alias.name for alias in aliases if alias.language == "ar"]
    if is_arabic(fact.text):
        in_arabic.append(fact.text)
    return {"en": fact.name, "ar": next(iter(in_arabic), fact.name)}
