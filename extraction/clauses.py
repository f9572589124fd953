"""The clauses of a sentence with what each tells of, and which of them tell of one thing together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.casualties import Toll
from extraction.dates import DateMention
from extraction.document import Document, Sentence, Stretch
from extraction.lexicon import Mark
from extraction.modality import is_governed, is_told_before
from extraction.places import PlaceMention, may_be_one
from extraction.words import forms


@dataclass(slots=True)
class Clause:
    first: int
    last: int
    acts: list[Mark]
    dead: bool  # it has acts, and none of them is told as having happened
    tolls: list[Toll]
    harmed: bool  # by a verb of its own, not only by a number: "two others were killed in"
    dates: list[DateMention]
    places: list[PlaceMention]
    background: bool
    separate: bool
    additive: bool  # "also", «كما»: something else of the same sort
    since: bool
    when: bool

    @property
    def live(self) -> bool:
        return bool(self.acts or self.tolls)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in one sentence."""

    tolls: Sequence[Toll]
    dates: Sequence[DateMention]
    places: Sequence[PlaceMention]


def find_clauses(document: Document, sentence: Sentence, facts: Facts) -> list[Clause]:
    found: list[Clause] = []
    cumulative = False
    for stretch in sentence.clauses:
        parts = _divided(document, stretch, facts)
        for number, part in enumerate(parts):
            clause = _clause(document, sentence, part, facts)
            if number and _earlier(document, part.first):
                clause.background = clause.separate = True
            elif number and not (clause.dates and found[-1].dates):  # "bombed Idlib and shelled Aleppo on Monday"
                clause.dates = found[-1].dates = clause.dates or found[-1].dates
            if number + 1 < len(parts) and not clause.live:
                clause.dead = True  # "Police arrested 12 men on Monday after a bomb ... on Sunday": Monday dates no act
            cumulative = cumulative or (clause.since and _is_long_ago(clause))
            if cumulative and not (clause.when or clause.separate) and clause.live:
                clause.dead = True  # "Since March 2015, nearly 10,000 people have been killed"
            found.append(clause)
    return found


def _is_long_ago(clause: Clause) -> bool:
    """Whether what the clause opens with ("since March 2015") is a stretch of time and no part of the news."""
    if not clause.dates:
        return False
    first = clause.dates[0]
    if not clause.live:
        return True
    coarse = first.fact.precision in {"month", "season", "year"} or first.shape == "ago"
    return coarse and first.first - clause.first <= 2  # not "since the attack in March that killed"


def _divided(document: Document, stretch: Stretch, facts: Facts) -> list[Stretch]:
    """A clause in two where its halves tell of two things that no comma parts: "bombed Idlib and shelled Aleppo"."""
    acts = [mark for mark in document.within("event", *stretch) if not _is_none(document, mark)]
    dated = {index for date in facts.dates for index in range(date.first, date.last)}
    for index in range(stretch.first + 1, stretch.last - 1):
        if index in dated or not any(act.first > index for act in acts):
            continue
        halves = Stretch(stretch.first, index), Stretch(index, stretch.last)
        if _earlier(document, index) and _has_own_time_or_place(halves, facts):
            return [halves[0], *_divided(document, halves[1], facts)]
        if _joins(document, index) and any(act.last <= index for act in acts) and _are_apart(halves, facts):
            act = next(act for act in acts if act.first > index)
            if not any(place.first > index and place.last <= act.first for place in facts.places):
                return [halves[0], *_divided(document, halves[1], facts)]
    return [stretch]


def _earlier(document: Document, index: int) -> bool:
    return any(form in document.language.settings["after_words"] for form in forms(document.word(index)))


def _joins(document: Document, index: int) -> bool:
    settings = document.language.settings
    word = document.word(index)
    if word in settings["conjunctions"]:
        return True
    return word[:1] in settings["glued_conjunctions"] and document.at("event", index) is not None


def _has_own_time_or_place(halves: tuple[Stretch, Stretch], facts: Facts) -> bool:
    """Whether what stands behind "after" is dated apart from what stands before, or lies elsewhere."""
    before, behind = ([d for d in facts.dates if half.first <= d.first < half.last] for half in halves)
    return bool(before and behind) or _are_apart(halves, facts)


def _are_apart(halves: tuple[Stretch, Stretch], facts: Facts) -> bool:
    before, behind = (
        [
            p
            for p in facts.places
            if half.first <= p.first < half.last and p.specific and not (p.bounds_only or p.dateline)
        ]
        for half in halves
    )
    return bool(before and behind) and not any(may_be_one(a, b, loose=False) for a in before for b in behind)


def _clause(document: Document, sentence: Sentence, stretch: Stretch, facts: Facts) -> Clause:
    first, last = stretch
    mine = [toll for toll in facts.tolls if first <= toll.first < last]
    when = [date for date in facts.dates if first <= date.first < last]
    stated = bool(mine) or any(d.fact.precision == "day" and not d.reporting for d in when)
    marks = [mark for mark in document.within("event", first, last) if not _is_none(document, mark)]
    modality = document.within("modality", first, last)
    acts = [mark for mark in marks if not is_governed(document, mark, modality, stated, first)]
    harm = [*document.within("killed", first, last), *document.within("injured", first, last)]
    # Tolls stand with an act that is told as having happened; alone they are judged by their own word of harm.
    kept = [t for t in mine if acts or t.max == 0 or not _harm_governed(document, t, harm, modality, first)]
    cues = {mark.label for mark in _cues(document, max(sentence.first, first - 1), last) if mark.last > first}
    opening = _opening(document, first)
    return Clause(
        first,
        last,
        acts,
        dead=bool(marks or mine) and not (acts or kept),
        tolls=kept,
        harmed=bool(harm and kept),
        dates=[date for date in when if not date.reporting],
        places=[place for place in facts.places if first <= place.first < last and not place.dateline],
        background=bool(cues & {"background", "earlier", "earlier_clause"}),
        separate=bool(cues & {"separate", "earlier", "earlier_clause"})
        or ("then" in cues and any(not is_told_before(document, act) for act in acts)),
        additive="additive" in opening,
        since="since" in opening,
        when="when" in opening,
    )


def _is_none(document: Document, act: Mark) -> bool:
    """ "A strike record", «موقع لإطلاق الصواريخ»: words for an act that are none here."""
    stores = document.within("storage", max(0, act.first - 1), act.last)
    return act.label == "neutral" or any(mark.first <= act.first < mark.last for mark in stores)


def _cues(document: Document, first: int, last: int) -> list[Mark]:
    """The cues without "another" before people: "another 61 were wounded" tells of no other event."""
    found = document.within("cue", first, last)
    people = ("number", "people", "bound")
    return [m for m in found if m.label != "separate" or not _counts(document, m.last, people)]


def _counts(document: Document, index: int, tables: tuple[str, ...]) -> bool:
    number = index < len(document.tokens) and document.tokens[index].is_number
    return number or any(document.at(table, index) for table in tables)


def _harm_governed(document: Document, toll: Toll, harm: list[Mark], modality: list[Mark], first: int) -> bool:
    return any(is_governed(document, mark, modality, True, first) for mark in harm if mark.first <= toll.first)


def _opening(document: Document, first: int) -> set[str]:
    """ "since", "when" or "also", where a clause begins with it."""
    words, settings = forms(document.word(first)), document.language.settings
    names = ("since", "when", "additive")
    return {name for name in names if any(word in settings[f"{name}_words"] for word in words)}


def find_runs(document: Document, clauses: list[Clause]) -> Iterator[tuple[int, int, list[Clause]]]:
    """Clauses that tell of one thing, together; clauses that tell of nothing that happened are left out."""
    openers = document.language.settings["clause_openers"]
    run: list[Clause] = []
    waiting: list[Clause] = []
    for clause in clauses:
        if clause.dead:
            continue
        if not clause.live:
            opens = document.word(clause.first) in openers or clause.separate or clause.background
            if opens or not run:
                waiting.append(clause)
            else:
                run.append(clause)
            continue
        candidate = [*waiting, clause]
        if any(part.live for part in run) and _tells_another(run, candidate):
            yield run[0].first, run[-1].last, run
            run = candidate
        else:
            run = [*run, *candidate]
        waiting = []
    run += waiting
    if any(part.live for part in run):
        yield run[0].first, run[-1].last, run


def _tells_another(run: list[Clause], candidate: list[Clause]) -> bool:
    if any(part.separate or part.background for part in candidate) or recalls(candidate):
        return True
    if not any(part.acts or part.harmed for part in candidate):
        return False
    old = [place for part in run for place in part.places if place.specific]
    new = [place for part in candidate for place in part.places if place.specific]
    loose = not any(part.additive for part in candidate)
    if old and new and not any(may_be_one(one, other, loose=loose) for one in old for other in new):
        return True
    before = {date.fact.start for part in run for date in part.dates}
    after = {date.fact.start for part in candidate for date in part.dates}
    return bool(before and after and not before & after)


def recalls(parts: list[Clause]) -> bool:
    """ "since January 2018, when a bomb ...": the later clause tells of the earlier event."""
    return any(one.since and one.dates and other.when for one, other in zip(parts, parts[1:], strict=False))
