"""From a place string, as a database or an editor writes it, to ranked candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo import lexicon
from geo.candidates import areas_of, misspelt, named, sounding
from geo.facts import Candidate, GeocodeResult
from geo.folding import fold, key_of, key_of_folded
from geo.index import NameIndex
from geo.lexicon import without_kind_words
from geo.resolution import Context, Variant, is_ambiguous, rank

LONGEST_QUERY = 300
_PARTS = re.compile(r"\s*[,،;()/|]\s*|\s+(?:in|near|في)\s+")


def search(index: NameIndex, query: str, country: str | None, admin1: str | None, limit: int) -> GeocodeResult:
    """Candidates for the query, best first. Raises ValueError where it is empty, too long or holds a NUL."""
    check_query(query)
    # "Al-Shuhayl, Deir ez-Zor": what follows a comma says where, and so do the hints.
    name, *wheres = [part for part in _PARTS.split(query) if part] or [query]
    focus = frozenset([country.upper()]) if country else frozenset()
    named_areas = set(_areas(index, admin1, focus)) if admin1 else set()
    for where in wheres:
        named_areas |= set(_areas(index, where, focus))
    context = Context(focus=focus, named_areas=frozenset(named_areas))
    whole = named(index, key_of(query), fold(query))
    plain, kinds = without_kind_words(fold(name))
    ranked = _within(rank(whole, (), context), focus)
    if not ranked:
        ranked = _first_found(index, plain, kinds, context, named_areas)
    ranked = ranked[:limit]
    areas = areas_of(index, (candidate.place for candidate in ranked))
    with_areas = tuple(replace(candidate, area=areas.get(candidate.place.id)) for candidate in ranked)
    return GeocodeResult(query, is_ambiguous(ranked), with_areas)


def check_query(query: str) -> None:
    """Raises ValueError with a message for people where the query cannot be one."""
    if "\0" in query:
        raise ValueError("The query holds a NUL character.")
    if len(query) > LONGEST_QUERY:
        raise ValueError(f"The query is longer than {LONGEST_QUERY} characters.")
    if not key_of(query):
        raise ValueError("The query holds no letter or digit.")


def _first_found(
    index: NameIndex, plain: str, kinds: Sequence[str], context: Context, named_areas: set[int]
) -> list[Candidate]:
    """The plain name, names of its consonants or one letter off, the longest name inside the string, the hint alone."""
    key = key_of_folded(plain)
    exact = _within(rank(named(index, key, plain), kinds, context), context.focus)
    if exact and not (named_areas and not any(named_areas & {c.place.id, *c.place.parents} for c in exact)):
        return exact
    alike = _within(rank(sounding(index, key), kinds, context), context.focus)
    if not alike:
        alike = _within(rank(misspelt(index, key), kinds, context), context.focus)
    if named_areas:
        # With a province given, a like name inside it is better than the same name elsewhere.
        alike = [candidate for candidate in alike if named_areas & set(candidate.place.parents)]
    if alike or exact:
        return alike + exact
    words = plain.split()
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if len(part) < 4 or (length == 1 and part in lexicon.common_words()):
                continue
            inside = _within(rank(named(index, key_of_folded(part), part), kinds, context), context.focus)
            if inside and (not named_areas or named_areas & {inside[0].place.id, *inside[0].place.parents}):
                return [replace(candidate, score=candidate.score * 0.7) for candidate in inside]
    hints = [
        Variant(index.place(index.row_of_id[number]), "key") for number in named_areas if number in index.row_of_id
    ]
    return [
        replace(candidate, score=0.1, reasons=("only the area around it is known",))
        for candidate in rank(hints, (), context)
    ]


def _within(ranked: list[Candidate], focus: frozenset[str]) -> list[Candidate]:
    """Those in the country asked for."""
    return [candidate for candidate in ranked if not focus or candidate.place.country in focus]


def _areas(index: NameIndex, name: str, focus: frozenset[str]) -> list[int]:
    """Ids of the areas that a hint names: provinces first, else districts and countries."""
    plain, _kinds = without_kind_words(fold(name))
    if not plain:
        return []
    variants = named(index, key_of_folded(plain), plain) or sounding(index, key_of_folded(plain))
    places = [variant.place for variant in variants if not focus or variant.place.country in focus]
    for kinds in (("adm1",), ("country",), ("adm2", "adm3")):
        if found := [place.id for place in places if place.kind in kinds]:
            return found
    # "Aleppo" may be given where only the city bears that spelling: its province is meant.
    towns = sorted((place for place in places if place.parents), key=lambda place: -place.population)[:1]
    return [number for place in towns for number in place.parents[:-1][-1:]]
