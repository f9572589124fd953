"""Building the name index (``geo.index``): from the rows of the database to its columns and tries.

``fields_of`` to ``names_of`` work on any part of the gazetteer, since ``geo.overlay`` does the same with the few
places that changed since.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
from django.db import connection
from django.db.models import Q, QuerySet

from geo.folding import ARTICLES, fold, is_arabic, key_of
from geo.index import (
    ARABIC,
    CODE,
    FORMAT,
    PART,
    PREFERRED,
    TRANSLITERATED,
    finished,
    folder,
    is_current,
    name_form,
    sounds_like,
    state,
)
from geo.likeness import consonants_of
from geo.models import Place, PlaceName
from geo.romanisation import arabic_letters
from geo.sounds import ARABIC as ARABIC_TRADITION
from geo.sounds import parts_of, sound_of, tradition_of

_KEPT_INDEXES = 2  # the one in use and the one before it, which another process may still have open
# Where newspapers run the article into the word: the Arab League, IL, IR.
_ROMANISED = frozenset(
    ["AE", "BH", "DJ", "DZ", "EG", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA"]
    + ["SD", "SO", "SY", "TN", "YE"]
)


def build_if_stale() -> None:
    """Builds the index where the gazetteer has changed since."""
    if not is_current():
        build()


def build() -> Path:
    """Writes the index of the gazetteer as it is now and removes older ones; returns its folder."""
    now = state()
    name = f"{now.stamp}-{now.changes}"
    path = folder() / name
    unfinished = folder() / f"{name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _write_names(unfinished, _write_places(unfinished))
    (unfinished / "complete").write_text(FORMAT, "utf-8")
    shutil.rmtree(path, ignore_errors=True)
    unfinished.rename(path)
    kept = finished()[:_KEPT_INDEXES]
    for mark in folder().glob("*/complete"):
        if mark.parent not in kept:
            shutil.rmtree(mark.parent, ignore_errors=True)
    return path


def _save(path: Path, name: str, values: Any, dtype: str) -> None:
    np.save(path / f"{name}.npy", np.asarray(values, dtype=dtype))


class Layout(NamedTuple):
    """Where the places stand: the row of each id, the rows of countries, those whose names are romanised Arabic, and
    the country of each row.
    """

    row_of: Mapping[int, int]
    countries: frozenset[int]
    romanised: frozenset[int]
    country_of: Mapping[int, str]


_FIELDS = (
    "id", "kind", "country", "admin1", "latitude", "longitude", "precision", "radius_m", "population", "parent_id",
    "name", "admin1_name", "has_area",
)  # fmt: skip
_WORDS = ("kind", "country", "admin1", "precision")  # kept as numbers of words
Fields = dict[str, Sequence[Any]]


def fields_of(places: QuerySet[Place]) -> Fields:
    """What the index keeps of the places, by field, in the order of their ids."""
    rows = list(places.annotate(has_area=Q(area__isnull=False)).order_by("pk").values_list(*_FIELDS))
    return dict(zip(_FIELDS, zip(*rows, strict=True) if rows else [()] * len(_FIELDS), strict=True))


def words_of(fields: Fields, known: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The words that the columns number: those known, in their order, and after them those of the fields."""
    return {name: [*known.get(name, ()), *sorted(set(fields[name]).difference(known.get(name, ())))] for name in _WORDS}


def columns_of(fields: Fields, words: Mapping[str, list[str]], row_of: Mapping[int, int]) -> dict[str, np.ndarray]:
    """The columns of the places, by name. ``row_of`` gives the rows of those that are a parent."""
    columns: dict[str, tuple[Sequence[Any], str]] = {}
    for name in _WORDS:
        number = {word: position for position, word in enumerate(words[name])}
        columns[name] = [number[word] for word in fields[name]], "uint16"
    columns |= {
        "id": (fields["id"], "int64"),
        "latitude": (fields["latitude"], "float64"),
        "longitude": (fields["longitude"], "float64"),
        "radius_m": (fields["radius_m"], "int32"),
        "population": (fields["population"], "int64"),
        "parent": ([-1 if number is None else row_of.get(number, -1) for number in fields["parent_id"]], "int32"),
        "has_area": (fields["has_area"], "bool"),
    }
    return {name: np.array(values, dtype=dtype) for name, (values, dtype) in columns.items()}


def layout_of(fields: Fields, rows: Sequence[int], row_of: Mapping[int, int]) -> Layout:
    """The layout of the places that stand in the rows."""
    return Layout(
        row_of,
        frozenset(row for row, kind in zip(rows, fields["kind"], strict=True) if kind == "country"),
        frozenset(row for row, country in zip(rows, fields["country"], strict=True) if country in _ROMANISED),
        dict(zip(rows, fields["country"], strict=True)),
    )


def _write_places(path: Path) -> Layout:
    fields = fields_of(Place.objects.all())
    words = words_of(fields, {})
    (path / "words.json").write_text(json.dumps(words), "utf-8")
    row_of = {number: row for row, number in enumerate(fields["id"])}
    for name, column in columns_of(fields, words, row_of).items():
        np.save(path / f"{name}.npy", column)
    names = [f"{name}\t{admin1}".encode() for name, admin1 in zip(fields["name"], fields["admin1_name"], strict=True)]
    _save(path, "name_start", np.concatenate([[0], np.cumsum([len(name) for name in names])]), "int64")
    (path / "place_names.bin").write_bytes(b"".join(names))
    return layout_of(fields, range(len(row_of)), row_of)


def _flags(name: str, kind: str, is_country: bool) -> int:
    flags = PREFERRED if kind in ("preferred", "official") else 0
    if is_arabic(name):
        flags |= ARABIC
    elif name[0].islower():
        flags |= TRANSLITERATED  # "ba ge da": GeoNames' machine transliterations, which nobody writes
    elif name.isupper() and len(name) <= 4 and not is_country:
        flags |= CODE  # an airport's; but "UK" is written
    return flags


def _both(flags: int, others: int) -> int:
    """Of two names with one form: what speaks for it holds if either says so, what speaks against it if both do."""
    against = TRANSLITERATED | CODE
    return (flags | others) & ~against | flags & others & against


Entries = dict[str, dict[tuple[int, int], int]]  # key -> (row, form) -> flags
Spellings = dict[str, dict[str, set[int]]]  # consonants -> Arabic spelling -> rows
NameRow = tuple[int, str, str, str]  # place id, name, kind, key


class Names(NamedTuple):
    """What names are looked up by: their keys, the consonants of Arabic spellings, and their sounds, by country and
    skeleton (``geo.index.sounds_like``), each with the rows of its places.
    """

    entries: Entries
    spellings: Spellings
    sounds: dict[str, set[int]]


def names_of(names: Iterable[NameRow], layout: Layout) -> Names:
    """What the names are looked up by. A place that has no name in Latin letters sounds as its Arabic one."""
    found = Names({}, {}, {})
    romanised: set[int] = set()
    arabic: list[tuple[str, int]] = []
    for place, name, kind, key in names:
        row = layout.row_of.get(place)
        if not key or row is None:  # a place that came after the places were read
            continue
        folded = fold(name)
        entry = (row, name_form(folded))
        flags = _flags(name, kind, row in layout.countries)
        if not flags & (TRANSLITERATED | CODE):
            if row in layout.romanised:
                spelt = key if flags & ARABIC else key_of(arabic_letters(name))
                found.spellings.setdefault(consonants_of(spelt), {}).setdefault(spelt, set()).add(row)
            if flags & ARABIC:
                arabic.append((folded, row))
            elif folded.isascii():
                romanised.add(row)
                _add_sounds(found.sounds, folded, row, layout)
        keys = {key}
        # "Deir Ezzor", "Albukamal": newspapers run the article into the word.
        if row in layout.romanised and not ARTICLES.isdisjoint(folded.split(" ")):
            keys.add(folded.replace(" ", ""))
        for spelt in keys:
            known = found.entries.setdefault(spelt, {})
            known[entry] = _both(known.get(entry, flags), flags)
    for folded, row in arabic:
        if row not in romanised and tradition_of(layout.country_of[row]) is ARABIC_TRADITION:
            _add_sounds(found.sounds, folded, row, layout)
    return found


def _add_sounds(sounds: dict[str, set[int]], folded: str, row: int, layout: Layout) -> None:
    country = layout.country_of[row]
    if not country:
        return
    tradition = tradition_of(country)
    sound = sound_of(folded, tradition)
    sounds.setdefault(sounds_like(sound, country) + sound, set()).add(row)
    for part in parts_of(folded) if tradition is ARABIC_TRADITION else ():
        sounds.setdefault(sounds_like(part, country) + PART + part, set()).add(row)


def _all_names() -> Iterable[NameRow]:
    table = connection.ops.quote_name(PlaceName._meta.db_table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT place_id, name, kind, folded FROM {table}")  # noqa: S608
        while rows := cursor.fetchmany(20_000):
            yield from rows


def _write_names(path: Path, layout: Layout) -> None:
    entries, spellings, sounds = names_of(_all_names(), layout)
    _write_lists(
        path, "key", entries, {"place": "int32", "form": "uint32", "flags": "uint8"},
        lambda found: sorted((row, form, flags) for (row, form), flags in found.items()),
    )  # fmt: skip
    _write_lists(path, "sound", sounds, {"place": "int32"}, lambda rows: [(row,) for row in sorted(rows)])
    spelt = {f"{consonants}\t{name}": rows for consonants, names in spellings.items() for name, rows in names.items()}
    _write_lists(path, "spelling", spelt, {"place": "int32"}, lambda rows: [(row,) for row in sorted(rows)])


def _write_lists(path: Path, name: str, lists: dict[str, Any], types: dict[str, str], flatten: Any) -> None:
    """A trie of the keys and, in the trie's order, where each key's list starts in the columns."""
    trie = marisa_trie.Trie(lists)
    trie.save(str(path / f"{name}s.marisa"))
    starts = np.zeros(len(trie) + 1, dtype="int64")
    values: list[tuple[int, ...]] = []
    for number in range(len(trie)):
        values += flatten(lists[trie.restore_key(number)])
        starts[number + 1] = len(values)
    np.save(path / f"{name}_start.npy", starts)
    prefix = "entry" if name == "key" else name
    for position, (column, dtype) in enumerate(types.items()):
        _save(path, f"{prefix}_{column}", [value[position] for value in values], dtype)
