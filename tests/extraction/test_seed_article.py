"""The first real input: three claims and nothing else. The article itself stays outside the project."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from extraction.facts import Claim
from tests.extraction.cases import check_spans, total
from tests.extraction.gazetteer import reading

ARTICLE = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "article.ar.txt"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not ARTICLE.exists() and os.environ.get("CI") != "true", reason="the seed article is read from ../shared"
    ),
]


def claims(published: dt.date | None) -> tuple[str, tuple[Claim, ...]]:
    text = ARTICLE.read_text(encoding="utf-8")
    return text, reading(text, published).claims


def test_exactly_three_claims() -> None:
    text, found = claims(dt.date(2020, 7, 1))
    assert [(c.role, c.kind) for c in found][::2] == [("event", "air_strike"), ("background", "air_strike")]
    assert [c.role for c in found] == ["event", "background", "background"]
    for claim in found:
        check_spans(text, claim)


def test_the_strike_is_near_mayadin_and_undated() -> None:
    strike = claims(dt.date(2020, 7, 1))[1][0]
    assert [(p.text, p.precision) for p in strike.places if p.main] == [("بادية مدينة الميادين", "near")]
    assert (total(strike, "killed"), total(strike, "injured")) == ((0, 0), (1, None))
    assert (strike.date.start, strike.date.precision, strike.date.edtf) == (None, "unknown", "")
    assert strike.date.not_after == dt.date(2020, 7, 1)
    actors = {(a.name, a.role, a.attribution) for a in strike.actors}
    assert ("International Coalition", "perpetrator", "suspected") in actors
    assert ("Iran-affiliated groups", "target", "unknown") in actors


def test_the_attack_on_taji() -> None:
    taji = claims(dt.date(2020, 7, 1))[1][1]
    assert [p.name for p in taji.places if p.main] == ["قاعدة التاجي"]
    assert (taji.date.start, taji.date.end, taji.date.edtf) == (dt.date(2020, 3, 1), dt.date(2020, 3, 31), "2020-03")
    assert {a.name for a in taji.actors if a.role == "victim"} == {"United States forces", "British forces"}
    assert {row.group for row in taji.casualties} == {"combatant"}


def test_the_strike_of_early_june_has_its_receipt() -> None:
    june = claims(dt.date(2020, 7, 1))[1][2]
    assert (june.date.start, june.date.end) == (dt.date(2020, 6, 1), dt.date(2020, 6, 10))
    assert (june.date.precision, june.date.anchor) == ("week", dt.date(2020, 7, 1))
    assert june.date.text is not None and june.date.rule is not None and "days 1 to 10" in june.date.rule
    assert total(june, "killed") == (12, 12)
    assert [p.precision for p in june.places] == ["region"]
    assert [a.attribution for a in june.actors if a.role == "perpetrator"] == ["unknown"]


def test_without_a_publication_date_relative_dates_say_why() -> None:
    _, found = claims(None)
    assert [c.role for c in found] == ["event", "background", "background"]
    assert [(c.date.start, c.date.edtf) for c in found] == [(None, "")] * 3
    assert all("publication date is not known" in (c.date.rule or "") for c in found[1:])
