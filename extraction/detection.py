"""Which of the languages that have a file a text is written in."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.lexicon import languages, load
from extraction.words import Token, forms

SAMPLE = 200  # words; the language of a report shows in its first sentences
LEAST_SHARE = 0.08  # of words that are common ones or in the lexicon; other languages of the script stay below


def detect_language(tokens: Sequence[Token]) -> str:
    """The BCP 47 code, or ``und`` where no language file knows enough of the words."""
    words = [token.word for token in tokens if token.is_word and not token.is_number][:SAMPLE]
    if not words:
        return "und"
    scores = {code: _share(words, code) for code in languages()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= LEAST_SHARE else "und"


def _share(words: Sequence[str], code: str) -> float:
    language = load(code)
    common, lexicon = language.settings["common_words"], language.lexicon.first_words
    known = sum(1.0 if word in common else 0.5 * any(form in lexicon for form in forms(word)) for word in words)
    return known / len(words)
