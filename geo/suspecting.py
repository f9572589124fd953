"""Words that must be names of places, by what stands before them, and are none of the gazetteer's.

They may be misspelt or romanised in another way («بلدة X», "town of X", "in Mayaddin"); where not even that is known,
what a noun of place calls a town lies at least somewhere in the area that the text speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo import lexicon
from geo.folding import Token, is_arabic, key_of_folded, without_article
from geo.recognition import NO_NAMES, Mention, Names

_LEAST_LETTERS = {"place": {"ar": 3, "en": 5}, "preposition": {"en": 6}}
_MOST_WORDS = 3
_WITHIN_NAME = re.compile(r"[ \u00a0]|[-‐‑’']")


def suspects(text: str, tokens: Sequence[Token], names: Names) -> Iterator[Mention]:
    """The names that nobody knows, behind a noun of town or village or, in Latin letters, behind "in" or "near"."""
    for number in range(1, len(tokens)):
        vouched = _vouched(tokens, number)
        if vouched and (last := _last_word(text, tokens, number, vouched)) is not None:
            words = [token.folded for token in tokens[number : last + 1]]
            folded = " ".join([without_article(words[0]) if is_arabic(words[0]) else words[0], *words[1:]])
            key = key_of_folded(folded)
            if len(key) >= _LEAST_LETTERS[vouched].get("ar" if is_arabic(key) else "en", len(key) + 1) and not (
                names.is_name(key, " ".join(words))
            ):
                start, end = tokens[number].start, tokens[last].end
                yield Mention(
                    start, end, text[start:end], key, " ".join(words), number, last, vouched=vouched, suspected=True
                )


def _vouched(tokens: Sequence[Token], number: int) -> str:
    """``place`` after «مدينة», «بلدة», «قرية», "town of", ``preposition`` after an English one."""
    before = tokens[number - 1]
    if before.folded == "of" and number > 1:
        before = tokens[number - 2]
    if any(lexicon.KIND_WORDS.get(rest) == ("settlement",) for _cut, rest in before.cuts):
        return "place"
    near = before.folded in lexicon.WHERE or (before.folded in lexicon.AROUND and before is not tokens[number - 1])
    return "preposition" if near and before.folded.isascii() else ""


def _last_word(text: str, tokens: Sequence[Token], number: int, vouched: str) -> int | None:
    """The last token of the name: one word, in Arabic a head with the next; Latin ones all that have capitals."""
    if is_arabic(tokens[number].folded):
        last = number
        if tokens[number].folded in lexicon.NAME_HEADS and number + 1 < len(tokens):
            last += _joined(text, tokens, number)
        return last if _may_be_a_name(tokens[last].folded) else None
    last = number
    while last + 1 < len(tokens) and _joined(text, tokens, last) and _has_capital(tokens[last + 1]):
        last += 1
    plain = [token.folded for token in tokens[number : last + 1]]
    if (
        not _has_capital(tokens[number])
        or len(plain) > _MOST_WORDS
        or (last == number and not _may_be_a_name(plain[0]))
    ):
        return None
    words = (lexicon.KIND_WORDS, lexicon.DIRECTIONS, lexicon.ORGANISATION_AFTER, lexicon.TITLES)
    known = any(word in vocabulary for word in plain for vocabulary in words)
    return None if known or not all(word.isascii() for word in plain) else last


def _joined(text: str, tokens: Sequence[Token], number: int) -> bool:
    return _WITHIN_NAME.fullmatch(text, tokens[number].end, tokens[number + 1].start) is not None


def _has_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _may_be_a_name(word: str) -> bool:
    """False for a word of the language: «بلدة صغيرة», «بلدة حدودية», "in Parliament"."""
    known, plain = lexicon.common_words(), word if word.isascii() else without_article(word)
    level = known.get(word) or known.get(plain) or known.get(f"ال{plain}")
    adjective = is_arabic(word) and word.endswith("يه") and not word.startswith("ال")
    frequent = not level and any(form in lexicon.frequent_words() for form in (word, plain, f"ال{plain}"))
    return level in (None, "guarded") and not (frequent or adjective or word in NO_NAMES or plain in NO_NAMES)
