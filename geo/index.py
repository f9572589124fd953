"""The name index: from a key to the places that bear it, in microseconds, without the database.

Built from the database once, kept as files under ``DATA_DIR/index/<stamp>`` and mapped into memory, so that opening it
costs milliseconds and processes share it. The stamp is a digest of the sources' versions: when a source changes, a
process that asks for the index opens the new one. Only the commands, the worker and the desk's geocoding open it; the
public pages read the database.

A key is ``geo.folding.key_of`` of a name. The keys stand in a marisa trie, whose prefix search finds every name that
starts at a word of a text in one call; numpy columns hold what ranking needs.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import time
import zlib
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
from django.conf import settings
from django.db import connection

from geo.facts import IndexedPlace
from geo.folding import ARTICLES, fold, is_arabic, skeleton_of
from geo.models import GazetteerSource, Place, PlaceName

FORMAT = "3"  # part of the stamp: a change of the files' layout builds them anew
PREFERRED, TRANSLITERATED, CODE, ARABIC = 1, 2, 4, 8
_KEPT_INDEXES = 2  # the one in use and the one before it, which another process may still have open
_LONGEST_SKELETON_LIST = 400  # a skeleton shared by more names tells nothing
# Where Latin letters render Arabic, Hebrew or Persian, so that ``skeleton_of`` has a sense: the Arab League, IL, IR.
_ROMANISED = frozenset(
    ["AE", "BH", "DJ", "DZ", "EG", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA"]
    + ["SD", "SO", "SY", "TN", "YE"]
)


class IndexMissing(Exception):
    """There is no name index yet."""


def name_form(folded: str) -> int:
    """A small number for a folded name, spaces aside, to tell «الميادين» from «ميادين» under their one key."""
    return zlib.crc32(folded.replace(" ", "").encode())


def stamp() -> str:
    """What the index must be built from: a digest of the sources and when they changed."""
    rows = GazetteerSource.objects.order_by("name").values_list("name", "version", "changed_at")
    text = FORMAT + "".join(f"{name}{version}{changed.isoformat()}" for name, version, changed in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def folder() -> Path:
    return Path(settings.DATA_DIR) / "index"


class NameIndex:
    """The opened files. ``places_named(key)`` gives (row, flags, form) of each name under the key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keys = marisa_trie.Trie().mmap(str(path / "keys.marisa"))
        self.skeletons = marisa_trie.Trie().mmap(str(path / "skeletons.marisa"))
        # A plain view of the mapped memory: numpy's memmap class makes each look-up ten times slower.
        self.column = {file.stem: np.load(file, mmap_mode="r").view(np.ndarray) for file in path.glob("*.npy")}
        self.words: dict[str, list[str]] = json.loads((path / "words.json").read_text("utf-8"))
        self._names = (path / "place_names.bin").read_bytes()

    def __len__(self) -> int:
        return len(self.column["id"])

    @cached_property
    def row_of_id(self) -> dict[int, int]:
        return {int(number): row for row, number in enumerate(self.column["id"])}

    @cached_property
    def row_of_country(self) -> dict[str, int]:
        """The row of each country, by its ISO 3166-1 code."""
        if "country" not in self.words["kind"]:
            return {}
        rows = np.flatnonzero(self.column["kind"] == self.words["kind"].index("country")).tolist()
        return {self.words["country"][self.column["country"][row]]: row for row in rows}

    def places_named(self, key: str) -> list[tuple[int, int, int]]:
        number = self.keys.get(key)
        if number is None:
            return []
        start, end = self.column["key_start"][number : number + 2]
        rows = self.column["entry_place"][start:end].tolist()
        flags = self.column["entry_flags"][start:end].tolist()
        return list(zip(rows, flags, self.column["entry_form"][start:end].tolist(), strict=True))

    def keys_starting(self, text: str) -> list[str]:
        """The keys that the text starts with."""
        return self.keys.prefixes(text)

    def is_known(self, key: str) -> bool:
        """True where any place bears a name of the key, written in whatever way."""
        return key in self.keys

    def is_name(self, key: str, folded: str) -> bool:
        """True where a name with this key is written so, article and all, and not by a machine's transliteration."""
        form, against = name_form(folded), TRANSLITERATED | CODE
        # «السوري» is not the village «سوري»: an Arabic word keeps or lacks its article. In a name of several words,
        # none of them a particle, writers vary it.
        exact = is_arabic(folded) and (" " not in folded or any(len(word) < 3 for word in folded.split()))
        return any(not flags & against and (found == form or not exact) for _, flags, found in self.places_named(key))

    def places_sounding(self, key: str) -> list[int]:
        """Rows of the places with a romanised name of the same skeleton."""
        number = self.skeletons.get(skeleton_of(key))
        if number is None:
            return []
        start, end = self.column["skeleton_start"][number : number + 2]
        return self.column["skeleton_place"][start:end].tolist()

    def place(self, row: int) -> IndexedPlace:
        column = self.column
        start, end = column["name_start"][row : row + 2]
        name, admin1_name = self._names[start:end].decode().split("\t")
        return IndexedPlace(
            row=row,
            id=int(column["id"][row]),
            name=name,
            kind=self.words["kind"][column["kind"][row]],
            country=self.words["country"][column["country"][row]],
            admin1=self.words["admin1"][column["admin1"][row]],
            admin1_name=admin1_name,
            latitude=float(column["latitude"][row]),
            longitude=float(column["longitude"][row]),
            precision=self.words["precision"][column["precision"][row]],
            radius_m=int(column["radius_m"][row]),
            population=int(column["population"][row]),
            has_area=bool(column["has_area"][row]),
            parents=self.parents_of(row),
        )

    def parents_of(self, row: int) -> tuple[int, ...]:
        above: list[int] = []
        parent = int(self.column["parent"][row])
        while parent >= 0 and len(above) < 6:
            above.append(int(self.column["id"][parent]))
            parent = int(self.column["parent"][parent])
        return tuple(above)


_opened: NameIndex | None = None
_asked_at = -math.inf  # of ``time.monotonic``: when the stamp was last compared
_FRESH_S = 1.0


def open_index() -> NameIndex:
    """The index of the gazetteer as it was at most a second ago, opened once a process.

    Raises IndexMissing where none was built.
    """
    global _opened, _asked_at
    if _opened is not None and _opened.path.parent == folder() and time.monotonic() - _asked_at < _FRESH_S:
        return _opened
    wanted = folder() / stamp()
    _asked_at = time.monotonic()
    if _opened is None or _opened.path != wanted:
        if (wanted / "complete").exists():
            _opened = NameIndex(wanted)
        elif _opened is None or _opened.path.parent != folder():
            earlier = _finished()
            if not earlier:
                raise IndexMissing("There is no name index yet: run `python manage.py load_gazetteer`.")
            # Until the new one is built, an older index answers for all but the newest places.
            _opened = NameIndex(earlier[0])
    return _opened


def _finished() -> list[Path]:
    """The folders of whole indexes, the newest first."""
    marks = sorted(folder().glob("*/complete"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [mark.parent for mark in marks]


def build_if_stale() -> Path:
    """Builds the index where the gazetteer has changed since; returns its folder."""
    path = folder() / stamp()
    return path if (path / "complete").exists() else build()


def build() -> Path:
    """Writes the index of the gazetteer as it is now and removes older ones; returns its folder."""
    name = stamp()
    path = folder() / name
    unfinished = folder() / f"{name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _write_names(unfinished, _write_places(unfinished))
    (unfinished / "complete").touch()
    shutil.rmtree(path, ignore_errors=True)
    unfinished.rename(path)
    global _asked_at
    _asked_at = -math.inf  # who has built it asks for it next
    for old in _finished()[_KEPT_INDEXES:]:
        shutil.rmtree(old, ignore_errors=True)
    return path


def _save(path: Path, name: str, values: Any, dtype: str) -> None:
    np.save(path / f"{name}.npy", np.asarray(values, dtype=dtype))


class _Layout(NamedTuple):
    """Where the places stand: the row of each id, the rows of countries, and those whose names are romanised."""

    row_of: dict[int, int]
    countries: frozenset[int]
    romanised: frozenset[int]


def _write_places(path: Path) -> _Layout:
    columns = (
        "id", "kind", "country", "admin1", "latitude", "longitude", "precision", "radius_m", "population", "parent_id",
        "name", "admin1_name",
    )  # fmt: skip
    places = list(Place.objects.order_by("pk").values_list(*columns))
    row_of = {place[0]: row for row, place in enumerate(places)}
    by_name = dict(zip(columns, zip(*places, strict=True) if places else [()] * len(columns), strict=True))
    words: dict[str, list[str]] = {}
    for name in ("kind", "country", "admin1", "precision"):
        words[name] = sorted(set(by_name[name]))
        number = {word: position for position, word in enumerate(words[name])}
        _save(path, name, [number[word] for word in by_name[name]], "uint16")
    (path / "words.json").write_text(json.dumps(words), "utf-8")
    _save(path, "id", by_name["id"], "int64")
    _save(path, "latitude", by_name["latitude"], "float64")
    _save(path, "longitude", by_name["longitude"], "float64")
    _save(path, "radius_m", by_name["radius_m"], "int32")
    _save(path, "population", by_name["population"], "int64")
    _save(path, "parent", [row_of.get(number, -1) for number in by_name["parent_id"]], "int32")
    with_area = set(Place.objects.filter(area__isnull=False).values_list("pk", flat=True))
    _save(path, "has_area", [number in with_area for number in by_name["id"]], "bool")
    names = [f"{name}\t{admin1}".encode() for name, admin1 in zip(by_name["name"], by_name["admin1_name"], strict=True)]
    _save(path, "name_start", np.concatenate([[0], np.cumsum([len(name) for name in names])]), "int64")
    (path / "place_names.bin").write_bytes(b"".join(names))
    return _Layout(
        row_of,
        frozenset(row for row, kind in enumerate(by_name["kind"]) if kind == "country"),
        frozenset(row for row, country in enumerate(by_name["country"]) if country in _ROMANISED),
    )


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


def _write_names(path: Path, layout: _Layout) -> None:
    entries: dict[str, dict[tuple[int, int], int]] = {}
    table = connection.ops.quote_name(PlaceName._meta.db_table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT place_id, name, kind, folded FROM {table}")  # noqa: S608
        while rows := cursor.fetchmany(20_000):
            for place, name, kind, key in rows:
                if key:
                    folded = fold(name)
                    entry = (layout.row_of[place], name_form(folded))
                    flags = _flags(name, kind, entry[0] in layout.countries)
                    keys = {key}
                    # "Deir Ezzor", "Albukamal": newspapers run the article into the word.
                    if entry[0] in layout.romanised and not ARTICLES.isdisjoint(folded.split(" ")):
                        keys.add(folded.replace(" ", ""))
                    for spelt in keys:
                        known = entries.setdefault(spelt, {})
                        known[entry] = _both(known.get(entry, flags), flags)
    _write_lists(
        path, "key", entries, {"place": "int32", "form": "uint32", "flags": "uint8"},
        lambda found: sorted((row, form, flags) for (row, form), flags in found.items()),
    )  # fmt: skip
    sounding: dict[str, set[int]] = {}
    for key, found in entries.items():
        rows = {
            row for (row, _), flags in found.items() if row in layout.romanised and not flags & (TRANSLITERATED | CODE)
        }
        if rows and (skeleton := skeleton_of(key)):
            sounding.setdefault(skeleton, set()).update(rows)
    useful = {skeleton: rows for skeleton, rows in sounding.items() if 0 < len(rows) <= _LONGEST_SKELETON_LIST}
    _write_lists(path, "skeleton", useful, {"place": "int32"}, lambda rows: [(row,) for row in sorted(rows)])


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
