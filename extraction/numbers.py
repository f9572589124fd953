"""Counts as a text states them: digits of both scripts and number words, with what bounds them."""

from __future__ import annotations

from typing import NamedTuple

from extraction.document import Document

LARGEST = 10_000_000


class Count(NamedTuple):
    """How many, as the words ``first`` to ``last`` (tokens, last not included) say it; None puts no bound."""

    first: int
    last: int
    min: int | None
    max: int | None


class Figure(NamedTuple):
    last: int
    value: int


def figure(document: Document, index: int) -> Figure | None:
    """A plain number at a token: "12", "twenty-five", «خمسة وعشرين», "1,200", «مئة وخمسين»."""
    token = document.tokens[index]
    if token.is_number:
        return _digits(document, index)
    mark = document.at("number", index)
    if mark is None:
        return None
    value, total, last = int(mark.label), 0, mark.last
    while value <= LARGEST:
        step = last
        joined = step < len(document.tokens) and document.word(step) in document.language.settings["conjunctions"]
        if joined and value >= 100:
            step += 1
        following = document.at("number", step) if step < len(document.tokens) else None
        if following is None:
            break
        more = int(following.label)
        # In Arabic «و» joins units to tens; two number words that nothing joins are two numbers («واحد، عشرون»).
        glued = document.language.settings["glued_conjunctions"]
        linked = not glued or document.word(step)[:1] in glued
        if more >= 100 and value < more and following.label in {"100", "1000"}:
            value *= more
        elif linked and more < 100 <= value:
            total, value = total + value, more
        elif linked and _units_and_tens(value, more, units_first=document.language.settings["units_first"]):
            value += more
        else:
            break
        last = following.last
    return Figure(last, total + value)


def _units_and_tens(value: int, more: int, *, units_first: bool) -> bool:
    tens, units = (more, value) if units_first else (value, more)
    return tens % 10 == 0 and 20 <= tens < 100 and 0 < units < 10


def _digits(document: Document, index: int) -> Figure | None:
    word = document.tokens[index].word
    whole = word.translate({ord(","): None, ord("٬"): None})
    if "." in whole or "٫" in whole:
        head, *groups = whole.replace("٫", ".").split(".")
        if any(len(group) != 3 for group in groups) or len(head) > 3:
            return None  # a decimal fraction counts no people
        whole = head + "".join(groups)
    if len(whole) > 8:
        return None
    value, last = int(whole), index + 1
    scale = document.at("number", last) if last < len(document.tokens) else None
    if scale and scale.label in {"1000"} and value < 1000:
        return Figure(scale.last, value * 1000)
    return Figure(last, value)


def count(document: Document, index: int, end: int) -> Count | None:
    """The count that begins at a token and ends before ``end``, with its bounds.

    "at least 14" is 14 to None, "between 8 and 10" 8 to 10, "dozens" 12 to None, "up to 20" None to 20.
    """
    bound = document.at("bound", index)
    vague = document.at("vague", index)
    if vague and not (bound and figure_after(document, bound.last, end)):
        return Count(index, vague.last, int(vague.label), None)
    if bound and bound.last < end and bound.label not in {"between", "or"}:
        open_count = document.at("vague", bound.last)
        if open_count:
            return Count(index, open_count.last, int(open_count.label), None)
        inner = _range_or_figure(document, bound.last, end)
        return inner and _bounded(bound.label, index, inner)
    if bound and bound.label == "between":
        inner = _range_or_figure(document, bound.last, end, between=True)
        return inner._replace(first=index) if inner and inner.min != inner.max else None
    inner = _range_or_figure(document, index, end)
    if inner is None:
        return None
    trailing = document.at("bound", inner.last) if inner.last < end else None  # «14 شخصا على الأقل»
    if trailing and trailing.label == "at_least":
        return Count(index, trailing.last, inner.min, None)
    return inner


def figure_after(document: Document, index: int, end: int) -> Figure | None:
    return figure(document, index) if index < end else None


def _range_or_figure(document: Document, index: int, end: int, *, between: bool = False) -> Count | None:
    low = figure_after(document, index, end)
    if low is None or low.last > end:
        return None
    settings = document.language.settings
    if document.word(index - 1) in settings["raised_from"] and document.word(low.last) in settings["raised_to"]:
        return Count(index, low.last, low.value, low.value)  # "rose from nine to 14" is no range
    high = _upper(document, low.last, end, between)
    if high and low.value < high.value:
        return Count(index, high.last, low.value, high.value)
    return Count(index, low.last, low.value, low.value)


def _upper(document: Document, joint: int, end: int, between: bool) -> Figure | None:
    """The second figure of a range; "and" joins one only behind "between"."""
    if joint >= end:
        return None
    word = document.word(joint)
    conjunctions = document.language.settings["conjunctions"]
    mark = document.at("bound", joint)
    if word in {"-", "—"} or (mark and mark.label == "or" and (between or word not in conjunctions)):
        return figure_after(document, joint + 1, end)
    if between and word[:1] in document.language.settings["glued_conjunctions"]:
        return figure_after(document, joint, end)  # «بين ثمانية وعشرة»
    return None


def _bounded(label: str, first: int, inner: Count) -> Count:
    low, high = inner.min, inner.max
    match label:
        case "at_least":
            return Count(first, inner.last, low, None)
        case "more_than":
            return Count(first, inner.last, low, None)
        case "at_most":
            return Count(first, inner.last, None, high)
        case "fewer_than":
            return Count(first, inner.last, None, high - 1 if high else None)
    return Count(first, inner.last, low, high)
