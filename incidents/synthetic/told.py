"""The words of made-up reports: each says that it is made up, and holds its facts so that they can be quoted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date
from django.utils.translation import override

from incidents.models.choices import Harm, Kind, SpanField
from incidents.synthetic.draws import Draw, Toll

LANGUAGES = ("en", "ar")
_WORDS = {
    "en": {
        "title": "Made-up report {number}",
        "opening": ", written by a program for tests. ",
        "in": " in ",
        "on": " on ",
        "until": " to ",
        Harm.KILLED: "Killed: ",
        Harm.INJURED: "Injured: ",
        "at least": "at least {number}",
    },
    "ar": {
        "title": "تقرير مختلق {number}",
        "opening": "، كتبه برنامج للتجربة. ",
        "in": " في ",
        "on": " بتاريخ ",
        "until": " إلى ",
        Harm.KILLED: "القتلى: ",
        Harm.INJURED: "الجرحى: ",
        "at least": "{number} على الأقل",
    },
}


class Quote(NamedTuple):
    """Code points of the text, half open."""

    field: str
    start: int
    end: int
    text: str


class Told(NamedTuple):
    title: str
    text: str
    quotes: tuple[Quote, ...]


def told(number: int, language: str, draw: Draw, place: str) -> Told:
    """One report of the incident; `place` is empty where none is known."""
    title = _WORDS[language]["title"].format(number=number)
    text, quotes = "", []
    for words, field in _pieces(title, language, draw, place):
        if field:
            quotes.append(Quote(field, len(text), len(text) + len(words), words))
        text += words
    return Told(title, text, tuple(quotes))


def toll_words(toll: Toll, language: str) -> str:
    """Empty where nothing is said."""
    if toll.minimum is None:
        return ""
    if toll.maximum is None:
        return _WORDS[language]["at least"].format(number=toll.minimum)
    return str(toll.minimum) if toll.minimum == toll.maximum else f"{toll.minimum}–{toll.maximum}"


def date_words(draw: Draw, language: str) -> str:
    """Empty where the incident is undated."""
    if draw.date_start is None or draw.date_end is None:
        return ""
    days = [_day(day, language) for day in (draw.date_start, draw.date_end)]
    return days[0] if days[0] == days[1] else _WORDS[language]["until"].join(days)


def _pieces(title: str, language: str, draw: Draw, place: str) -> Iterator[tuple[str, str]]:
    """The stretches of the text, each with the field that it says, or none."""
    words = _WORDS[language]
    yield title + words["opening"], ""
    yield _label(draw.kind, language), SpanField.KIND
    for before, said, field in (
        (words["in"], place, SpanField.PLACE),
        (words["on"], date_words(draw, language), SpanField.DATE),
    ):
        if said:
            yield before, ""
            yield said, field
    yield ".", ""
    for harm, toll in ((Harm.KILLED, draw.killed), (Harm.INJURED, draw.injured)):
        if said := toll_words(toll, language):
            yield f" {words[harm]}", ""
            yield said, SpanField.CASUALTY
            yield ".", ""


@lru_cache(maxsize=64)
def _label(kind: str, language: str) -> str:
    with override(language):
        return str(Kind(kind).label)


@lru_cache(maxsize=20_000)
def _day(day: dt.date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=language)
