"""Twelve pairs of parties that do not exist, so that nobody is accused of what never happened."""

from __future__ import annotations

from incidents.models import Actor, ActorAlias
from incidents.synthetic.draws import PAIRS

Pair = tuple[Actor, Actor]  # perpetrator, target


def make_pairs() -> list[Pair]:
    """The parties with their Arabic names, made where they are not there yet."""
    return [(_party(2 * number + 1), _party(2 * number + 2)) for number in range(PAIRS)]


def _party(number: int) -> Actor:
    actor, made = Actor.objects.get_or_create(name=f"Made-up party {number}")
    if made:
        ActorAlias.objects.create(actor=actor, name=f"طرف مختلق {number}", language="ar")
    return actor
