"""Words that somebody marked as a place: what they name, and where they are if no gazetteer knows them.

A marked stretch may hold more than the name: a clitic («بالأردن»), a kind («محافظة حفر الباطن»), a site of a town
(«مستشفى الروم»), the sign and the underscores of a hashtag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geo import lexicon
from geo.choosing import Chosen
from geo.credibility import credible, is_credible
from geo.facts import ONLY_AROUND, Candidate, IndexedPlace
from geo.folding import Token, key_of_folded, tokenise, unglued_keys, without_article
from geo.index import NameIndex
from geo.phrases import Surroundings
from geo.recognition import Mention, Names
from geo.resolution import Context, context_of

_AROUND_SCORE = 0.1
_NEARBY_WORDS = 15
_GREAT_CITY = 500_000  # people; its name alone says where its airport or university is


def mentions_at(text: str, spans: Sequence[tuple[int, int]], tokens: Sequence[Token], names: Names) -> list[Mention]:
    """Mentions for the spans, in their order; a span of no word gives an empty key."""
    found = []
    for start, end in spans:
        inside = [number for number, token in enumerate(tokens) if token.start < end and token.end > start]
        first, last = (inside[0], inside[-1]) if inside else (0, -1)
        mention = Mention(start, end, text[start:end], "", "", first, last, marked=True)
        found.append(_named(mention, tokenise(text[start:end]), names))
    return found


def _named(mention: Mention, own: Sequence[Token], names: Names) -> Mention:
    """The mention with its key, and the kinds and the setting that its own words say."""
    if not own:
        return mention
    readings = [replace(mention, **reading) for reading in _readings(own)]
    for reading in readings:
        for key in (key_of_folded(reading.folded), *unglued_keys(reading.folded)):
            if names.is_known(key):
                return replace(reading, key=key)
    # Unknown: what its own words say of it tells where to look.
    barest = next((reading for reading in readings if reading.setting or reading.kinds), readings[0])
    return replace(barest, key=key_of_folded(barest.folded))


def _readings(own: Sequence[Token]) -> Iterator[dict[str, Any]]:
    """The ways to read the words, as fields of a mention: the whole first, then without what says its kind."""
    for cut, head in own[0].cuts:
        clitic = own[0].text[:cut]
        whole = " ".join([head, *(token.folded for token in own[1:])])
        yield {"folded": whole, "clitic": clitic}
        words, setting = whole.split(), ""
        kinds: tuple[str, ...] = ()
        while len(words) > 1 and without_article(words[0]) in lexicon.SETTINGS:
            word = without_article(words.pop(0))
            setting, kinds = setting or lexicon.SETTINGS[word], kinds or lexicon.KIND_WORDS.get(word, ())
        plain, said = lexicon.without_kind_words(" ".join(words))
        yield {"folded": plain, "clitic": clitic, "kinds": kinds or said, "setting": setting}
        yield {"folded": lexicon.without_epithets(whole), "clitic": clitic}


def with_areas_around(index: NameIndex, around: Sequence[Surroundings], chosen: Chosen) -> list[list[Candidate]]:
    """The candidates of each mention; of a marked one that no known place answers, the area around it that is known.

    That is the town of a site, the province of a place named nearby, or the country that the text is about.
    """
    sure = set(credible(around, chosen.ranked, chosen.context))
    known = {
        number: candidates[0].place
        for number, candidates in enumerate(chosen.ranked)
        if candidates and (_is_trusted(number, around, chosen) if around[number].mention.marked else number in sure)
    }
    answers = []
    for number, candidates in enumerate(chosen.ranked):
        if number not in known and around[number].mention.marked:
            area = _area_around(index, number, around, known, chosen.context)
            # Whom nothing else in the text places is taken at his word.
            candidates = [Candidate(area, _AROUND_SCORE, (ONLY_AROUND,))] if area else candidates
        answers.append(candidates)
    return answers


def with_unknown_towns(
    index: NameIndex, around: Sequence[Surroundings], chosen: Chosen, kept: Sequence[int]
) -> tuple[list[int], list[list[Candidate]]]:
    """The mentions that are places, and their candidates, with the towns that no gazetteer has: in the area around.

    That a noun of place names a town is certain, and a city that the text names beside it is not that town.
    """
    known = {number: chosen.ranked[number][0].place for number in kept}
    ranked = [*chosen.ranked]
    unknown = []
    for number, surroundings in enumerate(around):
        mention = surroundings.mention
        if mention.suspected and mention.vouched == "place" and len(mention.folded) > 3 and number not in known:
            area = _area_around(index, number, around, known, chosen.context)
            if area is not None and area.id not in {place.id for place in known.values() if place.kind == "country"}:
                ranked[number] = [Candidate(area, _AROUND_SCORE, (ONLY_AROUND,))]
                unknown.append(number)
    return sorted([*kept, *unknown]), ranked


def _is_trusted(number: int, around: Sequence[Surroundings], chosen: Chosen) -> bool:
    """True where the best candidate fits the rest of the text: no site need lie in the town that it is named after."""
    mention, best = around[number].mention, chosen.ranked[number][0].place
    plain = [other for other in chosen.plain if around[other].mention.key != mention.key]
    weights = [chosen.plain[other] for other in plain]
    others = context_of([chosen.ranked[other][0] for other in plain], weights, chosen.context.focus)
    countries = others.focus | set(others.countries)
    if not countries:
        return mention.setting != "urban" or best.population >= _GREAT_CITY
    if mention.setting == "urban" and best.kind not in ("facility", "neighbourhood"):
        return best.country in countries and best.kind == "settlement"
    return best.country in countries or is_credible(chosen.ranked[number][0], mention, others, around[number].kinds)


def _area_around(
    index: NameIndex, number: int, around: Sequence[Surroundings], known: Mapping[int, IndexedPlace], context: Context
) -> IndexedPlace | None:
    """The town named nearest to a site, the province of the place named nearest to another, else the country.

    All of the country that most of the text's places are in, or that its source reports on.
    """
    weights = dict.fromkeys(context.focus, 1.0) | dict(context.countries)
    country = max(weights, key=lambda code: (weights[code], code), default="")
    mention = around[number].mention
    near = [
        (apart, other)
        for other, place in known.items()
        if place.country == country
        and place.kind not in ("country", "region")
        and 0 < (apart := abs(around[other].mention.first - mention.first)) <= _NEARBY_WORDS
    ]
    if not near:
        row = index.row_of_country.get(country)
    else:
        place = known[min(near)[1]]
        if mention.setting == "urban" or len(place.parents) < 2:
            return place
        row = index.row_of_id.get(place.parents[-2])
    return index.place(row) if row is not None else None
