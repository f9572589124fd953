"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "gone", "come", "left out"]
# A word with the blanks after it: blanks of their own would be alike everywhere and cost the matcher most of its time.
_WORD = re.compile(r"\S+\s*|\s+")
# Comparing takes time as the product of both lengths; beyond this, texts are compared line by line (0.1 s).
_MOST_COMPARED = 1_000_000
SHOWN_AROUND = 12  # words that stay the same, shown on either side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: in both texts, in the first alone (gone), in the second alone (come), or left out of sight."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """All words of both texts in order; what stays the same far from a change is left out."""
    return list(_shortened(_joined(_compared(before, after))))


def _compared(before: str, after: str) -> Iterator[Piece]:
    first, second = _WORD.findall(before), _WORD.findall(after)
    alike = _alike(first, second)
    yield Piece("same", "".join(second[:alike]))
    first, second = first[alike:], second[alike:]
    alike = _alike(first[::-1], second[::-1])
    yield from _differing(first[: len(first) - alike], second[: len(second) - alike])
    yield Piece("same", "".join(second[len(second) - alike :]))


def _alike(first: list[str], second: list[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(first), len(second)))


def _differing(first: list[str], second: list[str]) -> Iterator[Piece]:
    if len(first) * len(second) > _MOST_COMPARED:
        first, second = "".join(first).splitlines(keepends=True), "".join(second).splitlines(keepends=True)
    # Words are compared without the blanks after them, so that the end of a line is no other word.
    matcher = SequenceMatcher(None, [word.strip() for word in first], [word.strip() for word in second], False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(second[from_:to]))
            continue
        if start < end:
            yield Piece("gone", "".join(first[start:end]))
        if from_ < to:
            yield Piece("come", "".join(second[from_:to]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    for kind, alike in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in alike))


def _shortened(pieces: Iterator[Piece]) -> Iterator[Piece]:
    found = list(pieces)
    for number, piece in enumerate(found):
        words = _WORD.findall(piece.text)
        before = SHOWN_AROUND if number else 0
        after = SHOWN_AROUND if number < len(found) - 1 else 0
        if piece.kind != "same" or len(words) <= before + after + 1:
            yield piece
            continue
        if before:
            yield Piece("same", "".join(words[:before]))
        yield Piece("left out", "… ")
        if after:
            yield Piece("same", "".join(words[-after:]))
