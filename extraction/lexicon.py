"""The languages' files, read once: every phrase of a language in one table that is walked once over a text.

A phrase is written as it is read: words apart by blanks, ``a|b`` for either word, ``a?`` for a word that may be left
out. Words are folded on loading, so that the files can be written in good spelling.
"""

from __future__ import annotations

import itertools
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from extraction.nouns import noun_rows
from extraction.words import Token, fold, forms, tokenise

FOLDER = Path(__file__).parent / "languages"


class Mark(NamedTuple):
    """A phrase of the lexicon found in the text: tokens ``first`` to ``last`` (last not included)."""

    table: str
    label: str
    first: int
    last: int


class Node:
    """A word of the phrase trie: the words that may follow it, and the (table, label) of phrases that end here."""

    __slots__ = ("ends", "following")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.ends: list[tuple[str, str]] = []


@dataclass(frozen=True)
class Lexicon:
    """All phrases of a language as a trie of their folded words."""

    first_words: dict[str, Node]

    def marks(self, tokens: Sequence[Token]) -> Iterator[Mark]:
        """Every phrase in ``tokens``, at most one of a table at a place: the longest."""
        free: dict[str, int] = defaultdict(int)
        lookup = self.first_words
        for index, token in enumerate(tokens):
            longest: dict[str, tuple[int, str]] = {}
            for form in forms(token.word):
                node = lookup.get(form)
                if node is not None:
                    _collect(node, tokens, index + 1, longest)
            for table, (last, label) in longest.items():
                if free[table] <= index:
                    free[table] = last
                    yield Mark(table, label, index, last)


def _collect(node: Node, tokens: Sequence[Token], last: int, longest: dict[str, tuple[int, str]]) -> None:
    for table, label in node.ends:
        if table not in longest or longest[table][0] < last:
            longest[table] = (last, label)
    if not node.following or last >= len(tokens):
        return
    for form in _later_forms(tokens[last].word):
        following = node.following.get(form)
        if following is not None:
            _collect(following, tokens, last + 1, longest)


@lru_cache(maxsize=65536)
def _later_forms(word: str) -> tuple[str, ...]:
    """The forms of a word inside a phrase: «و» in front of it would begin something new («ثمانية وعشرة»)."""
    if word[0] in "وف":
        return tuple(form for form in forms(word) if form[0] == word[0])
    return forms(word)


def expand(written: str) -> Iterator[tuple[str, ...]]:
    """All the word sequences that one written phrase stands for."""
    choices = []
    for part in written.split():
        options = [fold(option) for option in part.rstrip("?").split("|")]
        choices.append([*options, ""] if part.endswith("?") else options)
    for combination in itertools.product(*choices):
        words = tuple(token.word for word in combination if word for token in tokenise(word))
        if words:
            yield words


def build(rows: Iterable[tuple[str, str, str]]) -> Lexicon:
    """A lexicon of (table, label, written phrase); of two labels for one phrase in a table the first stands."""
    root = Node()
    for table, label, written in rows:
        for words in expand(written):
            node = root
            for word in words:
                node = node.following.setdefault(word, Node())
            if all(table != other for other, _ in node.ends):
                node.ends.append((table, label))
    return Lexicon(root.following)


@dataclass(frozen=True)
class Language:
    code: str
    lexicon: Lexicon
    settings: dict[str, Any] = field(repr=False)
    kinds: dict[str, str] = field(repr=False)  # event and means word group -> kind of the contract


def _rows(settings: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for table, labels in settings["lexicon"].items():
        for label, written in labels.items():
            for phrase in written:
                yield table, label, phrase


@lru_cache(maxsize=8)
def load(code: str) -> Language:
    """The language of ``languages/CODE.toml``. Raises FileNotFoundError for a language that has no file."""
    settings = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    parties = tomllib.loads((FOLDER / "parties.toml").read_text(encoding="utf-8"))
    named = (
        (table, canonical, phrase)
        for table, rows in parties.items()
        for canonical, names in rows.items()
        for phrase in names.get(code, ())
    )
    words = {
        name: frozenset(map(fold, value)) if isinstance(value, list) else value
        for name, value in settings.items()
        if name not in {"lexicon", "kinds", "nouns", "endings"}
    }
    return Language(code, build(itertools.chain(_rows(settings), noun_rows(settings), named)), words, settings["kinds"])


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("??.toml")))
