"""The places that a name may mean, out of the name index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from geo import lexicon
from geo.facts import IndexedPlace
from geo.folding import key_of, key_of_folded, without_article
from geo.identifiers import BLOCK, EDITOR, REVIEWED
from geo.index import CODE, PART, TRANSLITERATED, NameIndex, name_form
from geo.likeness import difference
from geo.misspelling import keys_one_slip_away
from geo.models import Place
from geo.recognition import Mention
from geo.resolution import Variant
from geo.sounds import closeness, least_closeness, sound_of, tradition_of

# "San José" is borne by hundreds; beyond so many, the largest are kept.
_MOST_PLACES = 120
_KNOWN_POPULATION = 50_000
_BYNAME = 0.98
_AS_LIKE = 0.15  # spellings nearer than this to each other are equally near to the query
_ADJECTIVES = sorted({without_article(word) for word in lexicon.PART_ADJECTIVES})


def is_reviewed(place: IndexedPlace) -> bool:
    """True where somebody vouches for the place: the reviewed table, or an editor who added it."""
    return place.id // BLOCK in (REVIEWED, EDITOR)


def variants_of(index: NameIndex, mention: Mention) -> list[Variant]:
    """The places of the mention's name; for one that was marked, under codes and transliterations too."""
    if mention.border:
        rows = [index.row_of_country[code] for code in mention.border[:1] if code in index.row_of_country]
        return [_variant(index, row, "exact") for row in rows]
    return named(index, mention.key, mention.folded, mention.marked)


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
    return [_own_or_byname(_variant(index, row, fits[row]), key) for row in _largest(index, fits)]


def _own_or_byname(variant: Variant, key: str) -> Variant:
    """A Latin name is nearer to the village whose main name it is than to one that bears it among others."""
    place = variant.place
    if place.kind != "settlement" or place.population or not key.isascii() or key_of(place.name) == key:
        return variant
    return replace(variant, closeness=_BYNAME)


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


def sounding(index: NameIndex, folded: str, countries: Iterable[str]) -> list[Variant]:
    """Places of the countries with a romanised name that sounds like the folded one, and how close they are."""
    return _heard(index, folded, countries, "")


def sounding_in_part(index: NameIndex, folded: str, countries: Iterable[str]) -> list[Variant]:
    """Places with a romanised name that has an adjective or a head which the folded one lacks."""
    return [replace(variant, fit="part") for variant in _heard(index, folded, countries, PART)]


def _heard(index: NameIndex, folded: str, countries: Iterable[str], mark: str) -> list[Variant]:
    if not folded.isascii():
        return []
    close: dict[int, float] = {}
    for country in countries:
        tradition = tradition_of(country)
        sound = sound_of(folded, tradition)
        for name, rows in index.sounding(sound, country):
            if name.startswith(PART) != bool(mark):
                continue
            like = closeness(sound, name.removeprefix(PART), tradition)
            if like >= least_closeness(sound, tradition):
                close |= {row: like for row in rows if close.get(row, 0.0) < like}
    found = sorted(close, key=lambda row: -close[row])[:_MOST_PLACES]
    return [replace(_variant(index, row, "sound"), closeness=close[row]) for row in found]


def spelt_like(index: NameIndex, key: str, within: Callable[[IndexedPlace], bool], most: float) -> list[Variant]:
    """Places with an Arabic name, or a romanised one, of the key's consonants: those spelt most like it.

    ``within`` says which places are asked for, ``most`` how far a spelling may be off (``geo.likeness.difference``).
    """
    found: dict[int, float] = {}
    places: dict[int, IndexedPlace] = {}
    for spelling, rows in index.spelt_like(key):
        off = None
        for row in rows:
            if row not in places:
                places[row] = index.place(row)
            if within(places[row]):
                off = difference(key, spelling) if off is None else off
                found[row] = min(off, found.get(row, most + 1))
    least = min(found.values(), default=most + 1)
    if least > most:
        return []
    return [_variant(index, row, "spelt") for row, off in found.items() if off <= min(least + _AS_LIKE, most)]


def parts_of(index: NameIndex, key: str) -> list[Variant]:
    """Villages with an adjective or a head that the key lacks: «عثمانية كبيرة», «تل الغزلاني»."""
    longer = [key + piece for piece in _ADJECTIVES] + [head + key for head in lexicon.VILLAGE_HEADS]
    rows = {
        row for name in longer for row, flags, _form in index.places_named(name) if not flags & (TRANSLITERATED | CODE)
    }
    return [_variant(index, row, "part") for row in _largest(index, sorted(rows))]


def misspelt(index: NameIndex, key: str, least: int = 0) -> list[Variant]:
    """Places with a name one slip of the pen from the key; none for a key that is a name or a word, or short.

    Callers keep those that something else speaks for: the country of the text, a hint. Where that is a province,
    ``least`` letters make the key long enough, and that it is a name elsewhere says nothing.
    """
    if not least and (index.is_known(key) or key in lexicon.common_words() or f"ال{key}" in lexicon.common_words()):
        return []
    rows = {
        row
        for meant in keys_one_slip_away(key, index.keys, least)
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
