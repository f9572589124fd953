"""What other rooms call: two functions that answer with plain values."""

from __future__ import annotations

from collections.abc import Sequence

from geo import geocoding, geoparsing
from geo.facts import GeocodeResult, GeoparseResult
from geo.opening import open_index


def geocode(query: str, *, country: str | None = None, admin1: str | None = None, limit: int = 5) -> GeocodeResult:
    """The places that a string may mean, best first.

    ``country`` (ISO 3166-1 alpha-2) limits the answer, ``admin1`` (a name in any language) weighs it.
    Raises ValueError for a query that cannot be one, ``geo.index.IndexMissing`` before the gazetteer is loaded.
    """
    return geocoding.search(open_index(), query, country, admin1, limit)


def geoparse(
    text: str, *, country_focus: Sequence[str] = (), spans: Sequence[tuple[int, int]] | None = None
) -> GeoparseResult:
    """The toponyms of a text, in its order.

    ``country_focus`` are the countries that the source reports on; with ``spans`` (code points, half open) just these
    are resolved. Raises ``geo.index.IndexMissing`` before the gazetteer is loaded.
    """
    return geoparsing.parse(open_index(), text, country_focus, spans)
