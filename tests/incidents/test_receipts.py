"""Receipts of dates and speakers: all that the reader can write has its Arabic."""

import datetime as dt
import itertools
import re
import tomllib

import pytest
from django.conf import settings
from django.utils.translation import override

from extraction import calendar_rules
from extraction.calendar_rules import Parts, resolve
from incidents.receipts import rule_words, speaker_words

LATIN = re.compile("[A-Za-z]")
LEXICONS = settings.BASE_DIR / "extraction" / "languages"
PUBLISHED = dt.date(2020, 7, 1)


def rules_of_every_shape() -> set[str]:
    """What the calendar rules answer to each shape with each combination of what a phrase may hold."""
    units = [f"{unit} {number}" for unit in ("hour", "day", "week", "month", "year") for number in ("1", "2", "n")]
    found = {value for name, value in vars(calendar_rules).items() if name.isupper() and isinstance(value, str)}
    choices = itertools.product(
        [(5, 12), (5, 20), (31, 30)],
        [None, 2019],
        ["early", "mid", "late"],
        [None, "C", "L", "X"],
        [None, "after_midnight"],
    )
    for (numbers, year, part, order, time), unit in itertools.product(choices, units):
        for season, relative in zip(calendar_rules.SEASONS, ("0", "-1", "7", "-2"), strict=True):
            parts = Parts(
                numbers=numbers, months=(2, 6), year=year, hijri_month=9, weekdays=(1, 2), season=season, part=part,
                unit=unit, relative=relative, time=time, order=order, few=year is not None and order == "X",
            )  # fmt: skip
            for shape in calendar_rules._RULES:
                for published, named in ((PUBLISHED, PUBLISHED), (None, None)):
                    fact = resolve(shape, parts, published, named)
                    found |= {fact.rule} if fact and fact.rule else set()
    return found


def test_every_rule_that_the_reader_writes_is_told_in_arabic() -> None:
    rules = rules_of_every_shape()
    assert len(rules) > 40
    with override("ar"):
        assert [rule for rule in rules if LATIN.search(rule_words(rule))] == []


def test_a_rule_of_two_parts_with_its_days() -> None:
    rule = "early in a month: days 1 to 10; the latest such month up to the publication date"
    with override("ar"):
        assert rule_words(rule) == (
            "أوائل الشهر: الأيام من \u20661\u2069 إلى \u206610\u2069؛ آخر شهر بهذا الاسم حتى تاريخ النشر"
        )
    assert rule_words("publication date +0 days") == "the publication date itself"
    assert rule_words("") == "" and rule_words("by hand") == "by hand"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_speaker_of_the_lexicon_has_an_arabic_name(language: str) -> None:
    lexicon = tomllib.loads((LEXICONS / f"{language}.toml").read_text(encoding="utf-8"))["lexicon"]
    speakers = [*lexicon["source"], *lexicon["agency"]]
    with override("ar"):
        assert [name for name in speakers if LATIN.search(speaker_words(name))] == []


def test_a_speaker_of_no_lexicon_stays_as_it_is() -> None:
    with override("ar"):
        assert (speaker_words("Abu Ali"), speaker_words("")) == ("Abu Ali", "")
