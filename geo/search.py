"""Finding a place while somebody types: straight from the database, so that a web process needs no index."""

from __future__ import annotations

from geo.models import Place

MOST = 20


def places_starting_with(text: str, limit: int = 10) -> list[Place]:
    """At most ``limit`` (and never more than 20) places with a name that starts with the text, best first."""
    return Place.objects.starting_with(text[:100], min(limit, MOST))
