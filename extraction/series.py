"""People told one after the other in one breath: "three soldiers, two policemen and a child"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from extraction.document import CLAUSE_ENDS, Document
from extraction.lexicon import Mark
from extraction.people import ADJACENT, HARMS, People, is_counted, is_joined
from extraction.words import is_definite

Series = list[People]


def find_series(document: Document, people: Sequence[People], speakers: AbstractSet[int]) -> list[Series]:
    """The people in their series, most of them of one; commas link only up to the "and" that closes the list.

    ``speakers`` are tokens of those who tell of it: they stand in no series with the others.
    """
    found: list[Series] = []
    pending: Series = []  # linked by a comma, and no "and" has come yet
    for person in people:
        before = (pending or found[-1])[-1] if found else None
        said = before is not None and _tells(before, speakers) is not _tells(person, speakers)
        link = _link(document, before, person) if before and not said else None
        if link == "and":
            found[-1] += [*pending, person]
            pending = []
        elif link == "comma":
            pending.append(person)
        else:
            found += [[one] for one in pending]
            pending = []
            found.append([person])
    found += [[one] for one in pending]
    return [series for series in found if _stands(document, series)]


def _tells(person: People, speakers: AbstractSet[int]) -> bool:
    return any(index in speakers for index in range(person.first, person.last))


def _link(document: Document, before: People, person: People) -> str | None:
    if before.part != person.part or before.among or 0 in {before.max, person.max}:
        return None
    if person.max is None and not is_counted(document, person) and is_definite(document.word(person.first)):
        return None  # «خمسين مقاتلا من القوات والعناصر»: the plural says who they were
    named = {i for mark in party_names(document, before.last, person.first) for i in range(mark.first, mark.last)}
    words = [i for i in range(before.last, person.first) if document.tokens[i].is_word and i not in named]
    reach = ADJACENT + 2 * (document.word(person.first)[:1] in document.language.settings["glued_conjunctions"])
    if before.last > person.first or len(words) > reach:
        return None
    tables = (*HARMS, "event", "means", "speech")
    if any(document.at(table, index) for table in tables for index in words):
        return None
    start = person.first
    while document.word(start - 1) in document.language.settings["person_determiners"]:
        start -= 1  # "and their two daughters"
    if is_joined(document, start):
        clause = person.bare and document.word(person.first - 2) in CLAUSE_ENDS
        return None if clause else "and"  # "rose to 17, and 40 were injured"
    comma = document.word(person.first - 1) in CLAUSE_ENDS
    return "comma" if comma and not document.language.settings["glued_conjunctions"] else None


def party_names(document: Document, first: int, last: int) -> list[Mark]:
    return [mark for table in ("named", "actor", "state") for mark in document.within(table, first, last)]


def _stands(document: Document, series: Series) -> bool:
    """Whether somebody of the series is counted, or harm stands right beside it."""
    if any(not person.weak for person in series):
        return True
    first, last = series[0].first, series[-1].last
    settings = document.language.settings
    if any(mark.last == first for harm in HARMS for mark in document.within(harm, max(0, first - ADJACENT), first)):
        return True
    position = last
    while document.word(position) in settings["auxiliaries"] or document.word(position) in settings["adverbs"]:
        position += 1
    return any(document.at(harm, position) for harm in HARMS)
