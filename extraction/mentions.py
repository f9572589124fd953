"""What each sentence says of something that happened: its acts, dates, places, tolls and parties.

Sentences that speak of what may happen, happens often, did not happen or is counted up give no mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from extraction.actors import ActorMention, find_actors
from extraction.casualties import Toll, find_tolls
from extraction.dates import DateMention
from extraction.document import Document, Sentence, Stretch
from extraction.facts import ActorName
from extraction.lexicon import Mark
from extraction.places import PlaceMention, may_be_one
from extraction.words import forms, is_definite

Item = TypeVar("Item", DateMention, PlaceMention)

HABIT_REACH = 9
SPECIFIC_ACTS = frozenset({"air", "drone", "missile", "artillery", "clash", "assassination", "bombing", "gun"})
WEAK_ACTS = frozenset({"targeting"})
WHOLE_SENTENCE = frozenset({"statistic", "sport", "accident", "anniversary", "exercise", "court", "aftermath"})
SEIZURE_REACH = 10


class There(NamedTuple):
    """ "The same square": words for a place told before, with the sort of place that they name and their offsets."""

    label: str
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Mention:
    """One thing that happened, as one sentence or a part of it tells it (tokens ``first`` to ``last``)."""

    first: int
    last: int
    headline: bool
    acts: list[Mark] = field(default_factory=list)
    means: list[Mark] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    background: bool = False
    separate: bool = False
    anaphoric: bool = False
    there: There | None = None
    natural: bool = False  # people died, and no word says that they were killed

    groups: frozenset[str] = field(init=False)  # word groups that name the kind: a specific act, else act and means

    def __post_init__(self) -> None:
        acts = frozenset(mark.label for mark in self.acts)
        self.groups = acts & SPECIFIC_ACTS or acts | {mark.label for mark in self.means}


@dataclass(slots=True)
class _Clause:
    first: int
    last: int
    acts: list[Mark]
    dead: bool  # it has acts, and none of them is told as having happened
    tolls: list[Toll]
    dates: list[DateMention]
    places: list[PlaceMention]
    background: bool
    separate: bool
    since: bool
    when: bool

    @property
    def live(self) -> bool:
        return bool(self.acts or self.tolls)


def find_mentions(
    document: Document,
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    dated: AbstractSet[int],
    known: dict[str, ActorName],
) -> Iterator[Mention]:
    """The mentions of a report in their order; ``dated`` are the tokens of dates."""
    date_at = place_at = 0
    for sentence in document.sentences:
        here, date_at = _inside(dates, date_at, sentence)
        there, place_at = _inside(places, place_at, sentence)
        if _is_no_event(document, sentence):
            continue
        tolls = find_tolls(document, sentence.first, sentence.last, dated)
        attributed = document.within("attribution", sentence.first, sentence.last)
        acting = any(document.within(table, sentence.first, sentence.last) for table in ("event", "killed", "injured"))
        if attributed and not acting:
            yield _statement(document, sentence, known)
            continue
        clauses = [_clause(document, sentence, stretch, tolls, here, there) for stretch in sentence.clauses]
        for first, last, parts in _runs(document, clauses):
            mention = _mention(document, sentence, first, last, parts)
            mention.actors = find_actors(document, first, last, mention.tolls, known)
            yield mention


def _statement(document: Document, sentence: Sentence, known: dict[str, ActorName]) -> Mention:
    """A sentence that only says whose act it was: "The group claimed responsibility"."""
    actors = find_actors(document, sentence.first, sentence.last, (), known)
    return Mention(sentence.first, sentence.last, sentence.headline, actors=actors)


def _inside(items: Sequence[Item], at: int, sentence: Sentence) -> tuple[list[Item], int]:
    found = []
    while at < len(items) and items[at].first < sentence.last:
        if items[at].first >= sentence.first:
            found.append(items[at])
        at += 1
    return found, at


def _is_no_event(document: Document, sentence: Sentence) -> bool:
    labels = {mark.label for mark in document.within("modality", sentence.first, sentence.last)}
    if "superlative" in labels:
        labels.discard("statistic")  # "the deadliest since the war began" tells of one event
    if "clearance" in labels:  # "a controlled explosion": an incident only where it harmed somebody
        return not any(document.within(table, sentence.first, sentence.last) for table in ("killed", "injured"))
    return bool(labels & WHOLE_SENTENCE)


def _clause(
    document: Document,
    sentence: Sentence,
    stretch: Stretch,
    tolls: list[Toll],
    dates: list[DateMention],
    places: list[PlaceMention],
) -> _Clause:
    first, last = stretch
    mine = [toll for toll in tolls if first <= toll.first < last]
    when = [date for date in dates if first <= date.first < last]
    stated = bool(mine) or any(d.fact.precision == "day" and not d.reporting for d in when)
    marks = [mark for mark in document.within("event", first, last) if mark.label != "neutral"]
    modality = document.within("modality", first, last)
    acts = [mark for mark in marks if not _governed(document, mark, modality, stated, first)]
    harm = [*document.within("killed", first, last), *document.within("injured", first, last)]
    # Tolls stand with an act that is told as having happened; alone they are judged by their own word of harm.
    kept = [t for t in mine if acts or t.max == 0 or not _harm_governed(document, t, harm, modality, first)]
    cues = {mark.label for mark in document.within("cue", max(sentence.first, first - 1), last) if mark.last > first}
    opening = _opening(document, first)
    return _Clause(
        first,
        last,
        acts,
        dead=bool(marks or mine) and not (acts or kept),
        tolls=kept,
        dates=[date for date in when if not date.reporting],
        places=[place for place in places if first <= place.first < last],
        background=bool(cues & {"background", "earlier", "earlier_clause"}),
        separate=bool(cues & {"separate", "earlier", "earlier_clause"}),
        since="since" in opening,
        when="when" in opening,
    )


def _harm_governed(document: Document, toll: Toll, harm: list[Mark], modality: list[Mark], first: int) -> bool:
    return any(_governed(document, mark, modality, True, first) for mark in harm if mark.first <= toll.first)


def _opening(document: Document, first: int) -> set[str]:
    """ "since" or "when", where a clause begins with it."""
    words = forms(document.word(first))
    return {
        name for name in ("since", "when") if any(word in document.language.settings[f"{name}_words"] for word in words)
    }


def _governed(document: Document, act: Mark, modality: list[Mark], stated: bool, first: int) -> bool:
    """Whether a word of plan, threat, denial, habit or negation takes the act out of what happened."""
    for mark in modality:
        before = mark.last <= act.first
        gap = document.word_count(mark.last, act.first) if before else document.word_count(act.last, mark.first)
        match mark.label:
            case "seizure":
                if before and gap <= SEIZURE_REACH and document.within("means", act.first, act.last):
                    return True
            case "plan" | "threat" | "foiled":
                if before and not _released(document, mark.last, act.first):
                    return True
            case "event_denied":
                # "denied that its aircraft had carried out the strike" takes the strike for granted
                if before and not _definite(document, act):
                    return True
            case "occurrence":
                if before and _denied(document, mark.first, first):
                    return True
            case "habitual":
                if not stated and gap <= HABIT_REACH:
                    return True
            case "negation":
                if before and gap == 0:
                    return True
    return False


def _denied(document: Document, index: int, first: int) -> bool:
    marks = document.within("attribution", max(first, index - 6), index)
    return any(mark.label == "denied" for mark in marks)


def _released(document: Document, first: int, last: int) -> bool:
    return any(mark.label == "released" for mark in document.within("modality", first, last))


def _runs(document: Document, clauses: list[_Clause]) -> Iterator[tuple[int, int, list[_Clause]]]:
    """Clauses that tell of one thing, together; clauses that tell of nothing that happened are left out."""
    openers = document.language.settings["clause_openers"]
    run: list[_Clause] = []
    waiting: list[_Clause] = []
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


def _tells_another(run: list[_Clause], candidate: list[_Clause]) -> bool:
    if any(part.separate or part.background for part in candidate) or _recalls(candidate):
        return True
    if not any(part.acts for part in candidate):
        return False
    old = [place for part in run for place in part.places if place.specific]
    new = [place for part in candidate for place in part.places if place.specific]
    if old and new and not any(may_be_one(one, other) for one in old for other in new):
        return True
    before = {date.fact.start for part in run for date in part.dates}
    after = {date.fact.start for part in candidate for date in part.dates}
    return bool(before and after and not before & after)


def _recalls(parts: list[_Clause]) -> bool:
    """ "since January 2018, when a bomb ...": the later clause tells of the earlier event."""
    return any(one.since and one.dates and other.when for one, other in zip(parts, parts[1:], strict=False))


def _mention(document: Document, sentence: Sentence, first: int, last: int, parts: list[_Clause]) -> Mention:
    acts = [mark for part in parts for mark in part.acts]
    means = [
        mark
        for part in parts
        for mark in document.within("means", part.first, part.last)
        if not _stored(document, mark)
    ]
    definite = [_definite(document, mark) for mark in acts]
    the_bomb = any(mark.label == "explosive" and _definite(document, mark) for mark in means)
    return Mention(
        first,
        last,
        sentence.headline,
        acts=acts,
        means=means,
        dates=[date for part in parts for date in part.dates],
        places=[place for part in parts for place in part.places],
        tolls=[toll for part in parts for toll in part.tolls],
        background=any(part.background for part in parts) or _recalls(parts),
        separate=any(part.separate for part in parts),
        anaphoric=bool(definite) and (all(definite) or the_bomb),
        there=_there(document, first, last),
        natural=_natural(document, first, last),
    )


def _natural(document: Document, first: int, last: int) -> bool:
    deaths = {mark.first for mark in document.within("natural", first, last)}
    harm = [*document.within("killed", first, last), *document.within("injured", first, last)]
    return bool(deaths) and all(mark.first in deaths for mark in harm)


def _there(document: Document, first: int, last: int) -> There | None:
    mark = next(iter(document.within("there", first, last)), None)
    if mark is None:
        return None
    span = document.span("place", mark.first, mark.last)
    return There(mark.label, mark.first, mark.last, span.start, span.end)


def _stored(document: Document, mark: Mark) -> bool:
    """Whether the weapon is what was hit: "a drone factory", «مستودع صواريخ»."""
    if document.language.settings["verb_first"]:
        return bool(document.within("storage", max(0, mark.first - 2), mark.first))
    return bool(document.within("storage", mark.last, mark.last + 2))


def _definite(document: Document, mark: Mark) -> bool:
    if is_definite(document.word(mark.first)):
        return True
    return document.word(mark.first - 1) in document.language.settings["determiners"]
