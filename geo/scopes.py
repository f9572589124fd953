"""The area in which the place of a string must be sought: a hint's province, the district or town after the comma."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from geo.candidates import named, sounding
from geo.facts import Candidate, IndexedPlace
from geo.folding import fold, key_of, key_of_folded
from geo.geodesy import distance_m
from geo.index import NameIndex
from geo.lexicon import without_kind_words
from geo.sounds import ROMANISED

_ABOUT_A_TOWN_M = 30_000  # what a string says to be "at" a town lies no farther from it
_TOWN = 50_000  # people: the least of a city in the Degree of Urbanisation, which has suburbs
_BESIDE_DEGREES = 0.25  # the two largest cities that touch
_ACROSS_M = 30_000
_FEW_SETTLEMENTS = 10
_AREAS = (("adm1",), ("country",), ("adm2", "adm3"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Areas by their ids, and towns that stand for what lies about them."""

    areas: frozenset[int] = frozenset()
    towns: tuple[IndexedPlace, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.areas or self.towns)

    def holds(self, place: IndexedPlace) -> bool:
        """True where the place is one of the areas, lies in one, or lies about one of the towns."""
        return not self.areas.isdisjoint((place.id, *place.parents)) or any(
            distance_m(place.latitude, place.longitude, town.latitude, town.longitude) < _ABOUT_A_TOWN_M
            for town in self.towns
        )


def province(index: NameIndex, name: str, focus: frozenset[str]) -> Scope:
    """What a hint names: a province, else a country, else districts."""
    places = _meant(index, name, focus)
    for kinds in _AREAS:
        if found := [place.id for place in places if place.kind in kinds]:
            return Scope(frozenset(found))
    # "Aleppo" may be given where only the city bears that spelling: its province is meant.
    towns = sorted((place for place in places if place.parents), key=lambda place: -place.population)[:1]
    return Scope(frozenset(number for place in towns for number in place.parents[:-1][-1:]))


def province_across_the_border(index: NameIndex, name: str, country: str) -> tuple[str, Scope]:
    """The province of the name in a country that touches the one asked for, and that country; the scope empty for none.

    A list of conflicts may count the Gaza Strip to Israel, where the gazetteer has it in Palestine.
    """
    for place in _meant(index, name, frozenset()):
        if place.kind == "adm1" and _has_towns_about(index, country, place):
            return place.country, Scope(frozenset([place.id]))
    return country, Scope()


def _has_towns_about(index: NameIndex, country: str, province: IndexedPlace) -> bool:
    """True where settlements of the country lie about the province."""
    column, words = index.column, index.words["country"]
    if country not in words:
        return False
    reach = (province.radius_m + _ACROSS_M) / 111_000  # metres to a degree of latitude
    wide = reach / max(0.1, math.cos(math.radians(province.latitude)))
    return bool(
        np.any(
            (column["country"] == words.index(country))
            & (np.abs(column["latitude"] - province.latitude) < reach)
            & (np.abs(column["longitude"] - province.longitude) < wide)
            & (column["kind"] == index.words["kind"].index("settlement"))
        )
    )


def scope_of(found: Sequence[Candidate]) -> Scope:
    """What a part of the string that says where gives: its areas, and of its towns the likeliest."""
    areas = frozenset(c.place.id for c in found if c.place.kind in ("adm1", "adm2", "adm3", "country"))
    return Scope(areas, tuple(c.place for c in found if c.place.kind == "settlement")[:1])


def _meant(index: NameIndex, name: str, focus: Iterable[str]) -> list[IndexedPlace]:
    plain, _kinds = without_kind_words(fold(name))
    if not plain:
        return []
    variants = named(index, key_of_folded(plain), plain) or sounding(index, plain, sorted(focus) or ROMANISED)
    return [variant.place for variant in variants if not focus or variant.place.country in focus]


def seat_of(index: NameIndex, number: int) -> IndexedPlace | None:
    """The seat of a province: the largest settlement with its name, else the largest of all; None without any."""
    row = index.row_of_id.get(number)
    if row is None:
        return None
    province = index.place(row)
    rows = _settlements(index, province)
    if not len(rows):
        return None
    namesakes = {row for row, _flags, _form in index.places_named(key_of(province.name))}.intersection(rows.tolist())
    return index.place(max(namesakes or rows.tolist(), key=lambda row: int(index.column["population"][row])))


def seen_from_its_seat(index: NameIndex, place: IndexedPlace) -> IndexedPlace:
    """A province with its seat for a point, where a thing somewhere in it likeliest happened; other places as they are.

    People live, and reporters work, about the seat; the middle of a desert province is desert. The radius holds the
    known settlements, where there are enough of them to say how far the province is inhabited.
    """
    if place.kind != "adm1" or (seat := seat_of(index, place.id)) is None:
        return place
    rows = _settlements(index, place)
    if len(rows) < _FEW_SETTLEMENTS:
        reach = place.radius_m + distance_m(place.latitude, place.longitude, seat.latitude, seat.longitude)
    else:
        farthest = index.place(_farthest(index, rows, seat))
        reach = distance_m(seat.latitude, seat.longitude, farthest.latitude, farthest.longitude) + farthest.radius_m
    return replace(place, latitude=seat.latitude, longitude=seat.longitude, radius_m=round(reach))


def _farthest(index: NameIndex, rows: np.ndarray, point: IndexedPlace) -> int:
    """The row of the place farthest from the point, on a plane: near enough within a province."""
    north = index.column["latitude"][rows] - point.latitude
    east = (index.column["longitude"][rows] - point.longitude) * np.cos(np.radians(point.latitude))
    return int(rows[int(np.argmax(np.hypot(north, east)))])


def lies_beside(index: NameIndex, place: IndexedPlace, scope: Scope) -> bool:
    """True where the place touches a town of one of the scope's provinces."""
    latitudes, longitudes = index.column["latitude"], index.column["longitude"]
    for row in filter(None, map(index.row_of_id.get, scope.areas)):
        rows = _settlements(index, index.place(row))
        rows = rows[index.column["population"][rows] >= _TOWN]
        near = rows[
            (np.abs(latitudes[rows] - place.latitude) < _BESIDE_DEGREES)
            & (np.abs(longitudes[rows] - place.longitude) < _BESIDE_DEGREES)
        ]
        for other in map(index.place, near.tolist()):
            apart = distance_m(place.latitude, place.longitude, other.latitude, other.longitude)
            if apart < place.radius_m + other.radius_m:
                return True
    return False


def _settlements(index: NameIndex, province: IndexedPlace) -> np.ndarray:
    """The rows of the province's settlements; none of what is no province."""
    if province.kind != "adm1":
        return np.empty(0, dtype="int64")
    return _rows_of(index, province.country, province.admin1)


@lru_cache(maxsize=64)
def _rows_of(index: NameIndex, country: str, admin1: str) -> np.ndarray:
    column, words = index.column, index.words
    return np.flatnonzero(
        (column["country"] == words["country"].index(country))
        & (column["admin1"] == words["admin1"].index(admin1))
        & (column["kind"] == words["kind"].index("settlement"))
    )
