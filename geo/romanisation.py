"""From a romanised Arabic name back to the letters that Arabic writes: "Tall Mabţūḩah" is «تل مبطوحه».

Many villages stand in the gazetteers in Latin letters alone. The BGN/PCGN 1956 system, in which the GNS and after it
GeoNames write them, marks the emphatic consonants and the long vowels, so that it can be read backwards; the French
maps of Syria and Lebanon write "Chaara" and "Rhouzlâne". What a writer leaves out (marks, doubled letters) cannot be
restored: the result is for comparing (``geo.likeness``), never a name to show.
"""

from __future__ import annotations

import re
import unicodedata

_PAIRS = dict(
    zip(("dh", "kh", "sh", "th", "gh", "rh", "ch", "zh", "dj", "ou", "ee", "oo"), "ذخشثغغشججويو", strict=True)
)
_LETTERS = _PAIRS | dict(zip("bcdfghjklmnopqrstvwxyz‘ʿʻ`", "بكدفجهجكلمنوبقرستفوخيزعععع", strict=True))
_EMPHATIC = {"t": "ط", "h": "ح", "s": "ص", "d": "ض", "z": "ظ"}
_LONG = {"a": "ا", "e": "ي", "i": "ي", "o": "و", "u": "و"}
_FINAL = _LONG | {"a": "ه", "e": "ه"}  # at the end every vowel is written; "-a" is a ta marbuta
_BELOW, _LONG_MARK = "[\u0323\u0326\u0327\u0331]", "[\u0302\u0304\u0308]"  # dot, comma, cedilla, line; â ā ï
_ARTICLE = re.compile(rf"(?<!\S)(?:a(?:[lrnj]|[tsdz]{_BELOW}?h?)|e(?:[lrtdnzj]|[sc]?h|s))[\s-]+(?=\S)")
_SOUND = re.compile(
    rf"(?P<emphatic>[thsdz]){_BELOW}"
    rf"|(?P<long>[aeiou]){_LONG_MARK}"
    r"|(?P<broken>a\u0301$)"  # alef maqsura
    r"|(?P<pair>dh|kh|sh|th|gh|^rh|ch|zh|dj|ou|ee|oo)"
    r"|(?P<final>[aeiou])\u0301?$|(?P<initial>^[aeiou])"
    r"|(?P<letter>[b-df-hj-tv-z‘ʿʻ`])"
)


def arabic_letters(name: str) -> str:
    """The name in Arabic letters as ``geo.folding.fold`` leaves them: no hamza, no ta marbuta, no short vowels."""
    text = _ARTICLE.sub("\u0627\u0644", unicodedata.normalize("NFD", name.lower().replace("’", "").replace("'", "")))
    return " ".join(filter(None, map(_word, re.split(r"[\s\-–/,()]+", text))))


def _word(word: str) -> str:
    article, word = ("ال", word[2:]) if word.startswith("ال") else ("", word)
    letters = ""
    for sound in _SOUND.finditer(word):
        kind, written = sound.lastgroup, sound[sound.lastgroup or 0]
        if kind == "long":
            letter = ("ا" if sound.start() == 0 and written != "a" else "") + _LONG[written]
        else:
            letter = {
                "emphatic": _EMPHATIC.get(written, ""),
                "broken": "ي",
                "final": _FINAL.get(written, ""),
                "initial": "ا",
            }.get(kind or "") or _LETTERS[written]
        # A doubled consonant, and ī before y, are one letter.
        letters += letter if not letters.endswith(letter) else ""
    return article + letters
