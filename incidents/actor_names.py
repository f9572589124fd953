"""What a party of the record is called in each language that the record is published in."""

from __future__ import annotations

from geo.folding import is_arabic
from incidents.models.facts import ActorFact


def names_of(fact: ActorFact) -> dict[str, str]:
    """By language: what the party is called now, in Arabic its first alias there, else the Arabic words of the report.

    `fact.actor.aliases` are prefetched where many facts are shown.
    """
    name = fact.actor.name if fact.actor else fact.name
    aliases = sorted(fact.actor.aliases.all(), key=lambda alias: alias.pk) if fact.actor else []
    in_latin = [alias.name for alias in aliases if is_arabic(name) and alias.language in ("en", "und-Latn")]
    in_arabic = [alias.name for alias in aliases if not is_arabic(name) and alias.language == "ar"]
    if not is_arabic(name) and is_arabic(fact.text):
        in_arabic.append(fact.text)
    return {"en": next(iter(in_latin), name), "ar": next(iter(in_arabic), name)}
