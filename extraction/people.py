"""Counted people: a number with its noun, a noun that counts by itself, a number alone beside a word of harm."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from extraction.document import Document
from extraction.lexicon import Mark
from extraction.numbers import Count, count
from extraction.words import forms, is_definite

NOUN_REACH = 5  # words between a number and its noun: "12 pro-Iran Iraqi militia fighters"
DETERMINED_REACH = 4  # "his 12-year-old", "the deputy provincial"
NAME_WORDS = 4
BOUND_REACH = 9
ADJACENT = 3
BREAKDOWN = frozenset(":-—(")
HARMS = ("killed", "injured")
STARTERS = ("number", "vague", "bound", "people", "victim")


class People(NamedTuple):
    """Counted people before it is known what befell them; ``harm`` is set where the noun says it («قتيلا»).

    ``part``: a part of a total told beside it. ``weak``: one person whom nothing counts ("the mayor"), who stands
    only beside others or beside a word of harm. ``among``: some of those already told of ("two of the wounded").
    """

    first: int
    last: int
    group: str
    harm: str | None
    min: int | None
    max: int | None
    bare: bool = False
    part: bool = False
    weak: bool = False
    among: bool = False


def find_people(document: Document, first: int, last: int, taken: AbstractSet[int]) -> list[People]:
    found: list[People] = []
    starts = _starts(document, first, last)
    index = first
    part = False
    while index < last:
        everybody = _everybody(document, index, last, found)
        if everybody:
            found.append(everybody)
            index = everybody.last
            continue
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
        possible = index in starts and index not in taken
        person = _person(document, index, last, taken, found) if possible else None
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


def _starts(document: Document, first: int, last: int) -> set[int]:
    """The tokens at which people can begin; most words can be passed over."""
    determiners = document.language.settings["person_determiners"]
    found = {mark.first for table in STARTERS for mark in document.within(table, first, last)}
    found |= {mark.last for harm in HARMS for mark in document.within(harm, first, last)}
    tokens = document.tokens
    return found | {i for i in range(first, last) if tokens[i].is_number or tokens[i].word in determiners}


def _everybody(document: Document, index: int, last: int, found: list[People]) -> People | None:
    """ "nine people, all civilians", «جميعهم من المدنيين»: what the whole number before it was."""
    mark = document.at("cue", index)
    if mark is None or mark.label != "all" or not found or found[-1].part:
        return None
    start = mark.last + (document.word(mark.last) in document.language.settings["partitives"])
    noun = _noun(document, start)
    if noun is None or noun.last > last or not noun.label.endswith("many") or noun.table != "people":
        return None
    whole = found[-1]
    return whole._replace(first=index, last=noun.last, group=_split(noun)[0], part=True)


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
    if document.at("designation", index - 1) or _is_glued(document, counted.last, last):
        return None  # «اللواء 15», "the 15th brigade"
    noun, part = _counted_noun(document, counted, last)
    article = document.word(counted.first) in document.language.settings["articles"]
    if noun and (noun.first in taken or (article and noun.label.endswith("many") and counted.max == 1)):
        return None  # "a bus carrying soldiers" counts no soldier
    among = False
    if noun is None:
        noun = _partitive_noun(document, counted, last)
        among = noun is not None and noun.table == "victim"
    if noun is None:
        return _passive_subject(document, counted, last, part) or _bare(document, counted, last, part, taken)
    group, harm = _split(noun)
    end = noun.last
    high = None if _is_left_open(document, end, last) else counted.max
    return People(index, end, group, harm, counted.min, high, part=part, among=among)


def _is_left_open(document: Document, index: int, last: int) -> bool:
    """«14 جنديا سوريا على الأقل», «10 عناصر من الميليشيات، على الأقل، قتلوا»: the bound behind the people."""
    for mark in document.within("bound", index, min(last, index + BOUND_REACH)):
        between = range(index, mark.first)
        stops = any(document.at(table, i) for table in (*HARMS, "event", "speech", "number") for i in between)
        if mark.label == "at_least" and not stops and not any(document.tokens[i].is_number for i in between):
            return mark.last >= last or not (
                document.tokens[mark.last].is_number or document.at("number", mark.last) is not None
            )
    return False


def _is_glued(document: Document, index: int, last: int) -> bool:
    """Whether letters stand right behind a number in figures: "15th", "122mm"."""
    tokens = document.tokens
    glued = index < last and tokens[index - 1].end == tokens[index].start
    return glued and tokens[index].is_word and tokens[index - 1].is_number


def _partitive_noun(document: Document, counted: Count, last: int) -> Mark | None:
    """«13 من عناصر الشرطة», "two of his bodyguards": the noun behind the partitive is what is counted."""
    settings = document.language.settings
    if counted.last + 1 >= last or document.word(counted.last) not in settings["partitives"]:
        return None
    start = counted.last + 1
    start += document.word(start) in settings["determiners"]
    noun = _noun(document, start)
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
        number = document.at("number", position)
        past_number = number.last if number else position + token.is_number
        age = document.at("age", past_number) if past_number > position else None
        if age:  # "a 14-year-old boy", "a nine-year-old boy"
            position = age.last
            continue
        noun = _noun(document, position)
        if noun:
            # "12 militia fighters": the last of a run of people nouns is what is counted
            following = _noun(document, noun.last) if noun.last < limit else None
            if following and document.language.settings["head_final"] and not _says_more(noun, following):
                return following, part
            return noun, part
        stops = any(document.at(table, position) for table in ("unit", "number", *HARMS))
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
    settings = document.language.settings
    if noun is None:
        return (
            _unlisted(document, index, last) if settings["bare_singular_counts"] else _determined(document, index, last)
        )
    if found and found[-1].last == index and not settings["head_final"] and not is_joined(document, index):
        return None  # «جنديان أميركيان» are two, «قيادي آخر» is one
    number = noun.label.rsplit("-", 1)[1]
    group, harm = _split(noun)
    if document.word(index - 1) in settings["no_words"] and noun.table == "people" and number == "many":
        return People(index - 1, noun.last, group, harm, 0, 0)
    repeated = document.at("number", noun.last) if noun.last < last else None
    if repeated and not is_joined(document, noun.last):
        value = int(repeated.label)
        if number != "many" and value <= 2:  # «عنصر واحد», «مدنيين اثنين»
            return People(index, repeated.last, group, harm, value, value)
        if number == "many" and settings["verb_first"] and is_definite(document.word(noun.last)):
            return People(index, repeated.last, group, harm, value, value)  # «أطفالها الثلاثة»
    if number == "two":
        bound = document.at("bound", noun.last) if noun.last < last else None
        open_end = bound is not None and bound.label == "at_least"  # «شخصان على الأقل»
        return People(index, bound.last if bound and open_end else noun.last, group, harm, 2, None if open_end else 2)
    if number == "many" and group == "undetermined" and harm is None:
        return None  # "people were killed" counts nobody
    if number == "many":
        # A plural says more than one of a group of people; a plural of victims says that there were victims.
        return People(index, noun.last, group, harm, 1 if harm else 2, None)
    if not settings["bare_singular_counts"]:
        return _determined(document, index, last)
    if is_definite(document.word(index)):  # «مقتل القيادي فلان»: one, but only right behind the word of harm
        return People(index, noun.last, group, harm, 1, 1, weak=True) if _harm_before(document, index, 3) else None
    start = _before_doers(document, index)  # «اغتال مسلحان مجهولان وجيها»
    before = range(max(0, start - 2), start)
    beside = (
        harm is not None
        or any(document.at(table, i) for table in HARMS for i in before)
        or any(_among(document, i) for i in before)
    )
    listed = bool(found) and is_joined(document, index) and index - found[-1].last <= 2
    return People(index, noun.last, group, harm, 1, 1) if beside or listed else None


def _before_doers(document: Document, index: int) -> int:
    marks = document.within("attribution", max(0, index - ADJACENT), index)
    return next((mark.first for mark in marks if mark.label == "somebody" and mark.last == index), index)


def _determined(document: Document, index: int, last: int) -> People | None:
    """ "his 12-year-old son", "the mayor", "commander Abu Salim": one person, if harm or company stands beside."""
    settings = document.language.settings
    name = _name(document, index, last)
    if name:
        return name
    position = index + (document.word(index) in settings["person_determiners"])
    titled = position == index
    for at in range(position, min(last, position + DETERMINED_REACH)):
        noun = document.at("people", at)
        if noun and noun.label.endswith("-one"):
            end = noun.last
            while end < min(last, noun.last + NAME_WORDS) and document.tokens[end].capital:
                end += 1
            if titled and end == noun.last:
                return None
            return People(index, end, _split(noun)[0], None, 1, 1, weak=True)
        token = document.tokens[at]
        dated = token.is_number or document.at("age", at) is not None
        if titled or noun or not (token.is_word or dated) or token.word in settings["function_words"]:
            return None
    return None


def _name(document: Document, index: int, last: int) -> People | None:
    """ "killing John Roe": two words or more of a name right behind a verb of harm."""
    harm = _harm_before(document, index, ADJACENT)
    end = index
    while end < min(last, index + NAME_WORDS) and document.tokens[end].capital and document.tokens[end].is_word:
        end += 1
    party = any(document.at(table, index) for table in ("actor", "named", "state", "weekday", "month"))
    if harm is None or end - index < 2 or party or _noun(document, end):
        return None
    return People(index, end, "undetermined", None, 1, 1, weak=True)


def _unlisted(document: Document, index: int, last: int) -> People | None:
    """«قتل نجار بانفجار»: whoever stands right behind a passive verb of harm is one person, whatever the noun."""
    settings = document.language.settings
    harm = _harm_before(document, index, 1)
    if harm is None or harm.label != "follows" or index + 1 >= last:
        return None
    token = document.tokens[index]
    known = any(document.at(table, index) for table in ("event", "means", "number", "vague", "bound", "day", "time"))
    plural = token.word.endswith(tuple(settings["plural_endings"]))
    if known or plural or not token.is_word or token.is_number or is_definite(token.word):
        return None
    passive = settings["passive_verbs"].intersection(forms(document.word(harm.first)))
    if token.word in settings["function_words"] or not passive:
        return None
    following = document.word(index + 1)
    causes = document.at("event", index + 1) or document.at("means", index + 1)
    if following in settings["function_words"] or (following[:1] == settings["by_letter"] and causes):
        return People(index, index + 1, "undetermined", None, 1, 1, weak=True)
    return None


def _harm_before(document: Document, index: int, reach: int) -> Mark | None:
    low = max(0, index - reach)
    for harm in HARMS:
        for mark in document.within(harm, low, index):
            if mark.last == index:
                return mark
    return None


def is_joined(document: Document, index: int) -> bool:
    """Whether «و» or "and" joins this word to what stands before it."""
    settings = document.language.settings
    word = document.word(index)
    if document.word(index - 1) in settings["conjunctions"]:
        return True
    glued = any(word.startswith(letter) for letter in settings["glued_conjunctions"])
    return glued and word not in document.language.lexicon.first_words


def _passive_subject(document: Document, counted: Count, last: int, part: bool) -> People | None:
    """ "two firefighters were killed": whoever is killed is a person, whatever the noun."""
    settings = document.language.settings
    for position in range(counted.last + 1, min(last, counted.last + NOUN_REACH)):
        if document.word(position) in settings["auxiliaries"]:
            verb = position + 1
            while document.word(verb) in settings["adverbs"] or document.word(verb) in settings["auxiliaries"]:
                verb += 1
            harmed = any(document.at(harm, verb) for harm in HARMS)
            return (
                People(counted.first, position, "undetermined", None, counted.min, counted.max, part=part)
                if harmed
                else None
            )
        token = document.tokens[position - 1]
        stops = any(document.at(table, position - 1) for table in ("unit", "means", "event", *HARMS))
        if stops or not token.is_word or token.word in settings["function_words"]:
            return None
    return None


def _bare(document: Document, counted: Count, last: int, part: bool, taken: AbstractSet[int]) -> People | None:
    word = document.word(counted.last) if counted.last < last else ""
    settings = document.language.settings
    free = not word or not word[0].isalnum() or word in settings["function_words"]
    free = free or counted.last in taken or (counted.last + 1 in taken and word in settings["filler"])
    free = free or any(document.at(table, counted.last) for table in (*HARMS, "bound"))
    # Whoever is counted right behind a word of harm is a person, whatever the noun: "killed 30 cadets".
    harm_before = _harm_before(document, counted.first, 3)
    free = free or (harm_before is not None and not document.at("unit", counted.last))
    if document.word(counted.first) in settings["articles"]:  # "killed a beekeeper"
        one = harm_before and counted.last < last and document.tokens[counted.last].is_word
        return People(counted.first, counted.last + 1, "undetermined", None, 1, 1, part=part) if one else None
    if not free or word == "%":
        return None
    return People(counted.first, counted.last, "undetermined", None, counted.min, counted.max, bare=True, part=part)
