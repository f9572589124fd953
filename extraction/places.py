"""Which of a report's toponyms say where something happened, and how two places compare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from extraction.actors import party_marks
from extraction.document import Document
from extraction.facts import Toponym

NOT_THERE = frozenset({"organisation", "origin", "habitual"})
FINENESS = {"exact": 0, "near": 1, "settlement": 1, "adm2": 3, "adm1": 4, "region": 5, "country": 6, "unknown": 7}
DATELINE_ENDS = frozenset("-—:/")
DATELINE_REACH = 4  # "ALMERIA (Spain) -"
SPEAKER_REACH = 4
STRETCH_REACH = 4  # "between the city of X"
SPECIFIC = 3  # adm2 and finer can tell two incidents apart
SLACK_KM = 15.0  # a village may be named by the town beside it
RADIUS_CAP_KM = 30.0
VAGUE_RADIUS_M = 150_000  # of a province or region that comes without one


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym over tokens ``first`` to ``last``, the relation's words included.

    ``start`` and ``end`` are offsets into the text: a clitic of the first token is no part of the place
    («بريف دير الزور» is in «ريف دير الزور»).
    """

    first: int
    last: int
    toponym: Toponym
    start: int
    end: int
    bounds_only: bool = False  # one end of a stretch: "between the city of X and the border"
    spoken: bool = False  # where those are who tell of it: "doctors in X said"
    dateline: bool = False

    @property
    def fineness(self) -> int:
        return FINENESS.get(self.toponym.precision, 7)

    @property
    def specific(self) -> bool:
        return self.fineness <= SPECIFIC


def find_places(document: Document, toponyms: Sequence[Toponym], dated: AbstractSet[int]) -> list[PlaceMention]:
    """The places of a report in their order, without origins and parts of a party's or a source's name.

    A word that dates something or names people is no place, whatever the gazetteer has («ليل», «لاجئ»); ``dated``
    are the tokens of dates.
    """
    found = []
    for toponym in sorted(toponyms, key=lambda t: t.start):
        if not 0 <= toponym.start < toponym.end <= len(document.text):
            continue
        start = toponym.phrase_start if toponym.phrase_start is not None else toponym.start
        end = toponym.phrase_end if toponym.phrase_end is not None else toponym.end
        first, last = document.token_at(start), document.token_at(end - 1) + 1
        bare = range(document.token_at(toponym.start), document.token_at(toponym.end - 1) + 1)
        if any(index in dated for index in range(first, last)) and bare:
            first, start = bare[0], toponym.start
        if not bare or any(index in dated for index in bare) or _is_common(document, bare):
            continue
        if first >= last or NOT_THERE.intersection(toponym.hints) or _inside_a_name(document, first, last):
            continue
        if _came_from(document, first):
            continue
        dateline = "dateline" in toponym.hints or _is_dateline(document, first, last)
        if (
            toponym.precision == "country"
            and first == document.token_at(toponym.start)
            and not _located(document, first)
        ):
            continue  # a country without "in" stands for its government
        if _speaks(document, bare[0], bare[-1] + 1) or _is_government(document, first, bare):
            continue
        bounds_only = start == toponym.start and _opens_a_stretch(document, first)
        spoken = _is_spoken(document, first, last)
        found.append(PlaceMention(first, last, toponym, start, end, bounds_only, spoken, dateline))
    return found


def _opens_a_stretch(document: Document, first: int) -> bool:
    """Whether "between" stands before the place and the geoparser made no place of the two ends."""
    bounds = document.within("bound", max(0, first - STRETCH_REACH), first)
    return any(mark.label == "between" and _is_plain(document, mark.last, first) for mark in bounds)


def _is_plain(document: Document, first: int, last: int) -> bool:
    return all(document.tokens[index].is_word for index in range(first, last))


def _is_common(document: Document, words: range) -> bool:
    """A word of the language that a gazetteer has too: «لاجئ» is a person, «وأن» a conjunction."""
    if len(words) != 1:
        return False
    complement = document.at("speech", words[0])
    return document.at("people", words[0]) is not None or (complement is not None and complement.label == "complement")


def _inside_a_name(document: Document, first: int, last: int) -> bool:
    low, high = max(0, first - 6), min(len(document.tokens), last + 6)
    names = [
        *document.within("source", low, high),
        *document.within("agency", low, high),
        *party_marks(document, low, high),
    ]
    return any(name.first <= first and last <= name.last for name in names)


def _came_from(document: Document, first: int) -> bool:
    low = max(0, first - 6)
    reach = {first, first + 1}
    if document.word(first - 1) not in document.language.settings["locatives"]:
        reach.add(first - 1)  # "governor of the province of X", but "a mayor in X"
    return any(mark.last in reach for mark in document.within("origin", low, first + 1))


def _is_dateline(document: Document, first: int, last: int) -> bool:
    """A place that opens a line and is set off by a dash or a colon: "BEIRUT: ...", «أربيل - ...»."""
    if first > 2 and document.word(first - 1) != "\n":
        return False
    reach = DATELINE_REACH if document.word(last) in {"(", ",", "،"} else 1
    if document.word(last) == "," and any(document.word(i) == "(" for i in _dated_head(document, last + 1)):
        return True  # "BEIRUT, May 14 (Agency)"
    return any(document.word(index) in DATELINE_ENDS for index in range(last, min(last + reach, len(document.tokens))))


def _dated_head(document: Document, index: int) -> range:
    """The token behind a month and a day, if those stand here."""
    month = document.at("month", index) or document.at("month", index + 1)
    return range(index + 2, index + 3) if month else range(0)


def _speaks(document: Document, first: int, last: int) -> bool:
    """Whether the name is who says something: "Ankara said", «قالت أنقرة»."""
    if document.language.settings["verb_first"]:
        said = document.within("speech", max(0, first - 3), first)
        return any(mark.label == "said" and mark.last == first for mark in said)
    mark = document.at("speech", last)
    return (
        mark is not None
        and mark.label == "said"
        and document.word(first - 1) not in document.language.settings["locatives"]
    )


def _is_government(document: Document, first: int, bare: range) -> bool:
    """«مجموعات تدعمها طهران»: the name of a state or its capital with no preposition and not hit by anything."""
    mark = document.at("state", bare[0])
    if mark is None or first != bare[0] or mark.last <= bare[-1]:
        return False
    settings = document.language.settings
    before = document.word(first - 1)
    placed = before in settings["placing"] or document.word(first)[:1] == settings["in_letter"]
    return not placed and not any(m.last == first for m in document.within("event", max(0, first - 4), first))


def _is_spoken(document: Document, first: int, last: int) -> bool:
    """ "Doctors in X said", «قالت مصادر في مدينة»: the place of those who tell of it."""
    low, high = max(0, first - SPEAKER_REACH), min(len(document.tokens), last + SPEAKER_REACH)
    tables = ("people", "source", "speaker")
    speakers = [m for table in tables for m in document.within(table, low, first)]
    settings = document.language.settings
    before = document.word(first - 1) in settings["locatives"] or document.word(first)[:1] == settings["in_letter"]
    if not speakers or not before:
        return False
    if settings["verb_first"]:
        said = document.within("speech", max(0, low - 1), first)
        people = min(mark.first for mark in speakers)
        return any(m.label == "said" and 0 <= people - m.last <= 1 for m in said)
    said = document.within("speech", last, high)
    return any(m.label == "said" and _is_plain(document, last, m.first) for m in said)


def _located(document: Document, first: int) -> bool:
    settings = document.language.settings
    word = document.word(first)
    if settings["verb_first"] and word[:1] == "ب":
        return True
    return any(document.word(i) in settings["locatives"] for i in range(max(0, first - 2), first))


def distance_km(lat1: float | None, lng1: float | None, lat2: float | None, lng2: float | None) -> float | None:
    """The great-circle distance of two points in degrees, or None where a coordinate is missing (haversine)."""
    if lat1 is None or lng1 is None or lat2 is None or lng2 is None:
        return None
    phi1, lambda1, phi2, lambda2 = map(math.radians, (lat1, lng1, lat2, lng2))
    haversine = math.sin((phi2 - phi1) / 2) ** 2
    haversine += math.cos(phi1) * math.cos(phi2) * math.sin((lambda2 - lambda1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(haversine)))


def may_be_one(one: PlaceMention, other: PlaceMention, *, loose: bool = True) -> bool:
    """Whether two mentions can mean one place: same, close together, or one inside the other.

    ``loose`` lets the radii of both count; without it two named places must lie side by side.
    """
    a, b = one.toponym, other.toponym
    if a.place_id is not None and (a.place_id == b.place_id or a.place_id in b.parents or b.place_id in a.parents):
        return True
    if a.name and a.name == b.name:
        return True
    distance = distance_km(a.latitude, a.longitude, b.latitude, b.longitude)
    if distance is None:
        return loose or not (one.specific and other.specific) or a.text == b.text
    if one.specific and other.specific and not loose:
        return distance <= SLACK_KM
    return distance <= SLACK_KM + _reach_km(one) + _reach_km(other)


def _reach_km(place: PlaceMention) -> float:
    radius = place.toponym.radius_m
    if place.specific:
        return min((radius or 0) / 1000, RADIUS_CAP_KM)
    return (radius or VAGUE_RADIUS_M) / 1000
