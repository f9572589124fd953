"""From a text to its toponyms: recognition, resolution and relations put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.areas import relation_of
from geo.borders import BORDERS, borders, mention_of
from geo.candidates import areas_of, inside, sounding, variants_of
from geo.credibility import credible, is_plain, weight_of
from geo.facts import Candidate, GeoparseResult, Relation, Toponym
from geo.folding import tokenise
from geo.hints import with_hints
from geo.index import NameIndex
from geo.phrases import Surroundings, Words, datelines, phrases_of
from geo.recognition import Mention, mentions_at, recognise
from geo.resolution import Context, Variant, context_of, is_ambiguous, rank

_ARABIC_LETTERS, _LATIN_LETTERS = re.compile("[\u0620-\u06ff]+"), re.compile("[A-Za-z]+")


def parse(
    index: NameIndex, text: str, country_focus: Sequence[str] = (), spans: Sequence[tuple[int, int]] | None = None
) -> GeoparseResult:
    """The toponyms of the text; with ``spans`` just these, each resolved or left without a place."""
    tokens = tokenise(text)
    words = Words(text, tokens)
    mentions = _found(text, words, index) if spans is None else mentions_at(text, spans, tokens, index)
    around = [Surroundings(words, mention) for mention in mentions]
    variants = _variants(index, mentions, given=spans is not None)

    focus = frozenset(code.upper() for code in country_focus)
    first = _ranked(around, variants, Context(focus))
    plain = [number for number, candidates in enumerate(first) if is_plain(candidates, mentions[number])]
    weights = [weight_of(first[number][0], around[number]) for number in plain]
    context = context_of([first[number][0] for number in plain], weights, focus)
    if spans is not None:
        variants = [
            found or _like(index, mention, context) or inside(index, mention)
            for found, mention in zip(variants, mentions, strict=True)
        ]
    ranked = _ranked(around, variants, context)

    kept = credible(around, ranked, context) if spans is None else list(range(len(mentions)))
    areas = areas_of(index, (ranked[number][0].place for number in kept if ranked[number]))
    lines = datelines(text)
    phrases = phrases_of([around[number] for number in kept])
    toponyms: list[Toponym] = []
    for number, phrase in zip(kept, phrases, strict=True):
        mention, candidates = mentions[number], ranked[number]
        if not candidates:
            toponyms.append(Toponym(mention.start, mention.end, mention.text))
            continue
        far_end = ranked[kept[phrase.other]][:1] if phrase and phrase.other is not None else []
        far_place = far_end[0].place if far_end else None
        relation = relation_of(text, phrase, candidates, far_place, mention.border, context)
        toponym = _toponym(mention, candidates, relation, areas)
        toponyms.append(with_hints(toponym, around[number], lines, toponyms[-2:], text))
    return GeoparseResult(language_of(text), tuple(toponyms))


def _found(text: str, words: Words, index: NameIndex) -> list[Mention]:
    """The names of the text and, where no name has these words, its borders."""
    mentions = recognise(text, words.tokens, index)
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


def _variants(index: NameIndex, mentions: Sequence[Mention], given: bool) -> list[list[Variant]]:
    """The places of each mention's name, looked up once for a name that the text repeats."""
    known: dict[tuple[object, ...], list[Variant]] = {}
    found = []
    for mention in mentions:
        name = (mention.key, mention.folded, mention.border)
        if name not in known:
            known[name] = variants_of(index, mention, given)
        found.append(known[name])
    return found


def _ranked(
    around: Sequence[Surroundings], variants: Sequence[Sequence[Variant]], context: Context
) -> list[list[Candidate]]:
    """The candidates of each mention, ranked once for a name that the text repeats in like words."""
    known: dict[tuple[object, ...], list[Candidate]] = {}
    ranked = []
    for surroundings, found in zip(around, variants, strict=True):
        mention = surroundings.mention
        name = (mention.key, mention.folded, mention.border, surroundings.kinds)
        if name not in known:
            known[name] = rank(found, surroundings.kinds, context)
        ranked.append(known[name])
    return ranked


def _like(index: NameIndex, mention: Mention, context: Context) -> list[Variant]:
    """Places of like sound, in a country that the text is about: elsewhere a likeness says nothing."""
    return sounding(index, mention.folded, sorted(context.focus | set(context.countries)))


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
