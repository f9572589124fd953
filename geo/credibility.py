"""Which names found in a text are places there: those that something of the text speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from geo.candidates import is_reviewed
from geo.facts import Candidate
from geo.folding import is_arabic
from geo.lexicon import ARABIC_SPEAKING
from geo.phrases import Surroundings
from geo.recognition import Mention
from geo.resolution import Context, is_ambiguous, rivals_of

PLAIN_SCORE = 0.33
_ACTING, _OBSCURE = 0.2, 0.3
_SAME_AREA_M = 300_000
_MOST = 0.5  # of the text's plain places
# A small place far from everything that the text names is more likely a person, a company or a common word. Less is
# asked of an Arab town in Arabic: of its own press every seat of a district is known.
_KNOWN_BY_ITSELF = {"ar": 100_000, "en": 30_000}
_SEAT_POPULATION = 50_000
_TOWN_POPULATION = 5_000


def is_plain(ranked: Sequence[Candidate], mention: Mention) -> bool:
    """True where the name can hardly mean anything else, whatever the text."""
    if not ranked or ranked[0].score < PLAIN_SCORE or mention.doubtful:
        return False
    if ranked[0].place.kind == "country":
        return not rivals_of(ranked[0].place, (candidate.place for candidate in ranked[1:]))
    return not is_ambiguous(ranked)


def weight_of(best: Candidate, around: Surroundings, focus: frozenset[str]) -> float:
    """How much a plain place says of where the text plays: a country that only acts in it or a village, little.

    A country in a hashtag is what the text is about.
    """
    is_country = best.place.kind == "country"
    is_actor = is_country and not (around.is_locative or around.is_tagged or around.relation)
    if is_actor or around.is_in_organisation:
        return _ACTING
    return 1.0 if is_country or is_credible(best, around.mention, Context(focus), around.kinds) else _OBSCURE


def credible(around: Sequence[Surroundings], ranked: Sequence[Sequence[Candidate]], context: Context) -> list[int]:
    """The mentions that are places: credible ones, and doubtful words that the text elsewhere calls a place."""
    mentions = [surroundings.mention for surroundings in around]
    sure = {
        number
        for number, mention in enumerate(mentions)
        if not mention.doubtful
        and ranked[number]
        and is_credible(ranked[number][0], mention, context, around[number].kinds)
        and not around[number].is_adjective()
    }
    called_places = {mentions[number].folded for number in sure}
    kept = []
    for number, mention in enumerate(mentions):
        listed = mention.doubtful and number - 1 in sure and _continues(around[number], mentions[number - 1])
        if number in sure or (mention.doubtful and ranked[number] and (mention.folded in called_places or listed)):
            kept.append(number)
    return kept


def _continues(around: Surroundings, before: Mention) -> bool:
    """True for the second of two: «البوكمال والميادين», «دير الزور - الميادين»."""
    mention = around.mention
    dash = around.words.text[before.end : mention.start].strip() in ("-", "–", "—")
    return dash or (mention.clitic.startswith("و") and mention.first - before.last <= 2)


def is_credible(best: Candidate, mention: Mention, context: Context, kinds: tuple[str, ...]) -> bool:
    """True where something of the text, or how well it is known, speaks for the place."""
    place = best.place
    if place.kind == "country":
        return True
    if mention.text.isupper() and len(mention.text) <= 3:
        return False  # initials
    if kinds[:1] == ("neighbourhood",) and place.country not in context.countries:
        return False  # a quarter that the gazetteer lacks, not the far town of that name
    if kinds[:1] == ("natural",) and place.kind == "settlement" and context.countries.get(place.country, 0.0) < _MOST:
        return False  # «جبل الزاوية» of Idlib is not the town in Libya
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
    near = context.points.nearest_m(place.latitude, place.longitude, place.id) < _SAME_AREA_M
    return place.country in context.focus or near or bool(context.named_areas & set(place.parents))
