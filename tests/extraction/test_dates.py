"""Date phrases with their receipts: what was written, from which day it was counted, by which rule."""

from __future__ import annotations

import datetime as dt

import pytest

from extraction.dates import find_dates, redate
from extraction.document import prepare
from extraction.facts import DateFact
from extraction.lexicon import load
from extraction.words import tokenise
from tests.extraction.cases import Case
from tests.extraction.gazetteer import reading
from tests.extraction.test_arabic_cases import CASES as ARABIC
from tests.extraction.test_english_cases import CASES as ENGLISH

PUBLISHED = dt.date(2021, 5, 12)  # a Wednesday


def dated(text: str, language: str, published: dt.date | None = PUBLISHED) -> list[DateFact]:
    document = prepare(text, load(language), tokenise(text), ())
    return [mention.fact for mention in find_dates(document, published)]


@pytest.mark.parametrize(
    ("text", "edtf", "precision"),
    [
        ("on 12 March 2020", "2020-03-12", "day"),
        ("March 12, 2020", "2020-03-12", "day"),
        ("2020-03-12", "2020-03-12", "day"),
        ("on 31/3/2020", "2020-03-31", "day"),
        ("on 20 June", "2020-06-20", "day"),
        ("on Wednesday", "2021-05-12", "day"),
        ("last Wednesday", "2021-05-05", "day"),
        ("Friday evening", "2021-05-07", "day"),
        ("two days ago", "2021-05-10", "day"),
        ("last night", "2021-05-11", "day"),
        ("last week", "2021-05-03/2021-05-09", "week"),
        ("last month", "2021-04", "month"),
        ("in March", "2021-03", "month"),
        ("last May", "2020-05", "month"),
        ("in late February 2020", "2020-02-21/2020-02-29", "week"),
        ("in the summer of 2017", "2017-22", "season"),
        ("in the winter of 2016", "2016-24", "season"),
        ("in 2019", "2019", "year"),
        ("from 3 to 7 May 2020", "2020-05-03/2020-05-07", "range"),
        ("12 Ramadan 1441", "2020-05-05", "day"),
    ],
)
def test_english_phrase(text: str, edtf: str, precision: str) -> None:
    (fact,) = dated(text, "en")
    assert (fact.edtf, fact.precision) == (edtf, precision)


@pytest.mark.parametrize(
    ("text", "edtf", "precision"),
    [
        ("في ١٢ آذار ٢٠٢٠", "2020-03-12", "day"),
        ("في 12 كانون الثاني/يناير 2021", "2021-01-12", "day"),
        ("فجر اليوم الأربعاء", "2021-05-12", "day"),
        ("أمس", "2021-05-11", "day"),
        ("أول من أمس", "2021-05-10", "day"),
        ("الجمعة الماضية", "2021-05-07", "day"),
        ("قبل ثلاثة أيام", "2021-05-09", "day"),
        ("مطلع شهر مارس", "2021-03-01/2021-03-10", "week"),
        ("منتصف نيسان 2020", "2020-04-11/2020-04-20", "week"),
        ("أواخر شباط 2020", "2020-02-21/2020-02-29", "week"),
        ("الأسبوع الماضي", "2021-05-03/2021-05-09", "week"),
        ("الشهر الماضي", "2021-04", "month"),
        ("في شهر مارس الماضي", "2021-03", "month"),
        ("عام 2019", "2019", "year"),
        ("صيف عام 2017", "2017-22", "season"),
        ("بين 3 و7 أيار 2020", "2020-05-03/2020-05-07", "range"),
        ("12 رمضان 1441", "2020-05-05", "day"),
    ],
)
def test_arabic_phrase(text: str, edtf: str, precision: str) -> None:
    (fact,) = dated(text, "ar")
    assert (fact.edtf, fact.precision) == (edtf, precision)


@pytest.mark.parametrize(
    ("text", "language"),
    [("on Friday", "en"), ("in March", "en"), ("أمس", "ar"), ("مطلع شهر يونيو", "ar"), ("3 رمضان", "ar")],
)
def test_without_an_anchor_nothing_is_guessed(text: str, language: str) -> None:
    (fact,) = dated(text, language, None)
    assert (fact.start, fact.end, fact.precision, fact.edtf) == (None, None, "unknown", "")
    assert fact.text is not None and "publication date is not known" in (fact.rule or "")


def test_another_anchor_gives_other_dates() -> None:
    assert [dated("on Friday", "en", day)[0].edtf for day in (dt.date(2021, 5, 8), dt.date(2021, 5, 20))] == [
        "2021-05-07",
        "2021-05-14",
    ]


def test_a_day_that_no_calendar_has() -> None:
    (fact,) = dated("on 31 February 2020", "en")
    assert (fact.start, fact.rule) == (None, "no such day in the calendar")


def test_next_week_lies_ahead() -> None:
    (fact,) = dated("next week", "en")
    assert fact.start is None and fact.rule == "lies after the publication date"


def test_may_is_a_month_only_with_its_capital() -> None:
    assert dated("this may happen", "en") == []


@pytest.mark.parametrize(
    ("phrase", "language", "anchor", "edtf"),
    [
        ("on Friday", "en", dt.date(2021, 5, 20), "2021-05-14"),
        ("Friday", "en", dt.date(2021, 5, 20), "2021-05-14"),
        ("early June", "en", dt.date(2019, 7, 1), "2019-06-01/2019-06-10"),
        ("the next day", "en", dt.date(2021, 5, 20), "2021-05-21"),
        ("12 March 2020", "en", dt.date(2021, 5, 20), "2020-03-12"),
        ("فجر أمس", "ar", dt.date(2021, 5, 20), "2021-05-19"),
        ("3 رمضان", "ar", dt.date(2022, 5, 20), "2022-04-04"),
        ("مطلع شهر يونيو", "ar", dt.date(2019, 7, 1), "2019-06-01/2019-06-10"),
    ],
)
def test_a_corrected_anchor_gives_its_dates(phrase: str, language: str, anchor: dt.date, edtf: str) -> None:
    fact = redate(phrase, language, anchor)
    assert (fact.edtf, fact.text) == (edtf, phrase)


def test_a_phrase_without_its_anchor_or_without_a_date_stays_unresolved() -> None:
    assert redate("on Friday", "en", None).rule == "relative date, and the report's publication date is not known"
    assert redate("the bakery", "en", PUBLISHED) == DateFact(text="the bakery", rule="the words name no date")


@pytest.mark.parametrize("case", [*ARABIC, *ENGLISH], ids=lambda case: case.name)
def test_a_receipt_counted_from_its_own_anchor_gives_the_same_date(case: Case) -> None:
    found = reading(case.text, case.published)
    for claim in found.claims:
        if claim.date.text:
            fact = redate(claim.date.text, found.language, claim.date.anchor or case.published)
            rule, _told, _before = (claim.date.rule or "").partition("; the day of the incident told before")
            assert (fact.start, fact.end, fact.rule) == (claim.date.start, claim.date.end, rule)
