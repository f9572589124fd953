"""From a text to its toponyms: recognition, resolution and relations put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo import boundaries, lexicon, relations
from geo.borders import borders, mention_of
from geo.candidates import areas_of, inside, is_reviewed, sounding, variants_of
from geo.facts import Candidate, GeoparseResult, IndexedPlace, Relation, Toponym
from geo.folding import Token, is_arabic, tokenise
from geo.geodesy import distance_m
from geo.index import NameIndex
from geo.lexicon import ARABIC_SPEAKING
from geo.phrases import Phrase, Surroundings, datelines
from geo.precision import ADM1
from geo.recognition import Mention, mentions_at, recognise
from geo.resolution import Context, Variant, context_of, is_ambiguous, rank, rivals_of

PLAIN_SCORE = 0.33
_ARABIC_LETTER, _LATIN_LETTER = re.compile("[\u0620-\u06ff]"), re.compile("[A-Za-z]")
_ACTING_COUNTRY = 0.2
_SAME_AREA_M = 300_000
# A small place far from everything that the text names is more likely a person, a company or a common word. Less is
# asked of an Arab town in Arabic: of its own press every seat of a district is known.
_KNOWN_BY_ITSELF = {"ar": 100_000, "en": 30_000}
_SEAT_POPULATION = 50_000
_TOWN_POPULATION = 5_000
_PARENT_GAP = 60
_SHARED = frozenset({"desert", "countryside", "around", "near"})
_FACILITY_PARENT_M = 60_000


def parse(
    index: NameIndex, text: str, country_focus: Sequence[str] = (), spans: Sequence[tuple[int, int]] | None = None
) -> GeoparseResult:
    """The toponyms of the text; with ``spans`` just these, each resolved or left without a place."""
    language = language_of(text)
    tokens = tokenise(text)
    mentions = _found(text, tokens, index) if spans is None else mentions_at(text, spans, tokens, index)
    around = [Surroundings(text, tokens, mention) for mention in mentions]
    kinds = [surroundings.kinds() for surroundings in around]
    variants = [variants_of(index, mention, given=spans is not None) for mention in mentions]

    focus = frozenset(code.upper() for code in country_focus)
    first = [rank(found, said, Context(focus)) for found, said in zip(variants, kinds, strict=True)]
    plain = [number for number, candidates in enumerate(first) if _is_plain(candidates, mentions[number])]
    weights = [_weight(first[number][0], around[number]) for number in plain]
    context = context_of([first[number][0] for number in plain], weights, focus)
    if spans is not None:
        variants = [
            found or _like(index, mention, context) or inside(index, mention)
            for found, mention in zip(variants, mentions, strict=True)
        ]
    ranked = [rank(found, said, context) for found, said in zip(variants, kinds, strict=True)]

    kept = _kept(mentions, ranked, kinds, around, context) if spans is None else list(range(len(mentions)))
    areas = areas_of(index, (ranked[number][0].place for number in kept if ranked[number]))
    lines = datelines(text)
    phrases = _phrases([mentions[number] for number in kept], [around[number] for number in kept])
    toponyms: list[Toponym] = []
    for position, number in enumerate(kept):
        if not ranked[number]:
            mention = mentions[number]
            toponyms.append(Toponym(mention.start, mention.end, mention.text))
            continue
        phrase = phrases[position]
        far_end = ranked[kept[phrase.other]][:1] if phrase and phrase.other is not None else []
        place = ranked[number][0].place
        if phrase and phrase.kind == "countryside":
            place = _its_province(ranked[number])
        if phrase and phrase.kind == "border":
            # "The border of the province" is no country's.
            located = _border(place.country, mentions[number].border, context) if place.kind == "country" else None
        else:
            located = _located(place, phrase, far_end[0].place if far_end else None) if phrase else None
        relation = _related(text, phrase, located)
        toponyms.append(_toponym(mentions[number], ranked[number], relation, areas))
    hinted = [
        _with_hints(toponym, around[number], lines, toponyms[:position], text)
        for position, (toponym, number) in enumerate(zip(toponyms, kept, strict=True))
    ]
    return GeoparseResult(language, tuple(hinted))


def _found(text: str, tokens: Sequence[Token], index: NameIndex) -> list[Mention]:
    """The names of the text and, where no name has these words, its borders."""
    mentions = recognise(text, tokens, index)
    named = [mention_of(border, text) for border in borders(text, tokens)]
    taken = {number for border in named for number in range(border.first, border.last + 1)}
    kept = [mention for mention in mentions if not taken.intersection(range(mention.first, mention.last + 1))]
    return sorted([*kept, *named], key=lambda mention: mention.start)


def language_of(text: str) -> str:
    """``ar`` or ``en`` by the script of most letters, ``und`` where there are none."""
    arabic, latin = len(_ARABIC_LETTER.findall(text)), len(_LATIN_LETTER.findall(text))
    if not arabic and not latin:
        return "und"
    return "ar" if arabic >= latin else "en"


def _is_plain(ranked: Sequence[Candidate], mention: Mention) -> bool:
    """True where the name can hardly mean anything else, whatever the text."""
    if not ranked or ranked[0].score < PLAIN_SCORE or mention.doubtful:
        return False
    if ranked[0].place.kind == "country":
        return not rivals_of(ranked[0].place, (candidate.place for candidate in ranked[1:]))
    return not is_ambiguous(ranked)


def _like(index: NameIndex, mention: Mention, context: Context) -> list[Variant]:
    """Places of like sound, in a country that the text is about: elsewhere a likeness says nothing."""
    countries = context.focus | set(context.countries)
    return [variant for variant in sounding(index, mention.key) if variant.place.country in countries]


def _weight(best: Candidate, around: Surroundings) -> float:
    """How much a plain place says of where the text plays: a country that only acts in it, little."""
    is_actor = best.place.kind == "country" and not around.is_locative() and around.relation() is None
    return _ACTING_COUNTRY if is_actor or around.is_in_organisation() else 1.0


def _kept(
    mentions: Sequence[Mention],
    ranked: Sequence[Sequence[Candidate]],
    kinds: Sequence[tuple[str, ...]],
    around: Sequence[Surroundings],
    context: Context,
) -> list[int]:
    """The mentions that are places: credible ones, and doubtful words that the text elsewhere calls a place."""
    sure = {
        number
        for number, mention in enumerate(mentions)
        if not mention.doubtful
        and ranked[number]
        and _is_credible(ranked[number][0], mention, context, kinds[number])
        and not around[number].is_adjective()
    }
    called_places = {mentions[number].folded for number in sure}
    kept = []
    for number, mention in enumerate(mentions):
        listed = mention.doubtful and number - 1 in sure and _continues(mention, mentions[number - 1])
        if number in sure or (mention.doubtful and ranked[number] and (mention.folded in called_places or listed)):
            kept.append(number)
    return kept


def _continues(mention: Mention, before: Mention) -> bool:
    """True for the second of two: «البوكمال والميادين»."""
    return mention.clitic.startswith("و") and mention.first - before.last <= 2


def _is_credible(best: Candidate, mention: Mention, context: Context, kinds: tuple[str, ...]) -> bool:
    place = best.place
    if place.kind == "country":
        return True
    if mention.text.isupper() and len(mention.text) <= 3:
        return False  # initials
    if kinds[:1] == ("neighbourhood",) and place.country not in context.countries:
        return False  # a quarter that the gazetteer lacks, not the far town of that name
    if place.kind in ("adm1", "region") or is_reviewed(place):
        return True
    if kinds and place.kind in kinds and (not context.countries or place.country in context.countries):
        return True
    arabic = is_arabic(mention.text)
    if place.population >= _KNOWN_BY_ITSELF["ar" if arabic else "en"]:
        return True
    if arabic and place.country in ARABIC_SPEAKING:
        said = mention.vouched == "place" or (mention.vouched and not mention.is_word)
        if place.population >= (_TOWN_POPULATION if said else _SEAT_POPULATION):
            return True
    others = [point for point in context.points if point[2] != place.id]
    near = any(distance_m(place.latitude, place.longitude, *point[:2]) < _SAME_AREA_M for point in others)
    return place.country in context.focus or near or bool(context.named_areas & set(place.parents))


def _phrases(mentions: Sequence[Mention], around: Sequence[Surroundings]) -> list[Phrase | None]:
    found: list[Phrase | None] = [surroundings.relation() for surroundings in around]
    for number in range(len(mentions) - 1):
        mention, following = mentions[number], mentions[number + 1]
        before = around[number + 1].before()
        joined = following.clitic.startswith("و") or (before is not None and before.folded in ("and", "و"))
        start = around[number].between_starts()
        if start is not None and following.first - mention.last <= 4 and (joined or around[number + 1].before(2)):
            found[number] = Phrase("between", start, following.end, other=number + 1)
            found[number + 1] = Phrase("between", start, following.end, other=number)
        elif joined and _shares(found[number], found[number + 1], mention, following):
            found[number + 1] = replace(found[number], end=following.end)  # type: ignore[type-var]
    return found


def _shares(phrase: Phrase | None, own: Phrase | None, mention: Mention, following: Mention) -> bool:
    """True for the second of two names after one word: «بادية الميادين والبوكمال», "near Mayadin and Albukamal"."""
    if phrase is None or own is not None or phrase.kind not in _SHARED or phrase.end != mention.end:
        return False
    steps = 1 if following.clitic else 2
    return following.clitic in ("", "و") and following.first - mention.last == steps and phrase.start < mention.start


def _its_province(ranked: Sequence[Candidate]) -> IndexedPlace:
    """«ريف حمص» is the countryside of the governorate that bears the city's name, where there is one."""
    best = ranked[0].place
    provinces = (c.place for c in ranked if c.place.kind == "adm1" and c.place.country == best.country)
    return next((place for place in provinces if place.id in best.parents), best)


def _outline(kind: str, country: str, admin1: str) -> BaseGeometry | None:
    if kind == "country":
        return boundaries.country_outline(country)
    return boundaries.admin1_outline(f"{country}.{admin1}") if kind == "adm1" else None


@lru_cache(maxsize=256)
def _part(kind: str, country: str, admin1: str, bearing: float | None) -> relations.Located | None:
    """The part of a country or province in a direction, or without one its middle; a text says the same one often."""
    outline = _outline(kind, country, admin1)
    if outline is None:
        return None
    precision = relations.PRECISION_OF_PART[kind]
    return (
        relations.middle_of(outline, precision) if bearing is None else relations.part_of(outline, bearing, precision)
    )


@lru_cache(maxsize=256)
def _geojson(area: BaseGeometry) -> dict[str, Any]:
    return boundaries.as_geojson(area)


def _related(text: str, phrase: Phrase | None, located: relations.Located | None) -> Relation | None:
    """The relation as geometry; None where there is none or where it says nothing about so large a place."""
    if phrase is None or located is None:
        return None
    return Relation(
        phrase.kind, phrase.start, phrase.end, text[phrase.start : phrase.end], located.latitude, located.longitude,
        located.precision, located.radius_m, _geojson(located.area),
    )  # fmt: skip


def _border(country: str, named: Sequence[str], context: Context) -> relations.Located | None:
    """The border strip of the country that is named, on the side that the text is about; None where that is unknown.

    Of «الحدود السورية العراقية» both sides.
    """
    if len(named) == 2:
        return _border_strip(named[0], named[1], both=True)
    weights = dict.fromkeys(context.focus, 1.0) | dict(context.countries)
    others = sorted((code for code in weights if code != country), key=lambda code: (-weights[code], code))
    strips = (_border_strip(other, country, both=False) for other in others)
    return next((strip for strip in strips if strip), None)


@lru_cache(maxsize=256)
def _border_strip(country: str, other: str, *, both: bool) -> relations.Located | None:
    mine, theirs = boundaries.country_outline(country), boundaries.country_outline(other)
    if mine is None or theirs is None:
        return None
    return relations.along_border(mine, theirs, mine.union(theirs) if both else mine)


@lru_cache(maxsize=256)
def _around(latitude: float, longitude: float, own_m: int, kind: str, country: str) -> relations.Located:
    clip = boundaries.country_outline(country) if country else None
    return relations.around(latitude, longitude, own_m, kind, clip)


_strip = lru_cache(maxsize=256)(relations.between)


def _located(place: IndexedPlace, phrase: Phrase, far_end: IndexedPlace | None) -> relations.Located | None:
    outline = _outline(place.kind, place.country, place.admin1)
    spot = (place.latitude, place.longitude, place.radius_m)
    if phrase.kind == "between":
        if far_end is None or place.kind == "country" or far_end.id == place.id:
            return None
        wide = max(min(place.radius_m, far_end.radius_m), relations.REACH_M["around"])
        # One area, whichever of the two is asked.
        first, second = sorted((spot[:2], (far_end.latitude, far_end.longitude)))
        return _strip(first, second, wide)
    if outline is not None:
        bearing = phrase.bearing if phrase.kind in ("part", "direction", "countryside", "desert") else None
        if bearing is not None or phrase.kind == "central":
            return _part(place.kind, place.country, place.admin1, bearing)
        if phrase.kind in ("countryside", "desert") and place.kind == "adm1":
            return relations.located_in(outline, ADM1)
        return None
    if place.kind in ("country", "adm1", "region") or phrase.kind == "central":
        return None
    clip = boundaries.country_outline(place.country) if phrase.kind not in ("distance", "near", "around") else None
    if phrase.kind == "distance" and phrase.distance_m is not None:
        return relations.at_distance(*spot, phrase.distance_m, phrase.bearing)
    if phrase.kind in ("part", "direction") and phrase.bearing is not None:
        return relations.towards(*spot, phrase.bearing, clip=clip)
    if phrase.kind in ("countryside", "desert") and phrase.bearing is not None:
        return relations.towards(*spot, phrase.bearing, phrase.kind, clip)
    if phrase.kind not in relations.REACH_M:
        return None
    return _around(*spot, phrase.kind, "" if clip is None else place.country)


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


def _with_hints(
    toponym: Toponym, around: Surroundings, lines: Sequence[tuple[int, int]], earlier: Sequence[Toponym], text: str
) -> Toponym:
    hints = []
    if any(start <= toponym.start and toponym.end <= end for start, end in lines):
        hints.append("dateline")
    if around.is_in_organisation() or (
        toponym.kind == "country" and toponym.relation is None and "dateline" not in hints and not around.is_locative()
    ):
        hints.append("organisation")
    if any(_contains(toponym, before, text) or _qualifies(toponym, before, text) for before in earlier[-2:]):
        hints.append("parent")
    if around.has_near(lexicon.ORIGIN, 2, 0):
        hints.append("origin")
    if around.has_near(lexicon.HABITUAL, 12, 12):
        hints.append("habitual")
    if around.has_near(lexicon.BORDER, 2, 1):
        hints.append("border")
    return replace(toponym, hints=tuple(hints))


def _qualifies(border: Toponym, place: Toponym, text: str) -> bool:
    """True for the border in «البوكمال قرب الحدود مع العراق»: it says where that town is."""
    if border.relation is None or border.relation.kind != "border" or place.precision in ("country", "region"):
        return False
    gap = text[place.end : border.relation.start]
    return len(gap) < _PARENT_GAP / 2 and not any(mark in gap for mark in ".!?؟\n")


def _contains(larger: Toponym, smaller: Toponym, text: str) -> bool:
    """True where the toponym names the area that the one shortly before it lies in."""
    gap = text[smaller.end : larger.start]
    if len(gap) > _PARENT_GAP or any(mark in gap for mark in ".!?؟\n") or larger.place_id is None:
        return False
    if larger.place_id in smaller.parents:
        return True
    site_in_town = smaller.kind in ("facility", "neighbourhood") and larger.kind == "settlement"
    if not site_in_town or smaller.place_latitude is None or smaller.place_longitude is None:
        return False
    if larger.place_latitude is None or larger.place_longitude is None or larger.relation is not None:
        return False
    apart = distance_m(smaller.place_latitude, smaller.place_longitude, larger.place_latitude, larger.place_longitude)
    return apart < _FACILITY_PARENT_M
