"""The kind that the words of one event make together."""

from __future__ import annotations

import pytest

from extraction.kinds import kind_of
from extraction.lexicon import load


@pytest.mark.parametrize(
    ("weapon", "kind"),
    [
        ("missile", "missile_or_rocket"),
        ("artillery", "shelling"),
        ("bombardment", "shelling"),
        ("strike", "air_strike"),
        ("clash", "clash"),
        ("gun", "armed_attack"),
        ("killing", "ied_or_bomb"),
    ],
)
def test_an_explosion_called_an_attack_is_of_the_weapon_told_of_and_else_a_bomb(weapon: str, kind: str) -> None:
    assert kind_of({weapon, "attack", "explosion"}, load("en").kinds) == kind


def test_an_explosion_alone_is_of_no_kind() -> None:
    assert kind_of({"explosion", "killing"}, load("en").kinds) == "other"
