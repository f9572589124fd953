"""Reads a report: the one entry into this room.

``read`` is pure: the same text, toponyms and date give the same reading. It takes time in proportion to the length of
the text, raises on no text, and proposes nothing where nothing happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from extraction.claims import claim_of
from extraction.dates import find_dates
from extraction.detection import detect_language
from extraction.document import prepare
from extraction.facts import ActorName, Reading, Toponym
from extraction.grouping import group
from extraction.lexicon import Mark, build, load
from extraction.mentions import find_mentions
from extraction.places import find_places
from extraction.sources import find_agency, find_said_by
from extraction.words import Token, tokenise

EXTRACTOR_VERSION = "1"


def read(text: str, toponyms: Sequence[Toponym], *, published: dt.date | None, actors: Sequence[ActorName]) -> Reading:
    """What a report claims. ``toponyms`` are its resolved places, ``actors`` names known beside the built-in lexicon.

    Without ``published`` dates that need it stay unresolved and say why. A text in a language without a file gives
    the language ``und`` and no claims.
    """
    tokens = tokenise(text)
    code = detect_language(tokens)
    if code == "und":
        return Reading(language=code)
    known = {f"{actor.canonical}#{actor.actor_id}": actor for actor in actors}
    document = prepare(text, load(code), tokens, _named(tokens, known))
    dates = find_dates(document, published)
    dated = {index for date in dates for index in range(date.first, date.last)}
    places = find_places(document, toponyms, dated)
    mentions = find_mentions(document, dates, places, dated, known)
    said_by, span = find_said_by(document)
    agency = find_agency(document)
    incidents = group(mentions, document.language.kinds, published, places)
    return Reading(
        language=code,
        said_by=said_by,
        origin=agency[0] if agency else None,
        claims=tuple(claim_of(document, incident, published, span) for incident in incidents),
    )


def _named(tokens: Sequence[Token], known: Mapping[str, ActorName]) -> Iterator[Mark]:
    if not known:
        return iter(())
    lexicon = build(("named", key, actor.name.replace("?", "").replace("|", " ")) for key, actor in known.items())
    return lexicon.marks(tokens)
