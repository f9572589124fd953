"""Which places the names of a text mean: what is plain first, then the rest by what the plain ones say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.candidates import inside, misspelt, sounding, variants_of
from geo.credibility import is_plain, weight_of
from geo.facts import Candidate
from geo.index import NameIndex
from geo.neighbours import beside_of
from geo.phrases import Surroundings
from geo.recognition import Mention
from geo.resolution import ALONE, Beside, Context, Variant, context_of, rank


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
    variants = [
        found or (_like(index, mention, context) if mention.marked else _slips(index, mention, context))
        for found, mention in zip(variants, mentions, strict=True)
    ]
    return Chosen(_ranked(around, variants, beside, context), beside, plain, context)


def _variants(index: NameIndex, mentions: Sequence[Mention]) -> list[list[Variant]]:
    """The places of each mention's name, looked up once for a name that the text repeats."""
    known: dict[tuple[object, ...], list[Variant]] = {}
    found = []
    for mention in mentions:
        name = (mention.key, mention.folded, mention.border, mention.marked)
        if name not in known:
            known[name] = variants_of(index, mention)
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
        name = (mention.key, mention.folded, mention.border, mention.marked, surroundings.kinds, said)
        if name not in known:
            known[name] = rank(found, surroundings.kinds, context, said)
        ranked.append(known[name])
    return ranked


def _slips(index: NameIndex, mention: Mention, context: Context) -> list[Variant]:
    """Names one letter off in the countries that the text is about, of what the words call a place."""
    if not mention.suspected and not mention.marked:
        return []
    countries = context.focus | set(context.countries)
    return [variant for variant in misspelt(index, mention.key) if variant.place.country in countries]


def _like(index: NameIndex, mention: Mention, context: Context) -> list[Variant]:
    """Names one letter off or of like sound, in a country that the text is about: elsewhere a likeness says nothing.

    Else a known place among the words.
    """
    countries = context.focus | set(context.countries)
    return (
        _slips(index, mention, context) or sounding(index, mention.folded, sorted(countries)) or inside(index, mention)
    )
