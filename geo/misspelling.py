"""Names one slip of the pen away: a letter left out, put in, swapped with the next or replaced (Damerau, 1964).

The index is asked for each way to undo one slip, about 500 for a name of eight letters: a fifth of a millisecond, where
comparing with every name of the index takes half a second. A slip in the first letter is rare and not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from geo.folding import is_arabic

# The letters that folding leaves, and how many a name needs: of two short names one letter apart, both are names.
# Arabic writes no short vowels, so that six of its letters are as long a name as seven of ours.
_ARABIC_LETTERS, _LEAST_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", 6
_LATIN_LETTERS, _LEAST_LATIN = "abcdefghijklmnopqrstuvwxyz", 7


class Keys(Protocol):
    """What is asked of the keys of the name index (``marisa_trie.Trie`` has both)."""

    def __contains__(self, key: str) -> bool: ...

    def iterkeys(self, prefix: str) -> Iterator[str]: ...


def keys_one_slip_away(key: str, keys: Keys, least: int = 0) -> list[str]:
    """The keys of names that the key (``geo.folding.key_of``) may be a misspelling of; none for a short one.

    ``least`` is how many letters make it long enough, where something else speaks for the place.
    """
    arabic = is_arabic(key)
    if (
        len(key) < (least or (_LEAST_ARABIC if arabic else _LEAST_LATIN))
        or not key.isalpha()
        or arabic == key.isascii()
    ):
        return []
    letters = _ARABIC_LETTERS if arabic else _LATIN_LETTERS
    return sorted({repaired for repaired in _repairs(key, letters, keys) if repaired != key and repaired in keys})


def _repairs(key: str, letters: str, keys: Keys) -> Iterator[str]:
    for position in range(1, len(key) + 1):
        head, rest = key[:position], key[position:]
        if next(keys.iterkeys(head), None) is None:
            return  # the slip lies before
        if rest:
            yield head + rest[1:]
            yield head + rest[1:2] + rest[0] + rest[2:]
        for letter in letters:
            yield head + letter + rest
            if rest:
                yield head + letter + rest[1:]
