"""From a text to its toponyms: recognition, resolution and relations put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.areas import relation_of
from geo.borders import BORDERS, borders, mention_of
from geo.candidates import areas_of
from geo.choosing import Chosen, choose
from geo.credibility import credible
from geo.facts import ONLY_AROUND, Candidate, GeoparseResult, Relation, Toponym
from geo.folding import tokenise
from geo.hints import beside_unknown_towns, with_hints
from geo.index import NameIndex
from geo.marked import mentions_at, with_areas_around, with_unknown_towns
from geo.phrases import Surroundings, Words, datelines, phrases_of
from geo.recognition import Mention, recognise
from geo.resolution import is_ambiguous
from geo.suspecting import suspects

_ARABIC_LETTERS, _LATIN_LETTERS = re.compile("[\u0620-\u06ff]+"), re.compile("[A-Za-z]+")


def parse(
    index: NameIndex, text: str, country_focus: Sequence[str] = (), spans: Sequence[tuple[int, int]] | None = None
) -> GeoparseResult:
    """The toponyms of the text; with ``spans`` just these, each resolved or left without a place."""
    tokens = tokenise(text)
    words = Words(text, tokens)
    found = _found(text, words, index)
    marked = [] if spans is None else mentions_at(text, spans, tokens, index)
    # What nobody marked says where the text plays all the same.
    mentions = sorted([*marked, *_beside(found, marked)], key=lambda mention: (mention.start, mention.end))
    around = [Surroundings(words, mention) for mention in mentions]
    chosen = choose(index, text, around, frozenset(code.upper() for code in country_focus))
    if spans is None:
        kept, ranked = with_unknown_towns(index, around, chosen, credible(around, chosen.ranked, chosen.context))
    else:
        kept = [number for number, mention in enumerate(mentions) if mention.marked]
        ranked = with_areas_around(index, around, chosen)
    toponyms = _toponyms(index, text, [around[number] for number in kept], [ranked[number] for number in kept], chosen)
    if spans is not None:
        by_place = {(toponym.start, toponym.end): toponym for toponym in toponyms}
        toponyms = [by_place[span] for span in spans]
    return GeoparseResult(language_of(text), tuple(toponyms))


def _toponyms(
    index: NameIndex,
    text: str,
    around: Sequence[Surroundings],
    ranked: Sequence[Sequence[Candidate]],
    chosen: Chosen,
) -> list[Toponym]:
    areas = areas_of(index, (candidates[0].place for candidates in ranked if candidates))
    lines = datelines(text)
    toponyms: list[Toponym] = []
    for surroundings, candidates, phrase in zip(around, ranked, phrases_of(around), strict=True):
        mention = surroundings.mention
        if not candidates:
            toponyms.append(Toponym(mention.start, mention.end, mention.text))
            continue
        if ONLY_AROUND in candidates[0].reasons:
            phrase = None  # north of a village that is somewhere in the province is no more than in the province
        far_end = ranked[phrase.other][:1] if phrase and phrase.other is not None else []
        far_place = far_end[0].place if far_end else None
        relation = relation_of(text, phrase, candidates, far_place, mention.border, chosen.context)
        toponym = _toponym(mention, candidates, relation, areas)
        toponyms.append(with_hints(toponym, surroundings, lines, toponyms[-2:], text))
    return beside_unknown_towns(toponyms, [surroundings.is_tagged for surroundings in around])


def _beside(found: Sequence[Mention], marked: Sequence[Mention]) -> list[Mention]:
    """The mentions that share no word with a marked one."""
    taken = {number for mention in marked for number in range(mention.first, mention.last + 1)}
    return [mention for mention in found if taken.isdisjoint(range(mention.first, mention.last + 1))]


def _found(text: str, words: Words, index: NameIndex) -> list[Mention]:
    """The names of the text and, where no name has these words, its borders."""
    mentions = recognise(text, words.tokens, index)
    taken = {number for mention in mentions for number in range(mention.first, mention.last + 1)}
    mentions += [
        mention
        for mention in suspects(text, words.tokens, index)
        if taken.isdisjoint(range(mention.first, mention.last + 1))
    ]
    mentions.sort(key=lambda mention: mention.start)
    if words.said.isdisjoint(BORDERS):
        return mentions
    named = [mention_of(border, text) for border in borders(text, words.tokens)]
    taken = {number for border in named for number in range(border.first, border.last + 1)}
    kept = [mention for mention in mentions if not taken.intersection(range(mention.first, mention.last + 1))]
    return sorted([*kept, *named], key=lambda mention: mention.start)


def language_of(text: str) -> str:
    """``ar`` or ``en`` by the script of most letters, ``und`` where there are none."""
    arabic, latin = (sum(map(len, letters.findall(text))) for letters in (_ARABIC_LETTERS, _LATIN_LETTERS))
    if not arabic and not latin:
        return "und"
    return "ar" if arabic >= latin else "en"


def _toponym(
    mention: Mention, ranked: Sequence[Candidate], relation: Relation | None, areas: Mapping[int, dict[str, Any]]
) -> Toponym:
    best = ranked[0]
    place = best.place
    area = areas.get(place.id)
    shown = relation or place
    return Toponym(
        start=mention.start, end=mention.end, text=mention.text, name=place.name, place_id=place.id, kind=place.kind,
        country=place.country or None, latitude=shown.latitude, longitude=shown.longitude, precision=shown.precision,
        radius_m=shown.radius_m, area=relation.area if relation else area, ambiguous=is_ambiguous(ranked),
        score=best.score, phrase_start=relation.start if relation else mention.start,
        phrase_end=relation.end if relation else mention.end, parents=place.parents, place_latitude=place.latitude,
        place_longitude=place.longitude, place_precision=place.precision, place_radius_m=place.radius_m,
        place_area=area, relation=relation, reasons=best.reasons,
    )  # fmt: skip
