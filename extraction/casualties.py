"""Who was killed or injured, and how many: counted people bound to the word that says what befell them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from extraction.document import CLAUSE_ENDS, Document
from extraction.lexicon import Mark
from extraction.people import ADJACENT, HARMS, People, find_people, is_counted
from extraction.series import Series, find_series

TRIGGER_REACH = 14
NEGATION_REACH = 10
TOLL_REACH = 12
SPEAKER_REACH = 3
RELATIVE_REACH = 4
AGE_REACH = 6
RISE_REACH = 5  # "from nine to 14"


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
    counted: bool = True  # with a number, not "some", a bare plural or "the mayor"
    bare: bool = False  # a number without a noun
    update: bool = False
    corrected: bool = False
    among: bool = False  # some of those told of before: "12 of the wounded"
    said: bool = False  # the sentence names who counts so
    rivals: tuple[tuple[int, int], ...] = ()  # tokens of other figures that went into this one


class Trigger(NamedTuple):
    first: int
    last: int
    harm: str
    follows: bool  # whether the people come after the word
    toll: bool


def find_tolls(document: Document, first: int, last: int, dated: AbstractSet[int]) -> list[Toll]:
    """The tolls in one sentence (tokens ``first`` to ``last``); tokens in ``dated`` belong to dates."""
    if not any(document.within(table, first, last) for table in (*HARMS, "victim", "casualties")):
        return []
    nothing = _none(document, first, last)
    names = document.within("source", first, last)  # «الدفاع المدني» counts no civilian
    names += [m for harm in HARMS for m in document.within(harm, first, last) if m.label == "toll"]
    names += [m for m in document.within("attribution", first, last) if m.label == "somebody"]  # who did it
    mixed = [mark for mark in document.within("casualties", first, last) if mark.label == "mixed"]
    names += _ages(document, first, last)
    taken = dated | {index for mark in (*nothing, *names, *mixed) for index in range(mark.first, mark.last)}
    people = find_people(document, first, last, taken)
    # "39 killed and wounded" counts neither the dead nor the wounded
    people = [
        p for p in people if not any(0 <= mark.first - p.last <= 1 or 0 <= p.first - mark.last <= 1 for mark in mixed)
    ]
    speakers = {mark.first for mark in _speakers(document, first, last)}
    series = [
        one
        for one in find_series(document, people, speakers)
        if not _is_open(document, one, first)
        and not _is_spared(document, one, first)
        and speakers.isdisjoint(index for person in one for index in range(person.first, person.last))
    ]
    triggers = [t for t in _triggers(document, first, last, people, taken) if not _asked(document, t.first, first)]
    tolls = list(_bind(document, series, triggers, first)) or _singular(document, triggers)
    tolls = sorted([*tolls, *_zeros(document, nothing)], key=lambda toll: toll.first)
    said = any(mark.label != "complement" for mark in document.within("speech", first, last))
    return [replace(toll, said=True) for toll in tolls] if said else tolls


def _ages(document: Document, first: int, last: int) -> list[Mark]:
    """The figures behind "aged": "two men aged 29 and 41"."""
    found = []
    for mark in document.within("aged", first, last):
        end = min(last, mark.last + AGE_REACH)
        numbers = [i for i in range(mark.last, end) if document.tokens[i].is_number or document.at("number", i)]
        found += [mark._replace(last=numbers[-1] + 1)] if numbers else []
    return found


def _speakers(document: Document, first: int, last: int) -> list[Mark]:
    """ "rescuers said", «قال أطباء»: people who tell of it."""
    verb_first = document.language.settings["verb_first"]
    locatives = document.language.settings["locatives"]
    found = []
    for speech in document.within("speech", first, last):
        if speech.label == "complement":
            continue
        if verb_first:
            people = document.at("people", speech.last)
        else:
            near = document.within("people", max(first, speech.first - SPEAKER_REACH), speech.first)
            people = next((m for m in reversed(near) if m.last == speech.first), None)
            people = people or next((m for m in near if document.word(m.last) in locatives), None)
            if people is None and document.word(speech.first - 1) in CLAUSE_ENDS:  # ", said a hospital official"
                behind = document.within("people", speech.last, min(last, speech.last + SPEAKER_REACH))
                people = next(iter(behind), None)
        if people:
            found.append(people)
    return found


def _is_open(document: Document, series: Series, first: int) -> bool:
    """«لم يتضح ما إذا كان هناك مصابون»: a plural of whom the text does not know whether there are any."""
    return not any(is_counted(document, p) for p in series) and _asked(document, series[0].first, first)


def _is_spared(document: Document, series: Series, first: int) -> bool:
    """ "arrested 12 people", «واعتقلت 4 من عناصرها», "12 were detained": neither killed nor injured."""
    start, end = series[0].first, series[-1].last
    before = document.within("spared", max(first, start - ADJACENT), start)
    harmed = (mark.last for harm in HARMS for mark in document.within(harm, max(first, start - ADJACENT), start))
    auxiliaries = document.language.settings["auxiliaries"]
    if before and before[-1].last > max(harmed, default=0):
        verb = before[-1]
        plain = all(document.tokens[i].is_word for i in range(verb.last, start)) and start - verb.last <= 1
        if plain and document.word(verb.first - 1) not in auxiliaries:
            return True
    while document.word(end) in auxiliaries:
        end += 1
    return document.at("spared", end) is not None


def _asked(document: Document, index: int, first: int) -> bool:
    """Whether "it was not clear whether" stands before."""
    marks = document.within("casualties", max(first, index - TRIGGER_REACH), index)
    return any(mark.label == "unknown" for mark in marks)


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


def _zeros(document: Document, nothing: list[Mark]) -> list[Toll]:
    tolls = []
    for mark in nothing:
        harms = HARMS if mark.label == "none" else (mark.label.removeprefix("none_"),)
        whom = document.within("people", mark.last, mark.last + ADJACENT)  # "no casualties among civilians"
        group = whom[0].label.rsplit("-", 1)[0] if whom else "undetermined"
        tolls += [Toll(mark.first, mark.last, group, harm, 0, 0) for harm in harms]
    return tolls


def _triggers(
    document: Document, first: int, last: int, people: list[People], taken: AbstractSet[int]
) -> list[Trigger]:
    found: list[Trigger] = []
    ends = {person.last for person in people}
    # "Gunmen killed 28 people": those counted behind the verb are its object.
    starts = {person.first for person in people if is_counted(document, person)}
    for harm in HARMS:
        for mark in document.within(harm, first, last):
            cues = document.within("cue", max(first, mark.first - 3), mark.last + 1)
            of_the_dead = any(cue.label == "among" and cue.first <= mark.first < cue.last for cue in cues)
            if of_the_dead or mark.label == "figurative" or (mark.first in taken and mark.label != "toll"):
                continue
            follows = mark.label in {"follows", "toll", "one"}
            if mark.label in {"either", "two"} and document.language.settings["verb_first"]:
                follows = any(person.first in {mark.last, mark.last + 1} for person in people)
            elif mark.label == "either":
                follows = mark.last in starts or not _passive(document, mark.first, ends, found)
            found.append(Trigger(mark.first, mark.last, harm, follows, mark.label == "toll"))
    found.sort()
    return [trigger for trigger in found if not _survived(document, trigger, found)]


def _survived(document: Document, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """ "A guard who was wounded in the attack died": the wound only says which guard."""
    if trigger.harm != "injured" or trigger.follows:
        return False
    relatives = document.language.settings["relatives"]
    described = any(document.word(i) in relatives for i in range(trigger.first - RELATIVE_REACH, trigger.first))
    deaths = (t for t in triggers if t.harm == "killed" and 0 < t.first - trigger.last <= TRIGGER_REACH)
    return described and any(not death.follows and not death.toll for death in deaths)


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


def _bind(document: Document, found: list[Series], triggers: list[Trigger], first: int) -> Iterator[Toll]:
    reach_from: dict[Trigger, int] = {trigger: trigger.last for trigger in triggers}
    before: str | None = None
    told_to = first
    for series in _patients(document, found, triggers):
        lead, last = series[0], series[-1].last
        chosen = _trigger_of(document, lead, last, triggers, reach_from)
        if chosen is None and lead.harm is None:
            chosen = _passive_behind(document, last, found, triggers)
        if chosen and chosen.follows:
            reach_from[chosen] = last
        tolls = []
        for person in series:
            harm = chosen.harm if chosen and (person.among or person.harm is None) else person.harm
            if harm is None and person.part:
                harm = before
            before = harm or before
            if harm:
                tolls.append(_toll(document, person, harm, told_to))
        told_to = last
        yield from _added_up(tolls)


def _patients(document: Document, found: list[Series], triggers: list[Trigger]) -> Iterator[Series]:
    """The series without the doers: in «قتل مسلحون ثلاثة جنود» the first are the subject of the verb."""
    if not document.language.settings["verb_first"]:
        yield from found
        return
    conjunctions = tuple(document.language.settings["glued_conjunctions"])
    for series, following in zip(found, [*found[1:], None], strict=False):
        lead = series[0]
        doers = (
            following is not None
            and len(series) == 1
            and lead.harm is None
            and not is_counted(document, lead)
            and any(t.follows and t.last == lead.first for t in triggers)
            and document.word_count(lead.last, following[0].first) <= ADJACENT
            and not any(lead.last <= t.first < following[0].first for t in triggers)
            and not following[0].part
            and not document.word(following[0].first).startswith(conjunctions)
        )
        if not doers:
            yield series


def _trigger_of(
    document: Document, person: People, last: int, triggers: list[Trigger], reach_from: dict[Trigger, int]
) -> Trigger | None:
    """The word that says what befell a series that ``person`` begins and that ends before token ``last``."""
    before = next((t for t in reversed(triggers) if t.last <= person.first), None)
    after = next((t for t in triggers if t.first >= last and not t.follows), None)
    blocked = after and any(t.follows and last <= t.first < after.first for t in triggers)
    gap_after = document.word_count(last, after.first) if after and not blocked else TRIGGER_REACH + 1
    gap_before = TRIGGER_REACH + 1
    if before and before.follows:
        gap_before = document.word_count(reach_from[before], person.first)
        gap_before -= TOLL_REACH * before.toll  # "the toll from Sunday's bombing in ... has risen to 215"
        if before.toll and person.bare and _raised_to(document, person):
            gap_after = TRIGGER_REACH + 1  # "the death toll ... rose to 32, with 110 people injured"
    if after is None and person.bare:  # «وصل إلى ستة عدد القتلى»
        after = next((t for t in triggers if t.toll and t.first == last), None)
        gap_after = 0 if after else gap_after
    if after and (gap_after <= ADJACENT or gap_before > TRIGGER_REACH >= gap_after):
        return after
    if person.max is None and not person.harm and not is_counted(document, person) and gap_before > ADJACENT:
        return None  # «وفق شبكة أطباء»: a bare plural far from the word
    far = person.bare and gap_before > ADJACENT + 2 and not (before and before.toll)
    return before if before and gap_before <= TRIGGER_REACH and not far else None


def _raised_to(document: Document, person: People) -> bool:
    """Whether the number is what a toll has come to: "risen to 32", «ارتفعت إلى 32»."""
    cues = document.within("cue", max(0, person.first - ADJACENT), person.first)
    return any(cue.label in {"update", "to"} and cue.last == person.first for cue in cues)


def _passive_behind(document: Document, last: int, found: list[Series], triggers: list[Trigger]) -> Trigger | None:
    """«وكان قيادي آخر قد اغتيل»: the verb behind its subject, where it has nobody else behind it."""
    if not document.language.settings["verb_first"]:
        return None
    for trigger in triggers:
        if trigger.first >= last and document.word_count(last, trigger.first) <= ADJACENT:
            lonely = not any(0 <= series[0].first - trigger.last <= ADJACENT for series in found)
            return trigger._replace(follows=False) if lonely else None
    return None


def _singular(document: Document, triggers: list[Trigger]) -> list[Toll]:
    """ "Commander Name Name was killed": nobody is counted, and the verb says that it was one."""
    settings = document.language.settings
    for trigger in triggers:
        own = document.at(trigger.harm, trigger.first)
        if own and own.label in {"one", "two"}:  # «أدى إلى مقتله», «إن عاملين في مزرعة قتلا»
            many = 1 if own.label == "one" else 2
            return [Toll(trigger.first, trigger.last, "undetermined", trigger.harm, many, many, counted=False)]
        position = trigger.first - 1
        while document.word(position) in settings["adverbs"]:
            position -= 1
        if not trigger.follows and document.word(position) in settings["singular_auxiliaries"]:
            return [Toll(position, trigger.last, "undetermined", trigger.harm, 1, 1, counted=False)]
    return []


def _toll(document: Document, person: People, harm: str, told_to: int) -> Toll:
    """The toll of one of a series; ``told_to`` is where the toll told before it ends, or the sentence begins."""
    settings = document.language.settings
    start = max(told_to, person.first - 12)
    cues = [mark for mark in document.within("cue", start, person.last) if mark.label in {"update", "corrected"}]
    old = any(m.label == "corrected" and m.last <= person.first + 1 for m in cues)
    raised = document.word(person.first - 1) in settings["raised_from"] and any(
        document.word(i) in settings["raised_to"]
        for i in range(person.last, min(person.last + 3, len(document.tokens)))
    )
    risen = document.word(person.first - 1) in settings["raised_to"] and any(
        document.word(i) in settings["raised_from"] for i in range(person.first - RISE_REACH, person.first - 1)
    )
    if document.word(person.first - 1) in settings["raised_to"]:  # "the toll of ... has risen ... to 39"
        risen = risen or any(m.label == "update" for m in document.within("cue", told_to, person.first))
    update = (risen or any(mark.label == "update" for mark in cues)) and not (old or raised)
    return Toll(
        person.first,
        person.last,
        person.group,
        harm,
        person.min,
        person.max,
        part=person.part,
        counted=not person.weak and (person.min == person.max or is_counted(document, person)),
        bare=person.bare,
        update=update,
        corrected=old or raised,
        among=person.among,
    )


def _added_up(tolls: list[Toll]) -> Iterator[Toll]:
    """The tolls of a series by group; several groups make a total, of which they are parts."""
    for harm in dict.fromkeys(toll.harm for toll in tolls):
        same = [toll for toll in tolls if toll.harm == harm]
        if len(same) == 1 or any(toll.corrected for toll in same):
            yield from same
            continue
        groups: dict[str, list[Toll]] = {}
        named = "undetermined"
        for toll in same:
            named = named if toll.bare else toll.group  # "two soldiers and three others"
            groups.setdefault(named, []).append(toll)
        if len(groups) > 1 and not same[0].part:
            yield _sum(same, "undetermined")
        part = same[0].part or len(groups) > 1
        yield from (replace(_sum(members, group), part=part) for group, members in groups.items())


def _sum(tolls: list[Toll], group: str) -> Toll:
    lows, highs = [toll.min for toll in tolls], [toll.max for toll in tolls]
    return replace(
        tolls[0],
        last=tolls[-1].last,
        group=group,
        min=None if None in lows else sum(low or 0 for low in lows),
        max=None if None in highs else sum(high or 0 for high in highs),
        counted=any(toll.counted for toll in tolls),
        bare=tolls[0].bare and group == "undetermined",
    )
