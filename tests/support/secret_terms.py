"""What must not be found in any public byte, and how it is looked for."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from geo.folding import fold, key_of

_NUMBER = re.compile(r"-?\d{1,3}\.\d{2,}")
_NEAR = 60  # characters between the two numbers of a position
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Terms:
    """Of one record: `words` by kind, names in every spelling, and the position in degrees."""

    position: tuple[float, float]
    names: tuple[str, ...]
    words: dict[str, str] = field(default_factory=dict)

    def found_in(self, text: Text, without: str = "") -> list[str]:
        """The kinds that the text holds; `without` is the address that was asked for, which a page says again."""
        asked = Text(without)
        kinds = [f"name {name}" for name in self.names if text.holds(name) and not asked.holds(name)]
        kinds += [kind for kind, words in self.words.items() if text.holds(words) and not asked.holds(words)]
        return kinds + (["position"] if text.is_near(self.position) else [])


class Text:
    """Bytes as a reader could decode them: escapes of JSON, HTML and addresses undone, spellings evened out."""

    def __init__(self, body: bytes | str) -> None:
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = html.unescape(unquote_plus(text) if "%" in text else text)
        self.plain = text
        self.folded = fold(text)
        self.joined = self.folded.replace(" ", "")
        self._numbers = [(match.start(), float(match[0])) for match in _NUMBER.finditer(text)]

    def holds(self, words: str) -> bool:
        return words in self.plain or fold(words) in self.folded or key_of(words) in self.joined

    def is_near(self, position: tuple[float, float]) -> bool:
        """Whether two numbers that stand together are the position to two decimals, in either order, or nearer."""
        return any(_is_at(pair, position) for pair in self._pairs())

    def _pairs(self) -> Iterator[tuple[float, float]]:
        numbers = self._numbers
        for (start, one), (later, other) in zip(numbers, numbers[1:], strict=False):
            if later - start < _NEAR:
                yield one, other

    @classmethod
    def of_columns(cls, longitudes: list[int], latitudes: list[int], *more: object) -> Text:
        """Columns of millionths of a degree, each position written out, and whatever else is JSON."""
        rows = [f"{x / 1e6:.6f} {y / 1e6:.6f}" for x, y in zip(longitudes, latitudes, strict=True)]
        return cls("\n".join([*rows, *(json.dumps(value, ensure_ascii=False) for value in more)]))


def _is_at(pair: tuple[float, float], position: tuple[float, float]) -> bool:
    return any(
        abs(first - position[0]) < 0.006 and abs(second - position[1]) < 0.006 for first, second in (pair, pair[::-1])
    )
