"""The kinds of event, each with its type and sub-type in the ACLED codebook, and the families that may be one event."""

from __future__ import annotations

from collections.abc import Iterable

SHELLING = ("Explosions/Remote violence", "Shelling/artillery/missile attack")

# https://acleddata.com/knowledge-base/codebook/, "ACLED event types"
ACLED = {
    "air_strike": ("Explosions/Remote violence", "Air/drone strike"),
    "drone_strike": ("Explosions/Remote violence", "Air/drone strike"),
    "missile_or_rocket": SHELLING,
    "shelling": SHELLING,
    "ied_or_bomb": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "armed_attack": ("Battles", "Armed clash"),
    "clash": ("Battles", "Armed clash"),
    "assassination": ("Violence against civilians", "Attack"),
    "other": ("Strategic developments", "Other"),
}
SUICIDE_BOMB = ("Explosions/Remote violence", "Suicide bomb")

FAMILIES = {
    "air_strike": "remote",
    "drone_strike": "remote",
    "missile_or_rocket": "remote",
    "shelling": "remote",
    "ied_or_bomb": "explosive",
    "armed_attack": "ground",
    "clash": "ground",
    "assassination": "ground",
}

# When a report speaks of one event in several words, the more telling one names it: "a drone strike ... the strike",
# "missiles fired by aircraft", "gunmen ... after a car bomb".
TELLING = (
    "drone", "air", "assassination", "bombing", "explosive", "missile", "artillery", "shot_dead", "clash", "gun",
    "strike", "bombardment", "explosion", "attack", "killing",
)  # fmt: skip

# An explosion that the text calls an attack was no accident, and a bomb's where no other weapon or act is told of.
BLAST_CALLED_ATTACK = frozenset({"explosion", "attack", "killing", "targeting"})


def kind_of(groups: Iterable[str], kinds: dict[str, str]) -> str:
    """The contract's kind for the groups of event and means words that were found; ``other`` for none of them.

    >>> kind_of({"strike", "drone"}, {"strike": "air_strike", "drone": "drone_strike"})
    'drone_strike'
    >>> kind_of({"strike", "explosion", "attack"}, {"strike": "air_strike", "explosive": "ied_or_bomb"})
    'air_strike'
    """
    found = set(groups)
    if {"explosion", "attack"} <= found <= BLAST_CALLED_ATTACK:
        return kinds["explosive"]
    return next((kinds[group] for group in TELLING if group in found), "other")


def family_of(kind: str) -> str:
    return FAMILIES.get(kind, "any")


def kinds_like(kind: str) -> list[str]:
    """The kinds that may be the same event: those of its family, and those of none."""
    family = family_of(kind)
    return [other for other in ACLED if family_of(other) in (family, "any") or family == "any"]
