"""Words of a text in a form that can be looked up, each with its place in the untouched text.

Everything that is found is found on folded words and quoted from the original, so that vowel marks, tatweel and
bidi controls inside a word neither hide it nor shift an offset.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# One form of alef, ya and ta marbuta: Arabic newsrooms differ in them within one page.
ARABIC_FOLDS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"}
APOSTROPHES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'"}
DASHES = {"–": "—", "‑": "-", "‐": "-", "−": "-"}
SENTENCE_ENDS = frozenset(".!?؟…")
TOKEN = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}|\d+(?:[.,٬٫]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|\n|[^\w\s]")
QUOTES = frozenset('"“”„«»‹›')
PROCLITICS = frozenset("وفبلك")


class Token(NamedTuple):
    """One word, number, punctuation mark or line break; ``start``/``end`` are offsets into the original text."""

    word: str
    start: int
    end: int
    capital: bool

    @property
    def is_number(self) -> bool:
        return self.word[0].isdecimal()

    @property
    def is_word(self) -> bool:
        return self.word[0].isalnum()


def _fold_character(character: str) -> str:
    """The character to compare by, or the empty string for one that only decorates its neighbours."""
    if character in ARABIC_FOLDS:
        return ARABIC_FOLDS[character]
    if character in APOSTROPHES:
        return APOSTROPHES[character]
    if character in DASHES:
        return DASHES[character]
    if character == "ـ":
        return ""
    category = unicodedata.category(character)
    if category in {"Mn", "Cf", "Me"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character == "\n":
        return character
    base = unicodedata.normalize("NFD", character.lower())[:1]
    return base or character


class _Folds(dict[int, str]):
    """The folded form of each code point met so far, for ``str.translate``; there are only as many as Unicode has."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    return text.translate(_FOLDS)


def tokenise(text: str) -> list[Token]:
    """The tokens of ``text``. A hyphen that joins letters ("pro-Iran") separates words and is no token itself."""
    flat = fold(text)
    offsets: Sequence[int] = range(len(text))
    if len(flat) != len(text):  # vowel marks and the like are left out
        offsets = [offset for offset, character in enumerate(text) if _FOLDS[ord(character)]]
    tokens = []
    for match in TOKEN.finditer(flat):
        first, last = match.start(), match.end() - 1
        if match[0] in QUOTES:  # «تنظيم "الدولة الإسلامية"» is one name
            continue
        if match[0] == "-" and _joins_letters(flat, first):
            continue
        start = offsets[first]
        word = match[0].replace(".", "") if match[0][0].isalpha() else match[0]  # "U.S." is "us"
        tokens.append(Token(word, start, offsets[last] + 1, text[start].isupper()))
    return tokens


def _joins_letters(flat: str, position: int) -> bool:
    before, after = flat[position - 1 : position], flat[position + 1 : position + 2]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """The word and, for Arabic, what is left of it without «و», «ف», a preposition letter and the article."""
    if not "\u0621" <= word[0] <= "\u064a":
        return (word, word[:-2]) if word.endswith("'s") else (word,)
    found = [word]
    rest = word
    for _ in range(2):  # a conjunction, then a preposition letter: «وبقصف»
        if rest[0] in PROCLITICS and len(rest) > 2:
            rest = rest[1:]
            found.append(rest)
            if rest.startswith("ل") and found[-2].startswith("لل"):  # «للقصف» is ل + ال + قصف
                found.append("ا" + rest)
    for candidate in tuple(found):
        if candidate.startswith("ال") and len(candidate) > 4:
            found.append(candidate[2:])
    return tuple(dict.fromkeys(found))


def is_definite(word: str) -> bool:
    """Whether an Arabic word carries the article, also behind «و», «ب» or «ل»."""
    return any(form.startswith("ال") for form in forms(word)) and "\u0621" <= word[0] <= "\u064a"
