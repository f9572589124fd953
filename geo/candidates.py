"""The places that a name may mean, out of the name index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from geo import lexicon
from geo.facts import IndexedPlace
from geo.folding import key_of_folded
from geo.identifiers import BLOCK, EDITOR, REVIEWED
from geo.index import CODE, TRANSLITERATED, NameIndex, name_form
from geo.misspelling import keys_one_slip_away
from geo.models import Place
from geo.recognition import Mention
from geo.resolution import Variant

# "San José" is borne by hundreds; beyond so many, the largest are kept.
_MOST_PLACES = 120
_KNOWN_POPULATION = 50_000


def is_reviewed(place: IndexedPlace) -> bool:
    """True where somebody vouches for the place: the reviewed table, or an editor who added it."""
    return place.id // BLOCK in (REVIEWED, EDITOR)


def variants_of(index: NameIndex, mention: Mention, given: bool = False) -> list[Variant]:
    """The places of the mention's name; for a span that was ``given``, under codes and transliterations too."""
    if mention.border:
        rows = [index.row_of_country[code] for code in mention.border[:1] if code in index.row_of_country]
        return [_variant(index, row, "exact") for row in rows]
    return named(index, mention.key, mention.folded, given)


def named(index: NameIndex, key: str, folded: str, any_form: bool = True) -> list[Variant]:
    """Places with a name of the key, each with how well its form fits the folded text."""
    form = name_form(folded)
    fits: dict[int, str] = {}
    for row, flags, found in index.places_named(key):
        if flags & (TRANSLITERATED | CODE) and not any_form:
            continue
        if found == form:
            fits[row] = "exact"
        else:
            fits.setdefault(row, "key")
    return [_variant(index, row, fits[row]) for row in _largest(index, fits)]


def inside(index: NameIndex, mention: Mention) -> list[Variant]:
    """The known places that the words of a longer name hold: «مرفأ بيروت» is in Beirut, whoever's harbour it is.

    Only provinces, countries and towns of ``_KNOWN_POPULATION`` count, the last words first.
    """
    words = mention.folded.split()
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length, -1, -1):
            part = " ".join(words[start : start + length])
            if len(part) < 4 or part in lexicon.common_words():
                continue
            found = [
                variant
                for variant in named(index, key_of_folded(part), part, any_form=False)
                if variant.fit == "exact"
                and (variant.place.kind in ("country", "adm1") or variant.place.population >= _KNOWN_POPULATION)
            ]
            if found:
                return [replace(variant, fit="inside") for variant in found]
    return []


def sounding(index: NameIndex, key: str) -> list[Variant]:
    """Places whose romanised names have the key's consonants."""
    rows = index.places_sounding(key) if len(key) >= 4 else []
    return [_variant(index, row, "sound") for row in _largest(index, rows)]


def misspelt(index: NameIndex, key: str) -> list[Variant]:
    """Places with a name one slip of the pen from the key; none for a key that is a name or a word, or short.

    Callers keep those that something else speaks for: the country of the text, a hint.
    """
    if index.is_known(key) or key in lexicon.common_words() or f"ال{key}" in lexicon.common_words():
        return []
    rows = {
        row
        for meant in keys_one_slip_away(key, index.keys)
        for row, flags, _form in index.places_named(meant)
        if not flags & (TRANSLITERATED | CODE)
    }
    return [_variant(index, row, "misspelt") for row in _largest(index, sorted(rows))]


def _variant(index: NameIndex, row: int, fit: str) -> Variant:
    place = index.place(row)
    return Variant(place, fit, is_reviewed(place))


def _largest(index: NameIndex, rows: Iterable[int]) -> list[int]:
    listed = list(rows)
    if len(listed) <= _MOST_PLACES:
        return listed
    population = index.column["population"]
    return sorted(listed, key=lambda row: -int(population[row]))[:_MOST_PLACES]


def areas_of(index: NameIndex, places: Iterable[IndexedPlace]) -> dict[int, dict[str, Any]]:
    """The known boundaries of the places, by id."""
    found = {place.id: _area(index.edition, place.id) for place in places if place.has_area}
    return {number: area for number, area in found.items() if area}


@lru_cache(maxsize=256)
def _area(_edition: str, number: int) -> dict[str, Any] | None:
    """The boundary of a place; whoever changes one changes the index too, so that it may be kept as long."""
    return Place.objects.filter(pk=number).values_list("area", flat=True).first()
