"""The report's text cut where highlights begin and end: the one place where spans become markup.

Offsets are Unicode code points, as Python counts, so that no browser's UTF-16 count can move a highlight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from incidents.models.choices import SpanField


class SpanLike(Protocol):
    pk: int
    claim_id: int
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same spans; `begins` are those that start here and so carry a label."""

    text: str
    spans: tuple[SpanLike, ...] = ()
    begins: tuple[SpanLike, ...] = ()

    @property
    def claim_ids(self) -> str:
        return _once(str(span.claim_id) for span in self.spans)

    @property
    def span_ids(self) -> str:
        return _once(str(span.pk) for span in self.spans)

    @property
    def field(self) -> str:
        """The field whose colour is shown: of several, the shortest span's, which would else be hidden."""
        return min(self.spans, key=lambda span: span.end - span.start).field

    @property
    def field_classes(self) -> str:
        return _once(f"under-{span.field}" for span in self.spans)

    @property
    def label(self) -> str:
        return " · ".join(dict.fromkeys(str(SpanField(span.field).label) for span in self.begins))

    @property
    def title(self) -> str:
        return " · ".join(dict.fromkeys(str(SpanField(span.field).label) for span in self.spans))


def _once(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(words))


def segments(text: str, spans: Iterable[SpanLike]) -> list[Segment]:
    """The whole text in order, cut at each span's edges; spans may overlap and are clipped to the text."""
    inside = sorted((span for span in spans if span.start < len(text)), key=lambda span: (span.start, span.end))
    cuts = sorted({0, len(text), *(span.start for span in inside), *(min(span.end, len(text)) for span in inside)})
    open_spans: list[SpanLike] = []
    upcoming = iter(inside)
    following = next(upcoming, None)
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        open_spans = [span for span in open_spans if span.end > start]
        begins = []
        while following is not None and following.start == start:
            begins.append(following)
            following = next(upcoming, None)
        open_spans += begins
        found.append(Segment(text[start:end], tuple(open_spans), tuple(begins)))
    return found
