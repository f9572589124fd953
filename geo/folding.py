"""Evening out the spelling of place names, so that one place written in many ways has few keys.

Pure functions. Arabic: hamza forms, ta marbuta, alef maqsura, short vowels, tatweel, Persian and Kurdish letters, the
article and the clitics. Latin: diacritics, apostrophes, hyphens, the article with its assimilations. ``fold`` keeps the
limits of words; ``key_of`` drops them and the article, because «البوكمال», «البو كمال» and «أبو كمال» are one name, and
so are "al-Mayadin" and "Mayadin". ``geo.sounds`` goes further for romanised names, where no two writers agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Bidi and other format controls: invisible, pasted along with names, never part of one.
_FORMAT = [0x061C, 0xFEFF, 0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_MARKS = [
    *range(0x0300, 0x0370),  # Latin diacritics, once NFKD has taken them apart
    *range(0x0591, 0x05C8),  # Hebrew points
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),  # Arabic short vowels, shadda, and the hamza and madda that NFKD takes off their seat
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E9),
    *range(0x06EA, 0x06EE),
    *range(0x08D3, 0x0900),
]
_APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˈ′＇"
_TABLE: dict[int, str | None] = dict.fromkeys([*_FORMAT, *_MARKS, 0x0640, *map(ord, _APOSTROPHES)])
_LETTERS = (
    "ةه ىي یي ېي ێي کك گك ڭك ەه ہه ھه ۀه پب چج ژج ڤف ۆو ۇو ۋو ڕر ڵل ٱا ۂه "  # Arabic, Persian, Kurdish
    "ıi øo łl đd ðd əe ħh ŧt ŋn ёе ґг"
)
_TABLE |= {ord(pair[0]): pair[1] for pair in _LETTERS.split()}
_TABLE |= {ord("ء"): None, ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
_TABLE |= {zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}

_WORD = re.compile(r"[^\W_]+")
_INNER = "".join(map(chr, [*_FORMAT, *_MARKS])) + _APOSTROPHES
_MARK = f"[{re.escape(''.join(map(chr, _MARKS)))}]"
# A token may hold marks and controls, and an apostrophe between two letters; a hyphen or the English genitive ends it.
# The possessive quantifiers keep a run of ten thousand marks linear.
_TOKEN = re.compile(rf"[^\W_]++(?:(?!['’][sS]\b)[{re.escape(_INNER)}]++[^\W_]++)*+{_MARK}*+")
_ARABIC = re.compile("[\u0620-\u06ff]")

# The article before sun letters is spoken, and often written, as the consonant that follows it.
ARTICLES = frozenset(
    f"{vowel}{consonant}" for vowel in "aeiu" for consonant in ("l", "d", "dh", "n", "r", "s", "sh", "t", "th", "z")
)
FATHER = frozenset({"ابو", "ابي", "البو", "بو"})  # a kunya, or the tribe's آل بو: scribes use one for the other
LATIN_FATHER = frozenset({"abu", "abou", "abo", "albu", "albou", "bu", "bou", "aboo"})


def is_arabic(text: str) -> bool:
    """True where the text holds a letter of the Arabic script."""
    return _ARABIC.search(text) is not None


def fold(text: str) -> str:
    """The text in lower case, without marks, controls and punctuation, its words parted by single spaces."""
    if text.isascii():
        plain = text.lower().replace("'", "").replace("`", "")
    else:
        plain = unicodedata.normalize("NFKD", text.casefold()).translate(_TABLE)
    return " ".join(_WORD.findall(plain))


def without_article(word: str) -> str:
    """A folded Arabic word without its article, where at least two letters remain."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def pieces_of(words: Sequence[str]) -> list[str]:
    """What each folded word adds to the key of the name that they make: an article adds nothing."""
    if any(map(is_arabic, words)):
        pieces = [without_article(word) for word in words]
        if words[0] in FATHER and len(words) > 1:
            pieces[0] = "بو"
        elif words[0].startswith("ابو") and len(words[0]) > 5:
            pieces[0] = words[0][1:]
        return pieces
    if len(words) == 1:
        return list(words)
    pieces = ["" if word in ARTICLES else word for word in words]
    if words[0] in LATIN_FATHER:
        pieces[0] = "bu"
    elif len(words) > 2 and words[0] in ARTICLES and words[1] in LATIN_FATHER:
        pieces[1] = "bu"
    return pieces


def key_of_folded(folded: str) -> str:
    """The key of a text that is folded already."""
    words = folded.split(" ")
    return "".join(pieces_of(words)) or "".join(words)


def key_of(text: str) -> str:
    """What a name is looked up by: folded, without article and spaces; empty where the text has no letter or digit."""
    return key_of_folded(fold(text))


def unglued_keys(folded: str) -> list[str]:
    """Keys of an Arabic word that two may have been written as: «حفرالباطن» is «حفر الباطن», its article inside."""
    if " " in folded or not is_arabic(folded):
        return []
    word = without_article(folded)
    return [word[: match.start()] + word[match.end() :] for match in _INNER_ARTICLE.finditer(word)]


_INNER_ARTICLE = re.compile("(?<=[^ ]{3})ال(?=[^ ]{3})")


_LONGEST_NAME_WORD = 60
_CLITICS = re.compile("[وف]?[بكل]?")


class Token(NamedTuple):
    """A word of a text: its place in it (code points, half open), as written, and folded.

    ``cuts`` are the ways to part it from the clitics و ف ب ك ل before it: how many characters to cut, and the folded
    rest. ``للرقة`` is ``ل`` and ``الرقة`` with its alef dropped: the cut is one, the rest ``الرقه``. The whole word
    comes first, since «بغداد» is no «ب» and «غداد».
    """

    start: int
    end: int
    text: str
    folded: str
    cuts: tuple[tuple[int, str], ...]


def tokenise(text: str) -> list[Token]:
    """The words of a text with their offsets; nothing of the text is changed, so that offsets stay true."""
    return [
        Token(match.start(), match.end(), word, cuts[0][1], cuts)
        for match in _TOKEN.finditer(text)
        if (cuts := (_cuts if len(word := match[0]) <= _LONGEST_NAME_WORD else _whole)(word))[0][1]
    ]


def _whole(written: str) -> tuple[tuple[int, str], ...]:
    return ((0, fold(written).replace(" ", "")),)


@lru_cache(maxsize=32_768)  # a report says the same words again
def _cuts(written: str) -> tuple[tuple[int, str], ...]:
    folded = fold(written).replace(" ", "")
    cuts = [(0, folded)]
    if is_arabic(folded):
        for letters in (1, 2):
            head, rest = folded[:letters], folded[letters:]
            if len(rest) < 3 or not _CLITICS.fullmatch(head):
                continue
            if head[-1] == "ل" and rest[0] == "ل":
                rest = "ا" + rest
            cuts.append((_written_length(written, letters), rest))
    return tuple(cuts)


def _written_length(written: str, letters: int) -> int:
    """How many characters of the written word make up its first folded letters (marks count with their letter)."""
    for length in range(letters, len(written) + 1):
        if len(fold(written[:length]).replace(" ", "")) > letters:
            return length - 1
    return len(written)
