"""A report prepared for reading: its tokens, the lexicon's marks in it, and its sentences and clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extraction.facts import Span
from extraction.lexicon import Language, Mark
from extraction.words import SENTENCE_ENDS, Token

CLAUSE_ENDS = frozenset("،,;؛—")
CLAUSE_CUES = frozenset({"clause", "earlier_clause"})
HEADLINE_WORDS = 18
LONGEST_SENTENCE = 200  # tokens; a table or a list without stops is cut, which keeps the time linear
SPAN_WORDS = 12


class Stretch(NamedTuple):
    """Tokens ``first`` to ``last`` (last not included)."""

    first: int
    last: int


class Sentence(NamedTuple):
    first: int
    last: int
    headline: bool
    clauses: tuple[Stretch, ...]


@dataclass(frozen=True)
class Document:
    text: str
    language: Language
    tokens: Sequence[Token]
    marks: dict[str, list[Mark]]
    sentences: list[Sentence]
    _starts: dict[str, list[int]] = field(repr=False)
    _by_start: dict[str, dict[int, Mark]] = field(repr=False)

    def within(self, table: str, first: int, last: int) -> list[Mark]:
        """The marks of a table that lie in tokens ``first`` to ``last``."""
        starts = self._starts.get(table)
        if starts is None:
            return []
        at = bisect_left(starts, first)
        if at == len(starts) or starts[at] >= last:  # most often there is none
            return []
        found = self.marks[table][at : bisect_left(starts, last, at)]
        return [mark for mark in found if mark.last <= last]

    def at(self, table: str, index: int) -> Mark | None:
        """The mark of a table that begins at this token."""
        marks = self._by_start.get(table)
        return marks.get(index) if marks else None

    def span(self, kind: str, first: int, last: int) -> Span:
        """A span over tokens, cut to the twelve words that the contract allows."""
        words = 0
        for index in range(first, last):
            words += self.tokens[index].is_word
            if words > SPAN_WORDS:
                last = index
                break
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(kind, start, end, self.text[start:end])

    def span_of(self, kind: str, start: int, end: int) -> Span:
        """A span over text offsets, cut to twelve words likewise."""
        cut = self.span(kind, self.token_at(start), self.token_at(end - 1) + 1)
        end = min(end, cut.end)
        return Span(kind, start, end, self.text[start:end])

    def token_at(self, offset: int) -> int:
        """The index of the first token that ends after a text offset."""
        return bisect_left(self.tokens, offset + 1, key=lambda token: token.end)

    def word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def word_count(self, first: int, last: int) -> int:
        return sum(self.tokens[index].is_word for index in range(first, last))


def prepare(text: str, language: Language, tokens: Sequence[Token], extra: Iterable[Mark]) -> Document:
    """The document of a text; ``extra`` are marks of names that were passed in beside the lexicon."""
    tables: dict[str, list[Mark]] = defaultdict(list)
    for mark in language.lexicon.marks(tokens):
        tables[mark.table].append(mark)
    for mark in extra:
        tables[mark.table].append(mark)
    for marks in tables.values():
        marks.sort(key=lambda mark: (mark.first, -mark.last))
    clause_words = {mark.first for mark in tables.get("cue", ()) if mark.label in CLAUSE_CUES}
    # «هجمات منذ سنوات»: a habit is of the clause before it.
    clause_words -= {mark.first for mark in tables.get("modality", ()) if mark.label == "habitual"}
    starts = {table: [mark.first for mark in marks] for table, marks in tables.items()}
    by_start = {table: {mark.first: mark for mark in reversed(marks)} for table, marks in tables.items()}
    abbreviations: frozenset[str] = language.settings["abbreviations"]
    sentences = list(_sentences(tokens, abbreviations, clause_words))
    return Document(text, language, tokens, dict(tables), sentences, starts, by_start)


def _sentences(tokens: Sequence[Token], abbreviations: frozenset[str], clause_words: set[int]) -> Iterable[Sentence]:
    first = 0
    seen_body = False
    for index, token in enumerate(tokens):
        line_break = token.word == "\n"
        ends = line_break or index - first >= LONGEST_SENTENCE
        if not ends and not (token.word in SENTENCE_ENDS and _ends(tokens, index, abbreviations)):
            continue
        last = index if line_break else index + 1
        words = sum(tokens[i].is_word for i in range(first, last))
        if words:
            headline = not seen_body and line_break and words <= HEADLINE_WORDS and index + 1 < len(tokens)
            seen_body = seen_body or not headline
            yield Sentence(first, last, headline, _clauses(tokens, first, last, clause_words))
        first = index + 1
    if any(token.is_word for token in tokens[first:]):
        yield Sentence(first, len(tokens), False, _clauses(tokens, first, len(tokens), clause_words))


def _ends(tokens: Sequence[Token], index: int, abbreviations: frozenset[str]) -> bool:
    if tokens[index].word != "." or index == 0 or index + 1 == len(tokens):
        return True
    before, after = tokens[index - 1], tokens[index + 1]
    if before.word in abbreviations and before.end == tokens[index].start:
        return False
    glued = after.start == tokens[index].end
    return not (glued and after.word.isascii() and not after.capital and after.is_word)


def _clauses(tokens: Sequence[Token], first: int, last: int, clause_words: set[int]) -> tuple[Stretch, ...]:
    cuts = [first]
    for index in range(first + 1, last):
        if tokens[index - 1].word in CLAUSE_ENDS or index in clause_words:
            cuts.append(index)
    cuts.append(last)
    return tuple(Stretch(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a)
