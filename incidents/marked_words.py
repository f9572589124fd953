"""What words that a person marked say: the same rules as the reader's, asked about one stretch of the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from extraction.actors import find_actors
from extraction.casualties import find_tolls
from extraction.dates import DateMention, find_dates
from extraction.detection import detect_language
from extraction.document import Document, Sentence, prepare
from extraction.facts import DateFact
from extraction.lexicon import languages, load
from extraction.words import tokenise
from incidents.facts import ActorInput, CasualtyInput
from incidents.models.choices import ActorRole, Harm


class _Stretch(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


Found = TypeVar("Found", bound=_Stretch)


class MarkedWords:
    """Code points `start` to `end` of a report's text, read in the light of their sentence.

    Each method gives None where the words say nothing of that sort, or the language is not one that can be read.
    """

    def __init__(self, text: str, start: int, end: int, published: dt.date | None) -> None:
        self.text, self.start, self.end, self.published = text, start, end, published
        self.words = text[start:end]
        tokens = tokenise(text)
        code = detect_language(tokens)
        self.document = prepare(text, load(code), tokens, ()) if code in languages() else None

    def date(self) -> DateFact | None:
        mention = self._marked(self._dates())
        return mention.fact if mention else None

    def toll(self) -> CasualtyInput | None:
        if self.document is None:
            return None
        dated = {index for mention in self._dates() for index in range(mention.first, mention.last)}
        tolls = (toll for one in self._sentences() for toll in find_tolls(self.document, one.first, one.last, dated))
        toll = self._marked(tolls)
        if toll is None or toll.harm not in Harm.values:
            return None
        return CasualtyInput(toll.harm, toll.group, toll.min, toll.max, " ".join(self.words.split())[:300], toll.part)

    def actor(self) -> ActorInput:
        """The party that the words name, or the words themselves as a target's name."""
        text = " ".join(self.words.split())[:200]
        found = None
        if document := self.document:
            found = self._marked(
                mention for one in self._sentences() for mention in find_actors(document, one.first, one.last, (), {})
            )
        if found is None:
            return ActorInput(name=text, text=text, role=ActorRole.TARGET)
        return ActorInput(name=found.name, text=text, role=found.role, attribution=found.attribution)

    def _dates(self) -> list[DateMention]:
        return find_dates(self.document, self.published) if self.document else []

    def _sentences(self) -> list[Sentence]:
        assert self.document is not None
        return [sentence for sentence in self.document.sentences if self._touches(self.document, sentence)]

    def _marked(self, mentions: Iterable[Found]) -> Found | None:
        """The first mention that the marked words hold a part of."""
        return next((one for one in mentions if self.document and self._touches(self.document, one)), None)

    def _touches(self, document: Document, stretch: _Stretch) -> bool:
        return document.tokens[stretch.first].start < self.end and document.tokens[stretch.last - 1].end > self.start
