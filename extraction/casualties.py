"""Who was killed or injured, and how many: counted people bound to the word that says what befell them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from extraction.document import Document
from extraction.lexicon import Mark
from extraction.people import ADJACENT, People, find_people, is_counted, is_joined

TRIGGER_REACH = 14
NEGATION_REACH = 10
TOLL_REACH = 12


@dataclass(frozen=True, slots=True)
class Toll:
    """One stated number of people, over tokens ``first`` to ``last``."""

    first: int
    last: int
    group: str
    harm: str
    min: int | None
    max: int | None
    part: bool = False
    counted: bool = True  # with a number, not "some" or a bare plural
    bare: bool = False  # a number without a noun
    update: bool = False
    corrected: bool = False


class Trigger(NamedTuple):
    first: int
    last: int
    harm: str
    follows: bool  # whether the people come after the word
    toll: bool


def find_tolls(document: Document, first: int, last: int, dated: AbstractSet[int]) -> list[Toll]:
    """The tolls in one sentence (tokens ``first`` to ``last``); tokens in ``dated`` belong to dates."""
    if not any(document.within(table, first, last) for table in ("killed", "injured", "victim", "casualties")):
        return []
    nothing = _none(document, first, last)
    names = document.within("source", first, last)  # «الدفاع المدني» counts no civilian
    names += [m for t in ("killed", "injured") for m in document.within(t, first, last) if m.label == "toll"]
    mixed = [mark for mark in document.within("casualties", first, last) if mark.label == "mixed"]
    taken = dated | {index for mark in (*nothing, *names, *mixed) for index in range(mark.first, mark.last)}
    people = find_people(document, first, last, taken)
    # "39 killed and wounded" counts neither the dead nor the wounded
    people = [
        p for p in people if not any(0 <= mark.first - p.last <= 1 or 0 <= p.first - mark.last <= 1 for mark in mixed)
    ]
    triggers = _triggers(document, first, last, people, taken)
    tolls = _bind(document, people, triggers) or _singular(document, triggers)
    tolls += _zeros(nothing)
    return _coordinate(document, tolls)


def _none(document: Document, first: int, last: int) -> list[Mark]:
    marks = document.within("casualties", first, last)
    if any(mark.label == "unknown" for mark in marks):
        return []
    found = [mark for mark in marks if mark.label.startswith("none")]
    for table in ("victim", "casualties"):
        for mark in document.within(table, first, last):
            plural = mark.label == "any" or mark.label.endswith("many")
            if (
                plural
                and _negated(document, mark.first, first)
                and not any(n.first <= mark.first < n.last for n in found)
            ):
                harm = "none" if mark.label == "any" else f"none_{mark.label.split('-')[0]}"
                found.append(mark._replace(label=harm))
    return found


def _negated(document: Document, index: int, first: int) -> bool:
    """Whether a negation stands before the word in its clause, with no number between."""
    start = max(first, index - NEGATION_REACH)
    for position in range(index - 1, start - 1, -1):
        token = document.tokens[position]
        if not token.is_word or token.is_number or document.at("number", position):
            return False
        mark = document.at("modality", position)
        if mark and mark.label == "negation":
            return True
    return False


def _zeros(nothing: list[Mark]) -> list[Toll]:
    tolls = []
    for mark in nothing:
        harms = ("killed", "injured") if mark.label == "none" else (mark.label.removeprefix("none_"),)
        tolls += [Toll(mark.first, mark.last, "undetermined", harm, 0, 0) for harm in harms]
    return tolls


def _triggers(
    document: Document, first: int, last: int, people: list[People], taken: AbstractSet[int]
) -> list[Trigger]:
    found: list[Trigger] = []
    ends = {person.last for person in people}
    # "Gunmen killed 28 people": those counted behind the verb are its object.
    starts = {person.first for person in people if is_counted(document, person)}
    for harm in ("killed", "injured"):
        for mark in document.within(harm, first, last):
            cues = document.within("cue", max(first, mark.first - 3), mark.last + 1)
            of_the_dead = any(cue.label == "among" and cue.first <= mark.first < cue.last for cue in cues)
            if of_the_dead or (mark.first in taken and mark.label != "toll"):
                continue
            follows = mark.label in {"follows", "toll", "one"}
            if mark.label == "either" and document.language.settings["verb_first"]:
                follows = any(person.first in {mark.last, mark.last + 1} for person in people)
            elif mark.label == "either":
                follows = mark.last in starts or not _passive(document, mark.first, ends, found)
            found.append(Trigger(mark.first, mark.last, harm, follows, mark.label == "toll"))
    return sorted(found)


def _passive(document: Document, index: int, ends: set[int], found: list[Trigger]) -> bool:
    settings = document.language.settings
    position = index
    while document.word(position - 1) in settings["adverbs"]:
        position -= 1
    before = document.word(position - 1)
    if before in settings["auxiliaries"] or position in ends:
        return True
    if before in settings["conjunctions"] | settings["alternatives"]:
        return any(not trigger.follows and trigger.last == position - 1 for trigger in found)
    return False


def _bind(document: Document, people: list[People], triggers: list[Trigger]) -> list[Toll]:
    bound: list[Toll] = []
    reach_from: dict[Trigger, int] = {trigger: trigger.last for trigger in triggers}
    harms: list[str | None] = []
    triggered: list[bool] = []
    for person in people:
        before = next((t for t in reversed(triggers) if t.last <= person.first), None)
        after = next((t for t in triggers if t.first >= person.last and not t.follows), None)
        blocked = after and any(t.follows and person.last <= t.first < after.first for t in triggers)
        gap_after = document.word_count(person.last, after.first) if after and not blocked else TRIGGER_REACH + 1
        gap_before = TRIGGER_REACH + 1
        if before and before.follows:
            gap_before = document.word_count(reach_from[before], person.first)
            gap_before -= TOLL_REACH * before.toll  # "the toll from Sunday's bombing in ... has risen to 215"
            if before.toll and person.bare and _raised_to(document, person):
                gap_after = TRIGGER_REACH + 1  # "the death toll ... rose to 32, with 110 people injured"
        chosen: Trigger | None = None
        if after is None and person.bare:  # «وصل إلى ستة عدد القتلى»
            after = next((t for t in triggers if t.toll and t.first == person.last), None)
            gap_after = 0 if after else gap_after
        if after and (gap_after <= ADJACENT or gap_before > TRIGGER_REACH >= gap_after):
            chosen = after
        elif (
            before
            and gap_before <= TRIGGER_REACH
            and not (person.bare and gap_before > ADJACENT + 2 and not before.toll)
        ):
            chosen = before
        if chosen is None and person.harm is None:
            chosen = _passive_behind(document, person, people, triggers)
        harm = person.harm or (chosen.harm if chosen else None)
        if chosen and chosen.follows:
            reach_from[chosen] = person.last
        if harm is None and person.part and harms:
            harm = harms[-1]
        harms.append(harm or (harms[-1] if harms else None))
        triggered.append(bool(chosen))
        if harm:
            bound.append(_toll(document, person, harm))
    return bound


def _raised_to(document: Document, person: People) -> bool:
    """Whether the number is what a toll has come to: "risen to 32", «ارتفعت إلى 32»."""
    cues = document.within("cue", max(0, person.first - ADJACENT), person.first)
    return any(cue.label == "update" and cue.last == person.first for cue in cues)


def _passive_behind(
    document: Document, person: People, people: list[People], triggers: list[Trigger]
) -> Trigger | None:
    """«وكان قيادي آخر قد اغتيل»: the verb behind its subject, where it has nobody else behind it."""
    if not document.language.settings["verb_first"]:
        return None
    for trigger in triggers:
        if 0 <= document.word_count(person.last, trigger.first) <= ADJACENT and trigger.first >= person.last:
            lonely = not any(0 <= p.first - trigger.last <= ADJACENT for p in people)
            return trigger._replace(follows=False) if lonely else None
    return None


def _singular(document: Document, triggers: list[Trigger]) -> list[Toll]:
    """ "Commander Name Name was killed": nobody is counted, and the verb says that it was one."""
    settings = document.language.settings
    for trigger in triggers:
        own = document.at(trigger.harm, trigger.first)
        if own and own.label == "one":  # «أدى إلى مقتله»
            return [Toll(trigger.first, trigger.last, "undetermined", trigger.harm, 1, 1, counted=False)]
        position = trigger.first - 1
        while document.word(position) in settings["adverbs"]:
            position -= 1
        if not trigger.follows and document.word(position) in settings["singular_auxiliaries"]:
            return [Toll(position, trigger.last, "undetermined", trigger.harm, 1, 1, counted=False)]
    return []


def _toll(document: Document, person: People, harm: str) -> Toll:
    settings = document.language.settings
    start = max(0, person.first - 12)
    cues = [mark for mark in document.within("cue", start, person.last) if mark.label in {"update", "corrected"}]
    old = any(m.label == "corrected" and m.last <= person.first + 1 for m in cues)
    raised = document.word(person.first - 1) in settings["raised_from"] and any(
        document.word(i) in settings["raised_to"]
        for i in range(person.last, min(person.last + 3, len(document.tokens)))
    )
    update = any(mark.label == "update" for mark in cues) and not (old or raised)
    return Toll(
        person.first,
        person.last,
        person.group,
        harm,
        person.min,
        person.max,
        part=person.part,
        counted=person.min == person.max or is_counted(document, person),
        bare=person.bare,
        update=update,
        corrected=old or raised,
    )


def _coordinate(document: Document, tolls: list[Toll]) -> list[Toll]:
    """Adds up what one sentence counts of one group in one breath: "two soldiers and a policeman"."""
    result: list[Toll] = []
    for toll in sorted(tolls, key=lambda t: t.first):
        previous = result[-1] if result else None
        if previous and _same_breath(document, previous, toll):
            group = previous.group if toll.bare else toll.group
            if group == previous.group:
                low = None if previous.min is None or toll.min is None else previous.min + toll.min
                high = None if previous.max is None or toll.max is None else previous.max + toll.max
                result[-1] = replace(previous, last=toll.last, min=low, max=high)
                continue
            if previous.bare and previous.group == "undetermined":
                result[-1] = replace(previous, group="other")  # «عشرة من البيشمركة وثلاثة مدنيين»: ten is no total
        result.append(toll)
    return result


def _same_breath(document: Document, previous: Toll, toll: Toll) -> bool:
    if previous.harm != toll.harm or previous.part != toll.part or previous.corrected or toll.corrected:
        return False
    if 0 in {previous.max, toll.max}:
        return False
    if previous.last > toll.first or document.word_count(previous.last, toll.first) > ADJACENT:
        return False
    return any(is_joined(document, index) for index in range(previous.last, toll.first + 1))
