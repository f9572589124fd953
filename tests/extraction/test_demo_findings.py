"""What reading the demo reports closely brought to light: one rule a case, in words of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from extraction.facts import Claim, Toponym
from extraction.reader import read
from tests.extraction.cases import Case, Expected, check, check_spans
from tests.extraction.gazetteer import MAYADIN, reading

WEDNESDAY = dt.date(2021, 5, 12)

CASES = (
    Case("strikes of a report of air raids are air strikes too",
         "قتل خمسة عناصر في غارات جوية على الميادين يوم الاثنين. وكان القصف في آذار 2019 قد قتل 30 شخصا في الرقة.",
         (Expected("air_strike", "2021-05-10", "الميادين", killed=(5, 5)),
          Expected("air_strike", "2019-03", "الرقة", killed=(30, 30), role="background"))),
    Case("bombardment of a report of artillery is shelling",
         "قتل ثلاثة أشخاص في قصف مدفعي على إدلب يوم الاثنين. وفي آذار 2019 قتل 30 شخصا في قصف على حلب.",
         (Expected("shelling", "2021-05-10", "إدلب", killed=(3, 3)),
          Expected("shelling", "2019-03", "حلب", killed=(30, 30), role="background"))),
    Case("bombardment with nothing else told is shelling", "قتل شخصان في قصف على إدلب يوم الاثنين.",
         (Expected("shelling", "2021-05-10", "إدلب", killed=(2, 2)),)),
    Case("a strike with nothing else told is from the air", "قتل شخصان في ضربة على إدلب يوم الاثنين.",
         (Expected("air_strike", "2021-05-10", "إدلب", killed=(2, 2)),)),
    Case("the town bombarded, nothing else told", "Two people were killed on Monday when the army bombarded Idlib.",
         (Expected("shelling", "2021-05-10", "Idlib", killed=(2, 2)),)),
    Case("bombardment in a report of air strikes",
         "Air strikes on Mosul killed six fighters on Monday. The bombardment of Raqqa in March 2019 had killed 30 "
         "people.",
         (Expected("air_strike", "2021-05-10", "Mosul", killed=(6, 6)),
          Expected("air_strike", "2019-03", "Raqqa", killed=(30, 30), role="background"))),
    Case("a suicide attacker struck",
         "A suicide attacker struck a market in Baghdad on Sunday, killing nine people.",
         (Expected("ied_or_bomb", "2021-05-09", "Baghdad", killed=(9, 9)),)),
    Case("toll risen, then the injured in one breath",
         "The death toll of Sunday's car bombing in Kirkuk has risen to 17, with 40 people injured, officials said.",
         (Expected("ied_or_bomb", "2021-05-09", "Kirkuk", killed=(17, 17), injured=(40, 40)),)),
    Case("toll rises to", "The death toll from Sunday's car bombing in Kirkuk rises to 17, and 40 were injured.",
         (Expected("ied_or_bomb", "2021-05-09", "Kirkuk", killed=(17, 17), injured=(40, 40)),)),
    Case("gunmen kill, they are not killed",
         "Gunmen killed 11 people and injured six in an attack near Palmyra on Sunday.",
         (Expected("armed_attack", "2021-05-09", "Palmyra", killed=(11, 11), injured=(6, 6)),)),
    Case("so many of the members", "قتل سبعة من عناصر الشرطة الاتحادية في هجوم مسلح في كركوك يوم الأحد.",
         (Expected("armed_attack", "2021-05-09", "كركوك", killed=(7, 7), groups={"combatant": (7, 7)}),)),
    Case("a civilian by his trade", "A rocket attack on Mosul on Sunday killed a civilian contractor.",
         (Expected("missile_or_rocket", "2021-05-09", "Mosul", killed=(1, 1), groups={"civilian": (1, 1)}),)),
    Case("part of the dead by nationality",
         "An air strike on Albukamal on Sunday killed 14 people, four of them Iranians.",
         (Expected("air_strike", "2021-05-09", "Albukamal", killed=(14, 14),
                   groups={"undetermined": (14, 14), "other": (4, 4)}),)),
    Case("part of the soldiers by nationality", "قتل 14 عسكريا، بينهم أربعة إيرانيين، في غارة على تدمر يوم الأحد.",
         (Expected("air_strike", "2021-05-09", "تدمر", killed=(14, 14),
                   groups={"combatant": (14, 14), "other": (4, 4)}),)),
    Case("an official's town is not the place", "قتل شخصان في قصف مدفعي على إدلب يوم الأحد. واتهم محافظ حلب "
         "قوات النظام بتنفيذ القصف.",
         (Expected("shelling", "2021-05-09", "إدلب", killed=(2, 2)),)),
    Case("the same base is the base, not the province",
         "Rockets hit Taji in Deir ez-Zor on Monday. In March 2019 a rocket attack on the same base killed two "
         "soldiers.",
         (Expected("missile_or_rocket", "2021-05-10", "Taji"),
          Expected("missile_or_rocket", "2019-03", "Taji", killed=(2, 2), role="background"))),
    Case("القاعدة نفسها", "سقطت صواريخ على قاعدة التاجي يوم الاثنين. وفي آذار 2019 قتل جنديان في هجوم صاروخي على "
         "القاعدة نفسها.",
         (Expected("missile_or_rocket", "2021-05-10", "قاعدة التاجي"),
          Expected("missile_or_rocket", "2019-03", "قاعدة التاجي", killed=(2, 2), role="background"))),
    Case("the same town skips the base told last",
         "An air strike hit Mosul on Monday, killing two people. On Sunday rockets hit Taji. "
         "In March 2019 an air strike on the same town killed 30 people.",
         (Expected("air_strike", "2021-05-10", "Mosul", killed=(2, 2)),
          Expected("missile_or_rocket", "2021-05-09", "Taji"),
          Expected("air_strike", "2019-03", "Mosul", killed=(30, 30), role="background"))),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_finding(case: Case) -> None:
    check(case)


BASE = (
    "استهدفت صواريخ القاعدة الأميركية في الميادين يوم الاثنين.",
    "سقطت صواريخ في الميادين يوم الاثنين وطالت القاعدة ذاتها.",
    "قتل ثلاثة من عناصر القاعدة الجوية في غارة على الميادين يوم الاثنين.",
)
ORGANISATION = (
    "قتل ثلاثة من عناصر القاعدة في غارة على الميادين يوم الاثنين.",
    "استهدفت غارة تنظيم القاعدة في إدلب يوم الاثنين.",
    "قتل قيادي في تنظيم القاعدة في شبه جزيرة العرب بغارة على الميادين يوم الاثنين.",
    "قتل جنديان بانفجار عبوة ناسفة في درعا يوم الاثنين، وتبنت القاعدة الهجوم.",
)


def _parties(text: str) -> set[str]:
    return {actor.name for claim in reading(text, WEDNESDAY).claims for actor in claim.actors}


@pytest.mark.parametrize("text", BASE)
def test_a_base_is_no_organisation(text: str) -> None:
    assert reading(text, WEDNESDAY).claims
    assert "al-Qaeda" not in _parties(text)


@pytest.mark.parametrize("text", ORGANISATION)
def test_the_organisation_of_that_name(text: str) -> None:
    assert "al-Qaeda" in _parties(text)


def _claim(text: str, *toponyms: Toponym) -> Claim:
    [claim] = read(text, toponyms, published=WEDNESDAY, actors=()).claims
    check_spans(text, claim)
    return claim


def _toponym(text: str, name: str, phrase: str | None = None, **more: object) -> Toponym:
    phrase = phrase or name
    start, low = text.index(name), text.index(phrase)
    where = {"latitude": MAYADIN[0], "longitude": MAYADIN[1], "precision": "settlement", "radius_m": 4000} | more
    return Toponym(start, start + len(name), name, name=name, phrase_start=low, phrase_end=low + len(phrase), **where)  # type: ignore[arg-type]


def test_a_clitic_is_no_part_of_a_place() -> None:
    text = "قتل جنديان في غارة جوية بريف الميادين يوم الاثنين."
    claim = _claim(text, _toponym(text, "الميادين", "ريف الميادين", precision="near"))
    assert [place.text for place in claim.places] == ["ريف الميادين"]


def test_between_two_towns_is_one_place() -> None:
    text = "Gunmen killed two soldiers between Alpha and Beta on Monday."
    both = "between Alpha and Beta"
    claim = _claim(
        text, *(_toponym(text, n, both, precision="near", place_id=i) for i, n in ((1, "Alpha"), (2, "Beta")))
    )
    assert [place.text for place in claim.places] == [both]


def test_one_end_of_a_stretch_gives_way_to_a_place_that_was_hit() -> None:
    text = "Air strikes between the town of Alpha and the border hit Beta on Monday, killing two soldiers."
    claim = _claim(text, _toponym(text, "Alpha", place_id=1), _toponym(text, "Beta", place_id=2, latitude=35.5))
    assert [place.name for place in claim.places] == ["Beta"]


def test_a_conjunction_in_the_gazetteer_is_no_place() -> None:
    text = "قالت الشرطة إن صواريخ سقطت على الميادين يوم الاثنين وأن جنديين قتلا."
    claim = _claim(text, _toponym(text, "الميادين", place_id=1), _toponym(text, "وأن", place_id=2, latitude=38.5))
    assert [place.name for place in claim.places] == ["الميادين"]
