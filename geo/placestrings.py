"""Reading a place string, as a database or an editor writes it: the name, what it is called, and what says where.

«حي الجورة، دير الزور», "Al-Shuhayl, Deir ez-Zor", «محيط مدينة الطبقة», «موزان و الرميلة»: one string may hold
several names, words of their kind, a setting ("outskirts of") and the area around, after a comma or «في».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo import lexicon
from geo.folding import fold

_PARTS = re.compile(r"\s*[,،;؛()/|]\s*|\s+(?:in|near|في)\s+|\s+-\s+")
_AND = re.compile(r"\s+و\s+|\s+and\s+|\s*&\s*|\s+و(?=ال)")
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Named:
    """One name of the string: folded, without the words around it, which say its kinds and its ``setting``.

    ``setting`` is empty or a value of ``lexicon.SETTINGS``: ``around`` for «محيط X», ``urban`` for «حي X».
    """

    plain: str
    kinds: tuple[str, ...] = ()
    setting: str = ""


@dataclass(frozen=True, slots=True)
class PlaceString:
    """``names`` are what it names, the first the likeliest; ``wheres`` the names after a comma or «في», folded."""

    names: tuple[Named, ...]
    wheres: tuple[Named, ...]


def read(text: str) -> PlaceString:
    """What the string names and what it says of where that is; the text must hold a letter or digit."""
    first, *others = [part for part in _PARTS.split(text) if fold(part)] or [text]
    listed = [part for part in _AND.split(first) if fold(part)]
    # An address has few parts, none twice; each is asked for among all places of its name.
    names, wheres = (tuple(dict.fromkeys(map(_named, parts)))[:_MOST_PARTS] for parts in (listed, others))
    return PlaceString(names, wheres)


def _named(part: str) -> Named:
    words, setting = fold(part).split(), ""
    if len(words) > 2 and len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    if len(words) == 2 and words[0] == words[1]:
        words = words[:1]
    while len(words) > 1 and words[0] in lexicon.SETTINGS:
        word = words.pop(0)
        setting = setting or lexicon.SETTINGS[word]
    if len(words) > 1 and words[0] in lexicon.URBAN_HEADS:
        return Named(" ".join(words), (), setting or "urban")
    words, setting = _without_english_setting(words, setting)
    plain, kinds = lexicon.without_kind_words(" ".join(words))
    return Named(plain, kinds, setting)


def _without_english_setting(words: list[str], setting: str) -> tuple[list[str], str]:
    """ "Karam Rahma neighbourhood", "Vicinity of Qamar", "Al Rahma Mosque": English says it at either end."""
    words = list(words)
    while len(words) > 1 and words[-1] in lexicon.ENGLISH_SETTINGS:
        word = words.pop()
        setting = setting or lexicon.ENGLISH_SETTINGS[word]
    while len(words) > 1 and words[0] in lexicon.ENGLISH_SETTINGS:
        word = words.pop(0)
        setting = setting or lexicon.ENGLISH_SETTINGS[word]
        while len(words) > 1 and words[0] in lexicon.ENGLISH_LINKS:
            words.pop(0)
    return words, setting
