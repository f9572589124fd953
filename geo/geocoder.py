"""The offline gazetteer as a geopy geocoder, so that it drops into any code written for geopy."""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.api import geocode
from geo.geodesy import distance_m
from geo.models import Place

_NEAREST_WITHIN_DEGREES = 0.5
_MOST = 50


class GazetteerGeocoder(Geocoder):
    """geopy's interface over the gazetteer. ``timeout`` is taken and needs no heed: nothing is asked over a network."""

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

        Raises ``geopy.exc.GeocoderQueryError`` for what cannot be a query.
        """
        wanted = 1 if exactly_one else min(limit or 10, _MOST)
        try:
            result = geocode(query, country=self.country, admin1=admin1, limit=wanted)
        except ValueError as error:
            raise GeocoderQueryError(str(error)) from error
        found = [
            Location(
                ", ".join(filter(None, (place.name, place.admin1_name, place.country))),
                (place.latitude, place.longitude),
                {"place_id": place.id, "kind": place.kind, "radius_m": place.radius_m, "score": candidate.score},
            )
            for candidate in result.candidates
            for place in (candidate.place,)
        ]
        if exactly_one:
            return found[0] if found else None
        return found or None

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int | None = None, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """The nearest settlements within half a degree of a point, nearest first; None where there is none."""
        try:
            point = Point(query)
        except ValueError as error:
            raise GeocoderQueryError(str(error)) from error
        latitude, longitude, half = point.latitude, point.longitude, _NEAREST_WITHIN_DEGREES
        around = Place.objects.of_kind("settlement").within_box(
            longitude - half, latitude - half, longitude + half, latitude + half
        )
        nearest = sorted(
            around.defer("area"),
            key=lambda place: distance_m(latitude, longitude, place.latitude, place.longitude),
        )
        found = [
            Location(
                ", ".join(filter(None, (place.name, place.admin1_name, place.country))),
                (place.latitude, place.longitude),
                {"place_id": place.pk, "kind": place.kind, "radius_m": place.radius_m},
            )
            for place in nearest[: 1 if exactly_one else min(limit or 10, _MOST)]
        ]
        if exactly_one:
            return found[0] if found else None
        return found or None
