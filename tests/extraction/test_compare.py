"""A report comes again with other words: what became of its claims."""

from __future__ import annotations

from extraction.compare import compare
from extraction.facts import Claim
from tests.extraction.cases import WEDNESDAY
from tests.extraction.gazetteer import reading

STRIKE = "An air strike killed five fighters in Mayadin on Monday."
BOMB = "A car bomb wounded two people in Kirkuk on Sunday."


def claims(text: str) -> tuple[Claim, ...]:
    return reading(text, WEDNESDAY).claims


def states(new: str, old: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(pair.state, pair.fields) for pair in compare(claims(new), claims(old))]


def test_a_sentence_in_front_changes_nothing() -> None:
    assert states(f"Officials met in the morning. {STRIKE}", STRIKE) == [("unchanged", ())]


def test_an_updated_toll_is_a_change_of_casualties() -> None:
    assert states(STRIKE.replace("five", "seven"), STRIKE) == [("changed", ("casualties",))]


def test_a_corrected_day_is_a_change_of_date() -> None:
    assert states(STRIKE.replace("Monday", "Tuesday"), STRIKE) == [("changed", ("date",))]


def test_a_claim_more_is_new_and_a_claim_less_is_gone() -> None:
    assert states(f"{STRIKE} {BOMB}", STRIKE) == [("unchanged", ()), ("new", ())]
    assert states(STRIKE, f"{STRIKE} {BOMB}") == [("unchanged", ()), ("gone", ())]


def test_order_does_not_matter() -> None:
    assert states(f"{BOMB} {STRIKE}", f"{STRIKE} {BOMB}") == [("unchanged", ()), ("unchanged", ())]


def test_another_event_in_another_town_is_not_the_old_one() -> None:
    assert states(BOMB, STRIKE) == [("new", ()), ("gone", ())]


def test_two_alike_are_paired_one_to_one() -> None:
    twice = claims(STRIKE) * 2
    assert [pair.state for pair in compare(twice, claims(STRIKE))] == ["unchanged", "new"]


def test_nothing_compared_with_nothing() -> None:
    assert compare((), ()) == []
