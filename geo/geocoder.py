"""The offline gazetteer as a geopy geocoder, so that it drops into any code written for geopy."""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.api import geocode
from geo.facts import IndexedPlace
from geo.geodesy import distance_m
from geo.index import IndexMissing
from geo.models import Place

MOST = 50
_NEAREST_WITHIN_DEGREES = 0.5
_FEW = 10  # what ``exactly_one=False`` gives without a limit


class GazetteerGeocoder(Geocoder):
    """geopy's interface over the gazetteer. ``timeout`` is taken and needs no heed: nothing is asked over a network.

    ``Location.raw`` says the place's id, kind, precision and radius in metres, and of an answer to a name its score
    and the reasons for it.
    """

    def __init__(self, *, country: str | None = None) -> None:
        super().__init__(scheme="https", timeout=1)
        self.country = country

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        admin1: str | None = None,
    ) -> Location | list[Location] | None:
        """The best place, or up to ``limit`` of them with ``exactly_one=False``; None where there is none.

        Raises ``geopy.exc.GeocoderQueryError`` for what cannot be a query, ``GeocoderUnavailable`` before the
        gazetteer is loaded.
        """
        most = _limit(exactly_one, limit)
        if not isinstance(query, str):
            raise GeocoderQueryError("A place string is expected.")
        try:
            result = geocode(query, country=self.country, admin1=admin1, limit=most)
        except ValueError as error:
            raise GeocoderQueryError(str(error)) from error
        except IndexMissing as error:
            raise GeocoderUnavailable(str(error)) from error
        found = [
            _location(candidate.place, candidate.place.id, score=candidate.score, reasons=list(candidate.reasons))
            for candidate in result.candidates
        ]
        return _given(found, exactly_one)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int | None = None, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """The nearest settlements within half a degree of a point, nearest first; None where there is none.

        Raises ``geopy.exc.GeocoderQueryError`` for what is no position.
        """
        most = _limit(exactly_one, limit)
        if query is None:  # which geopy takes for the point 0, 0
            raise GeocoderQueryError("A position is expected.")
        try:
            point = Point(query)
        except (ValueError, TypeError) as error:
            raise GeocoderQueryError(str(error)) from error
        latitude, longitude, half = point.latitude, point.longitude, _NEAREST_WITHIN_DEGREES
        around = Place.objects.of_kind("settlement").within_box(
            longitude - half, latitude - half, longitude + half, latitude + half
        )
        away = {place: round(distance_m(latitude, longitude, *_position(place))) for place in around.defer("area")}
        nearest = sorted(away, key=lambda place: (away[place], place.pk))[:most]
        return _given([_location(place, place.pk, distance_m=away[place]) for place in nearest], exactly_one)


def _limit(exactly_one: bool, limit: int | None) -> int:
    if limit is not None and limit < 1:
        raise GeocoderQueryError("The limit is at least 1.")
    return 1 if exactly_one else min(limit or _FEW, MOST)


def _position(place: Place | IndexedPlace) -> tuple[float, float]:
    return place.latitude, place.longitude


def _location(place: Place | IndexedPlace, number: int, **more: Any) -> Location:
    name = ", ".join(filter(None, (place.name, place.admin1_name, place.country)))
    said = {name: getattr(place, name) for name in ("kind", "precision", "radius_m")}
    return Location(name, _position(place), {"place_id": number, **said, **more})


def _given(found: list[Location], exactly_one: bool) -> Location | list[Location] | None:
    if exactly_one:
        return found[0] if found else None
    return found or None
