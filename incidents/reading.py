"""Reading a report: the geoparser finds its places, the reader its claims. All who read call this.

Nothing is written here; without the gazetteer's index (`geo.index.IndexMissing`) nothing can be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields

from django.utils.translation import gettext as _

from extraction.facts import Reading, Toponym
from extraction.reader import EXTRACTOR_VERSION, read
from geo.api import geoparse
from geo.facts import ONLY_AROUND, GeoparseResult
from geo.facts import Toponym as FoundToponym
from geo.index import IndexMissing
from incidents.actors import actor_names, identified
from incidents.errors import Refused
from incidents.facts import PlaceInput
from incidents.models import ReportVersion, Source
from incidents.models.choices import ClaimRole, SpanField
from incidents.models.facts import PLACE_VALUES, values_of

__all__ = ["EXTRACTOR_VERSION", "read_place", "read_report", "roles"]


def read_report(
    text: str,
    *,
    published: dt.date | None,
    country_focus: Sequence[str] = (),
    source: Source | None = None,
    spans: Sequence[tuple[int, int]] | None = None,
) -> tuple[Reading, GeoparseResult]:
    """The claims of a stored text and the toponyms behind them.

    `published` is the day of publication where the source is; `country_focus`, or else the source's own, weighs
    places. With `spans` (code points) just these are taken for places.
    """
    focus = tuple(country_focus) or tuple(source.country_focus if source else ())
    places = geoparse(text, country_focus=focus, spans=spans)
    reading = read(text, [_toponym(found) for found in places.toponyms], published=published, actors=actor_names())
    return identified(reading), places


def roles(places: GeoparseResult, reading: Reading) -> list[str]:
    """For each toponym `event` where a claim of what the report is about quotes it as a place, else `background`."""
    quoted = [
        (span.start, span.end)
        for claim in reading.claims
        if claim.role == ClaimRole.EVENT
        for span in claim.spans
        if span.field == SpanField.PLACE
    ]
    return [
        ClaimRole.EVENT.value
        if any(start < toponym.end and toponym.start < end for start, end in quoted)
        else ClaimRole.BACKGROUND.value
        for toponym in places.toponyms
    ]


def read_place(text: str, start: int, end: int, version: ReportVersion | None) -> PlaceInput | None:
    """The place that code points `start` to `end` name, with the words around applied; None where nothing bears it.

    The area around is no answer here: an editor says where it happened, not in which country.

    Refused before the gazetteer is loaded.
    """
    focus = tuple(version.report.source.country_focus) if version else ()
    try:
        found = geoparse(text, country_focus=focus, spans=[(start, end)]).toponyms
    except IndexMissing:
        raise Refused(_("The gazetteer is not loaded yet; try again in a few minutes.")) from None
    if not found or found[0].place_id is None or ONLY_AROUND in found[0].reasons:
        return None
    # `text` is the bare name for the geoparser; a claim keeps the words as they were marked.
    return PlaceInput(**{**values_of(found[0], PLACE_VALUES), "text": " ".join(text[start:end].split())})


_SHARED_FIELDS = tuple(field.name for field in fields(Toponym))


def _toponym(found: FoundToponym) -> Toponym:
    """The same value in the reader's own words: the two rooms do not know each other."""
    return Toponym(**{name: getattr(found, name) for name in _SHARED_FIELDS})
