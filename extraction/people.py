"""Counted people: a number with its noun, a noun that counts by itself, a number alone beside a word of harm."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from extraction.document import Document
from extraction.lexicon import Mark
from extraction.numbers import Count, count
from extraction.words import is_definite

NOUN_REACH = 5  # words between a number and its noun: "12 pro-Iran Iraqi militia fighters"
ADJACENT = 3
BREAKDOWN = frozenset(":-—(")


class People(NamedTuple):
    """Counted people before it is known what befell them; ``harm`` is set where the noun says it («قتيلا»)."""

    first: int
    last: int
    group: str
    harm: str | None
    min: int | None
    max: int | None
    bare: bool
    part: bool


def find_people(document: Document, first: int, last: int, taken: AbstractSet[int]) -> list[People]:
    found: list[People] = []
    index = first
    part = False
    while index < last:
        among = _among(document, index)
        if among:
            part = True
            if document.at("number", index) is None:  # "two of them children": the number opens the phrase
                index = among.last
                continue
        if document.word(index) in BREAKDOWN and found and index - found[-1].last <= 1:
            part = True  # "14 fighters: eight Iraqis and six Afghans"
        if document.at("killed", index) or document.at("injured", index):
            part = False
        dead = document.at("victim", index)
        if dead and index not in taken and dead.label.endswith("many") and is_definite(document.word(index)):
            part, index = True, dead.last  # «والقتلى أربعة عشر عنصرا»: what follows breaks a total down
            continue
        person = None if index in taken else _person(document, index, last, taken, found)
        if person:
            trailing = _among(document, person.last)
            part = part or person.part
            if trailing and trailing.last - trailing.first > 1 and not part:
                person = person._replace(part=document.word(person.last) != "of" and _closes(document, trailing, last))
            if not (part and person.min != person.max and person.max is None and not is_counted(document, person)):
                found.append(person._replace(part=person.part or part))
            index = person.last
        else:
            index += 1
    return found


def _closes(document: Document, among: Mark, last: int) -> bool:
    """Whether nothing is counted behind the words: "..., three children among them"."""
    return among.last >= last or not document.tokens[among.last].is_word


def is_counted(document: Document, person: People) -> bool:
    return any(document.tokens[i].is_number or document.at("number", i) for i in range(person.first, person.last))


def _among(document: Document, index: int) -> Mark | None:
    mark = document.at("cue", index)
    return mark if mark and mark.label == "among" else None


def _noun(document: Document, index: int) -> Mark | None:
    return document.at("victim", index) or document.at("people", index)


def _person(document: Document, index: int, last: int, taken: AbstractSet[int], found: list[People]) -> People | None:
    counted = count(document, index, last)
    if counted is None:
        return _uncounted(document, index, last, found)
    if any(i in taken for i in range(index, counted.last)) or document.at("age", counted.last):
        return None
    noun, part = _counted_noun(document, counted, last)
    if noun is None:
        noun = _partitive_noun(document, counted, last)
    if noun is None:
        return _bare(document, counted, last, part)
    group, harm = _split(noun)
    end = noun.last
    for trailing in document.within("bound", end, min(last, end + ADJACENT + 2)):  # «14 جنديا سوريا على الأقل»
        plain = all(document.tokens[i].is_word and not document.tokens[i].is_number for i in range(end, trailing.first))
        if trailing.label == "at_least" and plain:
            return People(index, trailing.last, group, harm, counted.min, None, False, part)
    return People(index, end, group, harm, counted.min, counted.max, False, part)


def _partitive_noun(document: Document, counted: Count, last: int) -> Mark | None:
    """«13 من عناصر الشرطة»: the noun behind «من» is what is counted, be it followed by a party's name."""
    settings = document.language.settings
    if counted.last + 1 >= last or document.word(counted.last) not in settings["partitives"]:
        return None
    noun = _noun(document, counted.last + 1)
    return noun if noun and noun.label.endswith("many") else None


def _counted_noun(document: Document, counted: Count, last: int) -> tuple[Mark | None, bool]:
    part = False
    position = counted.last
    among = _among(document, position - 1) or _among(document, position) or _among(document, counted.first)
    if among and among.last >= position:
        part, position = True, among.last
    limit = min(last, position + NOUN_REACH)
    conjunctions = document.language.settings["conjunctions"]
    while position < limit:
        token = document.tokens[position]
        age = document.at("age", position + 1) if token.is_number else None
        if age:  # "a 14-year-old boy"
            position = age.last
            continue
        noun = _noun(document, position)
        if noun:
            # "12 militia fighters": the last of a run of people nouns is what is counted
            following = _noun(document, noun.last) if noun.last < limit else None
            if following and document.language.settings["head_final"] and not _says_more(noun, following):
                return following, part
            return noun, part
        stops = any(document.at(table, position) for table in ("unit", "number", "killed", "injured"))
        joins = token.word in conjunctions and position > counted.last and _noun_within(document, position + 1, 2)
        if joins:  # "14 Iraqi and Afghan fighters"
            position += 1
            continue
        if stops or token.is_number or not token.is_word or token.word in document.language.settings["function_words"]:
            return None, part
        position += 1
    return None, part


def _says_more(modifier: Mark, head: Mark) -> bool:
    """ "a civilian contractor": the modifier names the group, the head none."""
    return modifier.label.startswith("civilian") and head.label.startswith("undetermined")


def _noun_within(document: Document, index: int, reach: int) -> bool:
    return any(_noun(document, i) and not document.at("number", i) for i in range(index, index + reach))


def _split(noun: Mark) -> tuple[str, str | None]:
    head = noun.label.rsplit("-", 1)[0]
    return ("undetermined", head) if noun.table == "victim" else (head, None)


def _uncounted(document: Document, index: int, last: int, found: list[People]) -> People | None:
    """People whom a noun counts by itself: a dual, a plural, or an Arabic singular beside the word of harm."""
    noun = _noun(document, index)
    if noun is None:
        return None
    number = noun.label.rsplit("-", 1)[1]
    group, harm = _split(noun)
    if (
        document.word(index - 1) in document.language.settings["no_words"]
        and noun.table == "people"
        and number == "many"
    ):
        return People(index - 1, noun.last, group, harm, 0, 0, False, False)
    repeated = document.at("number", noun.last) if noun.last < last else None  # «عنصر واحد», «مدنيين اثنين»
    if number != "many" and repeated and repeated.label in {"1", "2"} and not is_joined(document, noun.last):
        return People(index, repeated.last, group, harm, int(repeated.label), int(repeated.label), False, False)
    if number == "two":
        return People(index, noun.last, group, harm, 2, 2, False, False)
    if number == "many" and group == "undetermined" and harm is None:
        return None  # "people were killed" counts nobody
    if number == "many":
        # A plural says more than one of a group of people; a plural of victims says that there were victims.
        return People(index, noun.last, group, harm, 1 if harm else 2, None, False, False)
    if not document.language.settings["bare_singular_counts"]:
        return None
    if found and found[-1].last == index:
        return None  # «قيادي آخر» is one man
    if is_definite(document.word(index)):  # «مقتل القيادي فلان»: one, but only right behind the word of harm
        low = max(0, index - 3)
        touching = any(m.last == index for table in ("killed", "injured") for m in document.within(table, low, index))
        return People(index, noun.last, group, harm, 1, 1, False, False) if touching else None
    before = range(max(0, index - 2), index)
    beside = harm is not None or any(document.at(table, i) for table in ("killed", "injured", "cue") for i in before)
    listed = bool(found) and is_joined(document, index) and index - found[-1].last <= 2
    return People(index, noun.last, group, harm, 1, 1, False, False) if beside or listed else None


def is_joined(document: Document, index: int) -> bool:
    """Whether «و» or "and" joins this word to what stands before it."""
    settings = document.language.settings
    word = document.word(index)
    if document.word(index - 1) in settings["conjunctions"]:
        return True
    glued = any(word.startswith(letter) for letter in settings["glued_conjunctions"])
    return glued and word not in document.language.lexicon.first_words


def _bare(document: Document, counted: Count, last: int, part: bool) -> People | None:
    word = document.word(counted.last) if counted.last < last else ""
    free = not word or not word[0].isalnum() or word in document.language.settings["function_words"]
    free = free or any(document.at(table, counted.last) for table in ("killed", "injured", "bound"))
    # Whoever is counted right behind a word of harm is a person, whatever the noun: "killed 30 cadets".
    harm_before = any(
        m.last == counted.first
        for t in ("killed", "injured")
        for m in document.within(t, counted.first - 3, counted.first)
    )
    free = free or (harm_before and not document.at("unit", counted.last))
    if document.word(counted.first) in document.language.settings["articles"]:  # "killed a beekeeper"
        one = harm_before and counted.last < last and document.tokens[counted.last].is_word
        return People(counted.first, counted.last + 1, "undetermined", None, 1, 1, False, part) if one else None
    if not free or word == "%":
        return None
    return People(counted.first, counted.last, "undetermined", None, counted.min, counted.max, True, part)
