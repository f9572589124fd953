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
from extraction.clauses import Clause, Facts, find_clauses, find_runs, recalls
from extraction.dates import DateMention
from extraction.document import Document, Sentence
from extraction.facts import ActorName
from extraction.lexicon import Mark
from extraction.modality import is_no_event, is_told_before
from extraction.places import PlaceMention

Item = TypeVar("Item", DateMention, PlaceMention)

SPECIFIC_ACTS = frozenset(
    {"air", "drone", "missile", "artillery", "clash", "assassination", "bombing", "gun", "shot_dead"}
)
WEAK_ACTS = frozenset({"targeting"})
SINCE_REACH = 2  # "since last Saturday"


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
    spoken: list[PlaceMention] = field(default_factory=list)  # where those are who tell of it
    tolls: list[Toll] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    background: bool = False
    separate: bool = False
    additive: bool = False
    anaphoric: bool = False
    known: bool = False  # all its acts are ones that the reader is taken to know: "the shelling", «قصفها»
    there: There | None = None
    natural: bool = False  # people died, and no word says that they were killed

    groups: frozenset[str] = field(init=False)  # word groups that name the kind: a specific act, else act and means

    def __post_init__(self) -> None:
        acts = frozenset(mark.label for mark in self.acts)
        means = {mark.label for mark in self.means}
        self.groups = acts & SPECIFIC_ACTS or acts | means
        if self.groups == {"air"} and "drone" in means:
            self.groups = frozenset({"drone"})  # «غارة نفذتها مسيرة»


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
        if is_no_event(document, sentence):
            continue
        tolls = find_tolls(document, sentence.first, sentence.last, dated)
        attributed = document.within("attribution", sentence.first, sentence.last)
        acting = any(document.within(table, sentence.first, sentence.last) for table in ("event", "killed", "injured"))
        if attributed and not acting:
            yield _statement(document, sentence, known)
            continue
        clauses = find_clauses(document, sentence, Facts(tolls, here, there))
        for first, last, parts in find_runs(document, clauses):
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


def _mention(document: Document, sentence: Sentence, first: int, last: int, parts: list[Clause]) -> Mention:
    acts = [_by_a_state(document, mark) for part in parts for mark in part.acts]
    means = [
        mark
        for part in parts
        for mark in document.within("means", part.first, part.last)
        if not _stored(document, mark)
    ]
    definite = [is_told_before(document, mark) for mark in acts]
    the_bomb = any(mark.label == "explosive" and is_told_before(document, mark) for mark in means)
    return Mention(
        first,
        last,
        sentence.headline,
        acts=acts,
        means=means,
        dates=_by_closeness(document, _own_dates(parts), acts),
        places=[place for part in parts for place in part.places if not (place.spoken or place.dateline)],
        spoken=[place for part in parts for place in part.places if place.spoken],
        tolls=[toll for part in parts for toll in part.tolls],
        background=_is_background(parts),
        separate=any(part.separate for part in _telling(parts)),
        additive=parts[0].additive,
        anaphoric=bool(definite) and (all(definite) or the_bomb),
        known=bool(definite) and all(definite),
        there=_there(document, first, last),
        natural=_natural(document, first, last),
    )


def _by_a_state(document: Document, act: Mark) -> Mark:
    """ "The American bombing": a state bombs from the air, and sets off no car bombs."""
    states = document.within("state", max(0, act.first - 2), act.first)
    bombs = act.label == "bombing" and act.last - act.first == 1 and any(mark.last == act.first for mark in states)
    return act._replace(label="strike") if bombs else act


def _is_background(parts: list[Clause]) -> bool:
    """Whether a part that tells, or what opens it ("In October last year, ..."), is marked as past."""
    return any(part.background for part in _telling(parts)) or recalls(parts)


def _own_dates(parts: list[Clause]) -> list[DateMention]:
    """The dates without that of "the worst since the election of January", where nothing is told of that day."""
    ongoing = recalls(parts)
    return [
        date
        for part in parts
        for date in part.dates
        if ongoing or part.live or not part.since or date.first - part.first <= SINCE_REACH
    ]


def _telling(parts: list[Clause]) -> list[Clause]:
    live = next((number for number, part in enumerate(parts) if part.live), 0)
    return [part for number, part in enumerate(parts) if part.live or number < live]


def _by_closeness(document: Document, dates: list[DateMention], acts: list[Mark]) -> list[DateMention]:
    """The dates with that of the act first: in "died on Wednesday of wounds from Monday's strike" it is Monday."""
    if len(dates) < 2 or not acts:
        return dates
    news = [act for act in acts if not is_told_before(document, act)] or acts
    return sorted(dates, key=lambda date: min(max(act.first - date.last, date.first - act.last) for act in news))


def _natural(document: Document, first: int, last: int) -> bool:
    deaths = {mark.first for mark in document.within("natural", first, last)}
    harm = [*document.within("killed", first, last), *document.within("injured", first, last)]
    return bool(deaths) and all(mark.first in deaths for mark in harm)


def _there(document: Document, first: int, last: int) -> There | None:
    # "the town of Ramia" is no town told before
    marks = (mark for mark in document.within("there", first, last) if document.word(mark.last) != "of")
    mark = next(marks, None)
    if mark is None:
        return None
    span = document.span("place", mark.first, mark.last)
    return There(mark.label, mark.first, mark.last, span.start, span.end)


def _stored(document: Document, mark: Mark) -> bool:
    """Whether the weapon is what was hit: "a drone factory", «مستودع صواريخ»."""
    if document.language.settings["verb_first"]:
        return bool(document.within("storage", max(0, mark.first - 2), mark.first))
    return bool(document.within("storage", mark.last, mark.last + 2))
