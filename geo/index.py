"""The name index: from a key to the places that bear it, in microseconds, without the database.

Built from the database once, kept as files under ``DATA_DIR/index/<stamp>-<change>`` and mapped into memory, so that
opening it costs milliseconds and processes share it. The stamp is a digest of the sources' versions, the change the
number of the last change by an editor that is in it; ``geo.opening`` lays those after it over the files.

A key is ``geo.folding.key_of`` of a name. The keys stand in a marisa trie, whose prefix search finds every name that
starts at a word of a text in one call; numpy columns hold what ranking needs.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import numpy as np
from django.conf import settings

from geo.facts import IndexedPlace
from geo.folding import is_arabic
from geo.likeness import consonants_of
from geo.models import GazetteerSource
from geo.sounds import skeleton_of, tradition_of

FORMAT = "8"  # part of the stamp: a change of the files' layout builds them anew
PART = "~"
PREFERRED, TRANSLITERATED, CODE, ARABIC = 1, 2, 4, 8
_MOST_CHANGES = 500  # by editors; laying more of them over the files takes a quarter of a second and longer


class IndexMissing(Exception):
    """There is no name index yet."""


def name_form(folded: str) -> int:
    """A small number for a folded name, spaces aside, to tell «الميادين» from «ميادين» under their one key."""
    return zlib.crc32(folded.replace(" ", "").encode())


def sounds_like(sound: str, country: str) -> str:
    """What the entries begin with of the names in the country (ISO 3166-1) that share the sound's skeleton."""
    return f"{country}{skeleton_of(sound, tradition_of(country))}\t"


class Gazetteer(NamedTuple):
    """The state of the gazetteer. ``stamp``: a digest of its imported sources and when they changed; ``changes``: how
    many changes editors made; ``edited``: the same with the time of the last one, since a restored database counts
    anew.
    """

    stamp: str
    changes: int
    edited: str


def state() -> Gazetteer:
    """The state of the gazetteer now, by one small query."""
    rows = list(GazetteerSource.objects.order_by("name").values_list("name", "version", "changed_at"))
    imported = (row for row in rows if row[0] != GazetteerSource.EDITORS)
    text = FORMAT + "".join(f"{name}{version}{changed.isoformat()}" for name, version, changed in imported)
    edits = next((row for row in rows if row[0] == GazetteerSource.EDITORS), None)
    return Gazetteer(
        hashlib.sha256(text.encode()).hexdigest()[:16],
        int(edits[1]) if edits else 0,
        f"{edits[1]} {edits[2].isoformat()}" if edits else "",
    )


def folder() -> Path:
    return Path(settings.DATA_DIR) / "index"


def finished() -> list[Path]:
    """The folders of whole indexes in the layout that this program reads, the newest first."""
    marks = [mark for mark in folder().glob("*/complete") if mark.read_text("utf-8") == FORMAT]
    return [mark.parent for mark in sorted(marks, key=lambda mark: mark.stat().st_mtime, reverse=True)]


def current(of: Gazetteer) -> Path | None:
    """The newest whole index of the gazetteer's imported sources, whatever editors changed since; None without one."""
    return next((path for path in finished() if path.name.startswith(of.stamp)), None)


def is_current() -> bool:
    """True where an index holds all that was imported and lacks few of the changes by editors."""
    now = state()
    path = current(now)
    return path is not None and now.changes - changes_in(path) <= _MOST_CHANGES


def changes_in(path: Path) -> int:
    """The number of the last change by an editor that the index in the folder holds."""
    return int(path.name.partition("-")[2] or 0)


class RowOfId(Mapping[int, int]):
    """The row of each place's id: by the order of the column ``ids``, or as given for those ``beside`` it."""

    def __init__(self, ids: np.ndarray, beside: Mapping[int, int]) -> None:
        self._ids, self._beside = ids, beside

    def __getitem__(self, number: int) -> int:
        if number in self._beside:
            return self._beside[number]
        row = int(np.searchsorted(self._ids, number))
        if row == len(self._ids) or self._ids[row] != number:
            raise KeyError(number)
        return row

    def __iter__(self) -> Iterator[int]:
        yield from self._ids.tolist()
        yield from self._beside

    def __len__(self) -> int:
        return len(self._ids) + len(self._beside)


class NameIndex:
    """The opened files. ``places_named(key)`` gives (row, flags, form) of each name under the key.

    ``edition`` names this state of the gazetteer, ``changes`` is the number of the last change by an editor in it.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.edition = path, str(path)
        self.changes = changes_in(path)
        self.keys = marisa_trie.Trie().mmap(str(path / "keys.marisa"))
        self.sounds = marisa_trie.Trie().mmap(str(path / "sounds.marisa"))
        self.spellings = marisa_trie.Trie().mmap(str(path / "spellings.marisa"))
        # A plain view of the mapped memory: numpy's memmap class makes each look-up ten times slower.
        self.column = {file.stem: np.load(file, mmap_mode="r").view(np.ndarray) for file in path.glob("*.npy")}
        self.words: dict[str, list[str]] = json.loads((path / "words.json").read_text("utf-8"))
        self._names = (path / "place_names.bin").read_bytes()
        self.row_of_id: Mapping[int, int] = RowOfId(self.column["id"], {})

    def __len__(self) -> int:
        return len(self.column["id"])

    # Reports name the same places and use the same words again and again: what is asked often is remembered.

    @cached_property
    def place(self) -> Callable[[int], IndexedPlace]:
        """What ranking knows of the place of a row."""
        return lru_cache(maxsize=8_192)(self._place)

    @cached_property
    def starts_name(self) -> Callable[[str], bool]:
        """True where any key starts with the text."""
        return lru_cache(maxsize=32_768)(lambda text: next(self.keys.iterkeys(text), None) is not None)

    @cached_property
    def is_name(self) -> Callable[[str, str], bool]:
        """True where a name with this key is written so, article and all, and not by a machine's transliteration."""
        return lru_cache(maxsize=32_768)(self._is_name)

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

    def _is_name(self, key: str, folded: str) -> bool:
        form, against = name_form(folded), TRANSLITERATED | CODE
        # «السوري» is not the village «سوري»: an Arabic word keeps or lacks its article. In a name of several words,
        # none of them a particle, writers vary it.
        exact = is_arabic(folded) and (" " not in folded or any(len(word) < 3 for word in folded.split()))
        return any(not flags & against and (found == form or not exact) for _, flags, found in self.places_named(key))

    def sounding(self, sound: str, country: str) -> list[tuple[str, list[int]]]:
        """The sounds of names in the country that share the skeleton of one, each with the rows of its places.

        ``PART`` stands before the sound of a part of a name.
        """
        found = []
        for entry in self.sounds.keys(sounds_like(sound, country)):
            number = self.sounds[entry]
            start, end = self.column["sound_start"][number : number + 2]
            found.append((entry.partition("\t")[2], self.column["sound_place"][start:end].tolist()))
        return found

    def spelt_like(self, key: str) -> list[tuple[str, list[int]]]:
        """The Arabic spellings with the consonants of an Arabic key, each with the rows of its places.

        A name that the gazetteer has in Latin letters stands in the Arabic ones that it renders.
        """
        found = []
        for entry in self.spellings.keys(f"{consonants_of(key)}\t"):
            number = self.spellings[entry]
            start, end = self.column["spelling_start"][number : number + 2]
            found.append((entry.partition("\t")[2], self.column["spelling_place"][start:end].tolist()))
        return found

    def _place(self, row: int) -> IndexedPlace:
        column = self.column
        name, admin1_name = self.names_of(row)
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

    def names_of(self, row: int) -> Sequence[str]:
        """The place's name and its governorate's."""
        start, end = self.column["name_start"][row : row + 2]
        return self._names[start:end].decode().split("\t")

    def parents_of(self, row: int) -> tuple[int, ...]:
        above: list[int] = []
        parent = int(self.column["parent"][row])
        while parent >= 0 and len(above) < 6:
            above.append(int(self.column["id"][parent]))
            parent = int(self.column["parent"][parent])
        return tuple(above)
