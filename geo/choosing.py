"""Which places the names of a text mean: what is plain first, then the rest by what the plain ones say."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from geo.candidates import inside, misspelt, sounding, spelt_like, variants_of
from geo.credibility import is_plain, weight_of
from geo.facts import Candidate, IndexedPlace
from geo.folding import is_arabic
from geo.index import NameIndex
from geo.neighbours import beside_of
from geo.phrases import Surroundings
from geo.recognition import Mention
from geo.resolution import ALONE, Beside, Context, Variant, context_of, rank

_SAME_SOUND = 0.98  # (``geo.sounds.closeness``)
_MOST_OFF, _LEAST_SPELT = 0.35, 3  # (``geo.likeness.difference``): a vowel's letter, or one consonant of a class


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidates of each mention, best first, what stands beside it, and what the text says as a whole.

    ``plain`` are the mentions that can hardly mean anything else, with how much each says of where the text plays.
    """

    ranked: list[list[Candidate]]
    beside: list[Beside]
    plain: dict[int, float]
    context: Context


def choose(index: NameIndex, text: str, around: Sequence[Surroundings], focus: frozenset[str]) -> Chosen:
    """The places that the mentions, in the order of the text, may mean."""
    mentions = [surroundings.mention for surroundings in around]
    variants = _variants(index, mentions)
    first = _ranked(around, variants, [ALONE] * len(around), Context(focus))
    beside = beside_of(text, around, first)
    if any(said != ALONE for said in beside):
        first = _ranked(around, variants, beside, Context(focus))
    plain = {
        number: weight_of(candidates[0], around[number], focus)
        for number, candidates in enumerate(first)
        if is_plain(candidates, mentions[number])
    }
    context = context_of([first[number][0] for number in plain], list(plain.values()), focus)
    provinces = context.named_areas.union(
        *(place.parents[-2:-1] for place in (first[number][0].place for number in plain) if place.kind != "country")
    )
    variants = [
        found or (_like(index, mention, context) if mention.marked else _slips(index, mention, context, provinces))
        for found, mention in zip(variants, mentions, strict=True)
    ]
    return Chosen(_ranked(around, variants, beside, context), beside, plain, context)


def _variants(index: NameIndex, mentions: Sequence[Mention]) -> list[list[Variant]]:
    """The places of each mention's name, looked up once for a name that the text repeats."""
    known: dict[tuple[object, ...], list[Variant]] = {}
    found = []
    for mention in mentions:
        name = (mention.key, mention.folded, mention.border, mention.marked, mention.suspected)
        if name not in known:
            known[name] = [] if mention.suspected else variants_of(index, mention)
        found.append(known[name])
    return found


def _ranked(
    around: Sequence[Surroundings],
    variants: Sequence[Sequence[Variant]],
    beside: Sequence[Beside],
    context: Context,
) -> list[list[Candidate]]:
    """The candidates of each mention, ranked once for a name that the text repeats in like words."""
    known: dict[tuple[object, ...], list[Candidate]] = {}
    ranked = []
    for surroundings, found, said in zip(around, variants, beside, strict=True):
        mention = surroundings.mention
        name = (
            mention.key, mention.folded, mention.border, mention.marked, mention.suspected, surroundings.kinds, said
        )  # fmt: skip
        if name not in known:
            known[name] = rank(found, surroundings.kinds, context, said)
        ranked.append(known[name])
    return ranked


def _slips(
    index: NameIndex, mention: Mention, context: Context, provinces: AbstractSet[int] = frozenset()
) -> list[Variant]:
    """Names one letter off, or of the same sound, in the countries of the text, of what its words call a place."""
    if not mention.suspected and not mention.marked:
        return []
    countries = context.focus | set(context.countries)
    # Behind a preposition alone may stand a person, so that the name must sound the same.
    slips = [] if mention.vouched == "preposition" else misspelt(index, mention.key)
    otherwise = variants_of(index, mention) if mention.suspected else []  # «ميادين» for «الميادين»
    found = [variant for variant in (*otherwise, *slips) if variant.place.country in countries]
    return found or (_heard(index, mention, countries, provinces) if mention.suspected else [])


def _heard(
    index: NameIndex, mention: Mention, countries: AbstractSet[str], provinces: AbstractSet[int]
) -> list[Variant]:
    """Towns whose romanised name sounds the same, or whose Arabic one in these provinces has the same consonants."""
    if not is_arabic(mention.key):
        heard = sounding(index, mention.folded, sorted(countries))
        return [v for v in heard if v.closeness >= _SAME_SOUND and v.place.kind == "settlement"]
    if len(mention.key) < _LEAST_SPELT:
        return []

    def is_around(place: IndexedPlace) -> bool:
        return place.kind == "settlement" and not provinces.isdisjoint(place.parents[:-1])

    return spelt_like(index, mention.key, is_around, _MOST_OFF)


def _like(index: NameIndex, mention: Mention, context: Context) -> list[Variant]:
    """Names one letter off or of like sound, in a country that the text is about: elsewhere a likeness says nothing.

    Else a known place among the words.
    """
    countries = context.focus | set(context.countries)
    return (
        _slips(index, mention, context) or sounding(index, mention.folded, sorted(countries)) or inside(index, mention)
    )
