"""Who says so in the text, and which agency the report reprints."""

from __future__ import annotations

from extraction.document import Document
from extraction.facts import Span

NEAR = 5


def find_said_by(document: Document) -> tuple[str | None, Span | None]:
    """The source that the report quotes first, with its span: the source named beside a verb of saying."""
    for mark in document.marks.get("source", []):
        near = document.within("speech", max(0, mark.first - NEAR), min(len(document.tokens), mark.last + NEAR))
        if any(speech.label != "complement" for speech in near):
            return mark.label, document.span("said_by", mark.first, mark.last)
    agency = find_agency(document)
    return (None, None) if agency is None else agency


def find_agency(document: Document) -> tuple[str, Span] | None:
    """The agency whose words these are: in the dateline, in brackets, or beside a verb of saying."""
    for mark in document.marks.get("agency", []):
        before, after = document.word(mark.first - 1), document.word(mark.last)
        bracketed = before in {"(", "-", "—", "/"} or after in {")", "-", "—"}
        near = document.within("speech", max(0, mark.first - NEAR), min(len(document.tokens), mark.last + NEAR))
        if bracketed or near:
            return mark.label, document.span("said_by", mark.first, mark.last)
    return None
