"""English by construction: one small report a rule."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extraction.cases import Case, Expected, check
from tests.extraction.gazetteer import reading

CASES = (
    Case("plain strike", "An air strike on a depot in Mayadin killed five fighters on Monday.",
         (Expected("air_strike", "2021-05-10", "Mayadin", killed=(5, 5)),)),
    Case("no strike took place", "No air strikes were reported in Raqqa on Monday."),
    Case("plan", "The coalition plans to carry out air strikes near Mayadin next week."),
    Case("threat", "The minister vowed a missile attack on Mosul if the talks failed."),
    Case("denial of the event", "The army denied that any air strike had hit Raqqa on Sunday."),
    Case("denial of responsibility", "A drone strike killed two officers in Mosul on Sunday. Turkey denied any "
         "involvement in the attack.",
         (Expected("drone_strike", "2021-05-09", "Mosul", killed=(2, 2), perpetrator=("Turkey", "denied")),)),
    Case("exercise", "Troops held a live fire drill with artillery and rockets near Palmyra on Tuesday."),
    Case("statistics", "Aircraft have carried out hundreds of strikes near Raqqa since the beginning of the year, "
         "killing 340 people."),
    Case("frequent bombing", "Militia posts around Mayadin are frequently hit by air strikes."),
    Case("anniversary", "Residents of Daraa marked the anniversary of the shelling that killed 30 people."),
    Case("road accident", "Six people were killed in a road accident near Kirkuk on Monday."),
    Case("sport", "The striker's late strike gave Mosul victory in a heated match on Friday; fans said the attack was "
         "superb."),
    Case("labour strike", "Teachers in Kirkuk went on strike on Sunday over unpaid wages."),
    Case("updated toll", "A car bomb exploded in Kirkuk on Sunday, killing nine people. The death toll later rose to "
         "14, police said.",
         (Expected("ied_or_bomb", "2021-05-09", "Kirkuk", killed=(14, 14)),)),
    Case("toll raised from", "The death toll from a car bomb in Kirkuk on Sunday rose from nine to 14.",
         (Expected("ied_or_bomb", "2021-05-09", "Kirkuk", killed=(14, 14)),)),
    Case("breakdown after a colon", "An air strike in Albukamal killed 14 fighters: eight Iraqis and six Afghans.",
         (Expected("air_strike", place="Albukamal", killed=(14, 14)),)),
    Case("breakdown with including", "Shelling killed seven civilians, including three children and a woman, in Idlib "
         "on 3 May 2021.",
         (Expected("shelling", "2021-05-03", "Idlib", killed=(7, 7), groups={"child": (3, 3), "woman": (1, 1)}),)),
    Case("passive and ellipsis", "Three soldiers and two policemen were killed and nine others wounded when gunmen "
         "attacked a checkpoint in Mosul.",
         (Expected("armed_attack", place="Mosul", killed=(5, 5), injured=(9, 9)),)),
    Case("at least, dozens", "At least 14 people were killed and dozens wounded in a suicide bombing in Baghdad.",
         (Expected("ied_or_bomb", place="Baghdad", killed=(14, None), injured=(12, None)),)),
    Case("between", "Between eight and ten fighters died in an air raid on Albukamal.",
         (Expected("air_strike", place="Albukamal", killed=(8, 10)),)),
    Case("up to and about", "A rocket attack in Kirkuk killed up to 20 people and wounded about 35.",
         (Expected("missile_or_rocket", place="Kirkuk", killed=(None, 20), injured=(35, 35)),)),
    Case("no casualties", "Rockets hit the Taji base on Tuesday, causing no casualties.",
         (Expected("missile_or_rocket", "2021-05-11", "Taji", killed=(0, 0), injured=(0, 0)),)),
    Case("casualties unknown", "Rockets hit the Taji base on Tuesday. There were no immediate reports of casualties.",
         (Expected("missile_or_rocket", "2021-05-11", "Taji"),)),
    Case("nobody killed but wounded", "A drone strike in Mosul wounded three guards; no one was killed.",
         (Expected("drone_strike", place="Mosul", killed=(0, 0), injured=(3, 3)),)),
    Case("weekday of publication and earlier", "Shelling hit Idlib on Thursday, wounding two children.",
         (Expected("shelling", "2021-05-06", "Idlib", injured=(2, 2)),)),
    Case("last night", "Warplanes struck targets in Palmyra last night, killing four soldiers.",
         (Expected("air_strike", "2021-05-11", "Palmyra", killed=(4, 4)),)),
    Case("range of days", "Between 3 and 7 May 2021 clashes in Daraa killed 11 people.",
         (Expected("clash", "2021-05-03/2021-05-07", "Daraa", killed=(11, 11)),)),
    Case("month first", "On March 12, 2020, an air strike hit "
         "Albukamal.", (Expected("air_strike", "2020-03-12", "Albukamal"),)),
    Case("early in a month", "In early June 2020 an air strike killed 12 fighters in Mayadin.",
         (Expected("air_strike", "2020-06-01/2020-06-10", "Mayadin", killed=(12, 12)),)),
    Case("season", "An air strike in the summer of 2017 killed 40 people in Raqqa.",
         (Expected("air_strike", "2017-22", "Raqqa", killed=(40, 40)),)),
    Case("days ago", "Gunmen ambushed a convoy near Palmyra two days ago, killing six soldiers.",
         (Expected("armed_attack", "2021-05-10", "Palmyra", killed=(6, 6)),)),
    Case("Hijri date", "Shelling on 3 Ramadan 1442 killed two people in Idlib.",
         (Expected("shelling", "2021-04-15", "Idlib", killed=(2, 2)),)),
    Case("no publication date", "An air strike killed two fighters in Mayadin on Friday.",
         (Expected("air_strike", "", "Mayadin", killed=(2, 2)),), published=None),
    Case("two incidents by place", "On Monday an air strike killed three people in Idlib, while a roadside bomb "
         "killed two soldiers in Daraa.",
         (Expected("air_strike", place="Idlib", killed=(3, 3)), Expected("ied_or_bomb", place="Daraa", killed=(2, 2)))),
    Case("two sentences, one incident", "An air strike hit a bakery in Aleppo on Sunday. The attack killed eight "
         "people and injured 20.",
         (Expected("air_strike", "2021-05-09", "Aleppo", killed=(8, 8), injured=(20, 20)),)),
    Case("a quoted past one", "A drone strike killed two people in Mosul on Monday. In March 2019 an air strike "
         "killed 30 people in Raqqa.",
         (Expected("drone_strike", "2021-05-10", "Mosul", killed=(2, 2)),
          Expected("air_strike", "2019-03", "Raqqa", killed=(30, 30), role="background"))),
    Case("headline does not double", "Air strike kills five in Raqqa\n\nFive people were killed on Monday when an air "
         "strike hit a market in Raqqa.",
         (Expected("air_strike", "2021-05-10", "Raqqa", killed=(5, 5)),)),
    Case("day of saying", "The ministry said on Tuesday that an air strike on Sunday killed four fighters in "
         "Albukamal.",
         (Expected("air_strike", "2021-05-09", "Albukamal", killed=(4, 4)),)),
    Case("age is no count", "A mine exploded in Palmyra on Monday and killed a 14-year-old boy.",
         (Expected("ied_or_bomb", "2021-05-10", "Palmyra", killed=(1, 1)),)),
    Case("age in words is no count", "A mine exploded in Palmyra on Monday and killed a nine-year-old boy.",
         (Expected("ied_or_bomb", "2021-05-10", "Palmyra", killed=(1, 1), groups={"child": (1, 1)}),)),
    Case("claimed", "A car bomb killed three people in Baghdad on Sunday. The Islamic State claimed responsibility.",
         (Expected("ied_or_bomb", "2021-05-09", "Baghdad", killed=(3, 3), perpetrator=("Islamic State", "claimed")),)),
    Case("suspected", "Suspected Israeli air strikes killed seven fighters near Albukamal overnight.",
         (Expected("air_strike", "2021-05-11", "Albukamal", killed=(7, 7), perpetrator=("Israel", "suspected")),)),
    Case("assassination", "A tribal leader was assassinated in Daraa on "
         "Saturday.", (Expected("assassination", "2021-05-08", "Daraa", killed=(1, 1)),)),
    Case("two rival tolls", "Gunmen stormed a post in Kirkuk on Monday, killing at least six guards. The group said "
         "11 guards had died.",
         (Expected("armed_attack", "2021-05-10", "Kirkuk", killed=(6, 11)),)),
    Case("one man named", "Commander John Doe was killed in a drone strike in Mosul on Tuesday.",
         (Expected("drone_strike", "2021-05-11", "Mosul", killed=(1, 1)),)),
    Case("a noun that no list has", "Shelling in Idlib on Tuesday killed a beekeeper and wounded 12 cadets.",
         (Expected("shelling", "2021-05-11", "Idlib", killed=(1, 1), injured=(12, 12)),)),
    Case("breakdown after a dash", "An air strike in Raqqa killed 22 people - 12 nurses and 10 patients.",
         (Expected("air_strike", place="Raqqa", killed=(22, 22)),)),
    Case("killed and wounded in one figure", "A car bomb in Daraa on Sunday left 39 people dead or wounded.",
         (Expected("ied_or_bomb", "2021-05-09", "Daraa"),)),
    Case("toll far from its figure", "The number of people killed in Sunday's car bombing at a market in Baghdad has "
         "risen to 215.",
         (Expected("ied_or_bomb", "2021-05-09", "Baghdad", killed=(215, 215)),)),
    Case("days later", "On 5 May a rocket attack in Kirkuk wounded two people. Four days later an air strike killed "
         "three fighters in Raqqa.",
         (Expected("missile_or_rocket", "2021-05-05", "Kirkuk", injured=(2, 2)),
          Expected("air_strike", "2021-05-09", "Raqqa", killed=(3, 3)))),
    Case("since, when", "It was the deadliest attack in Mosul since March 2019, when a car bomb killed 30 people. A "
         "drone strike killed 40 people there on Monday.",
         (Expected("drone_strike", "2021-05-10", killed=(40, 40)),
          Expected("ied_or_bomb", "2019-03", killed=(30, 30), role="background"))),
    Case("retaliation for another", "Rockets hit Kirkuk on Tuesday in retaliation for a drone strike in Baghdad on "
         "Sunday.",
         (Expected("missile_or_rocket", "2021-05-11", "Kirkuk"),
          Expected("drone_strike", "2021-05-09", "Baghdad", role="background"))),
    Case("a strike taken for granted", "Officials denied that their jets had carried out the air strike in Raqqa that "
         "killed 52 people on Sunday.",
         (Expected("air_strike", "2021-05-09", "Raqqa", killed=(52, 52)),)),
    Case("dateline", "BAGHDAD (Agency) - A bomb went off in Kirkuk on "
         "Sunday.", (Expected("ied_or_bomb", "2021-05-09", "Kirkuk"),)),
    Case("a weapon that was hit", "An air strike destroyed a drone factory near Palmyra on Tuesday.",
         (Expected("air_strike", "2021-05-11", "Palmyra"),)),
    Case("night of two weekdays", "Shelling wounded two people in Idlib in the night of Sunday to Monday.",
         (Expected("shelling", "2021-05-09/2021-05-10", "Idlib", injured=(2, 2)),)),
    Case("mid month and late month", "In mid-March an air strike killed two fighters in Raqqa. In late April another "
         "air strike killed three in Palmyra.",
         (Expected("air_strike", "2021-03-11/2021-03-20", "Raqqa", killed=(2, 2)),
          Expected("air_strike", "2021-04-21/2021-04-30", "Palmyra", killed=(3, 3), role="background"))),
    Case("ambiguous figures of a date", "A mine exploded in Palmyra on 3/4/2021 and killed one man.",
         (Expected("ied_or_bomb", "", "Palmyra", killed=(1, 1)),)),
    Case("ceasefire", "The two sides agreed on Sunday to end the fighting in Daraa."),
    Case("an earlier count", "Ten people were killed in shelling in Aleppo on Monday. An earlier toll put the dead at "
         "seven.",
         (Expected("shelling", "2021-05-10", "Aleppo", killed=(10, 10)),)),
    Case("shares of a total by place",
         "Car bombs in Raqqa and Palmyra killed 140 people on Sunday. In Raqqa, 57 people were killed.",
         (Expected("ied_or_bomb", "2021-05-09", killed=(140, 140)),)),
    Case("a capital that speaks",
         "Shelling killed two people in Aleppo on Sunday. Baghdad said it regretted the attack.",
         (Expected("shelling", "2021-05-09", "Aleppo", killed=(2, 2)),)),
    Case("a year of attacks", "Monitors counted 1,200 attacks on clinics in 2019, in which 300 nurses were killed."),
    Case("an accident of words", "The orchestra opened fire on a new season with a striking concert."),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_english_report(case: Case) -> None:
    check(case)


def test_unresolved_weekday_says_why() -> None:
    (claim,) = reading("An air strike killed two fighters in Mayadin on Friday.", None).claims
    assert (claim.date.start, claim.date.precision, claim.date.text) == (None, "unknown", "Friday")
    assert claim.date.rule is not None and "publication date is not known" in claim.date.rule


def test_receipt_of_a_weekday() -> None:
    (claim,) = reading("An air strike killed two fighters in Mayadin on Friday.", dt.date(2021, 5, 9)).claims
    assert (claim.date.text, claim.date.anchor) == ("Friday", dt.date(2021, 5, 9))
    assert claim.date.rule == "the latest such weekday up to the publication date"
