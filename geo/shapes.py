"""The geoparser's answers in the shapes of the contract, ready for JSON."""

from __future__ import annotations

from typing import Any

from geo.facts import Candidate, GeocodeResult, GeoparseResult, Toponym


def geocode_shape(result: GeocodeResult) -> dict[str, Any]:
    return {
        "query": result.query,
        "ambiguous": result.ambiguous,
        "candidates": [_candidate_shape(candidate) for candidate in result.candidates],
    }


def _candidate_shape(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "place_id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1_name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "radius_m": place.radius_m,
        "area": candidate.area,
        "score": candidate.score,
        "reasons": list(candidate.reasons),
    }


def geoparse_shape(result: GeoparseResult) -> dict[str, Any]:
    return {"language": result.language, "toponyms": [_toponym_shape(toponym) for toponym in result.toponyms]}


def _toponym_shape(toponym: Toponym) -> dict[str, Any]:
    """The bare name with the bare place's position; what the words around add stands in ``relation``."""
    relation = toponym.relation
    return {
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "name": toponym.name,
        "place_id": toponym.place_id,
        "latitude": toponym.place_latitude,
        "longitude": toponym.place_longitude,
        "precision": toponym.place_precision,
        "radius_m": toponym.place_radius_m,
        "area": toponym.place_area,
        "role": None,  # only who has read the whole report knows (`incidents.reading.roles`)
        "score": toponym.score,
        "ambiguous": toponym.ambiguous,
        "hints": list(toponym.hints),
        "relation": relation
        and {
            "kind": relation.kind,
            "start": relation.start,
            "end": relation.end,
            "text": relation.text,
            "latitude": relation.latitude,
            "longitude": relation.longitude,
            "precision": relation.precision,
            "radius_m": relation.radius_m,
            "area": relation.area,
        },
    }
