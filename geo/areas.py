"""The area that a relation of the text gives of a place of the gazetteer: ``geo.relations`` with the boundaries known.

What one text says of a place others say too, so that each area is kept for a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo import boundaries, relations
from geo.facts import Candidate, IndexedPlace, Relation
from geo.phrases import Phrase
from geo.precision import ADM1
from geo.resolution import Context

_Drawn = tuple[relations.Located, dict[str, Any]] | None  # the area with its GeoJSON


def relation_of(
    text: str,
    phrase: Phrase | None,
    ranked: Sequence[Candidate],
    far_end: IndexedPlace | None,
    border: Sequence[str],
    context: Context,
) -> Relation | None:
    """The phrase as geometry; None where there is none or where it says nothing about so large a place.

    ``far_end`` is the other place of "between", ``border`` the countries whose border the name is.
    """
    if phrase is None:
        return None
    place = _its_province(ranked) if phrase.kind == "countryside" else ranked[0].place
    if phrase.kind == "border":
        # "The border of the province" is no country's.
        drawn = _border(place.country, border, context) if place.kind == "country" else None
    else:
        drawn = _area_of(place, replace(phrase, start=0, end=0, other=None), far_end)
    if drawn is None:
        return None
    located, area = drawn
    return Relation(
        phrase.kind, phrase.start, phrase.end, text[phrase.start : phrase.end], located.latitude, located.longitude,
        located.precision, located.radius_m, area,
    )  # fmt: skip


def _its_province(ranked: Sequence[Candidate]) -> IndexedPlace:
    """«ريف حمص» is the countryside of the governorate that bears the city's name, where there is one."""
    best = ranked[0].place
    provinces = (c.place for c in ranked if c.place.kind == "adm1" and c.place.country == best.country)
    return next((place for place in provinces if place.id in best.parents), best)


def _border(country: str, named: Sequence[str], context: Context) -> _Drawn:
    """The border strip of the country that is named, on the side that the text is about; None where that is unknown.

    Of «الحدود السورية العراقية» both sides.
    """
    if len(named) == 2:
        return _border_strip(named[0], named[1], both=True)
    weights = dict.fromkeys(context.focus, 1.0) | dict(context.countries)
    others = sorted((code for code in weights if code != country), key=lambda code: (-weights[code], code))
    strips = (_border_strip(other, country, both=False) for other in others)
    return next((strip for strip in strips if strip), None)


@lru_cache(maxsize=256)
def _border_strip(country: str, other: str, *, both: bool) -> _Drawn:
    mine, theirs = boundaries.country_outline(country), boundaries.country_outline(other)
    if mine is None or theirs is None:
        return None
    return _drawn(relations.along_border(mine, theirs, mine.union(theirs) if both else mine))


@lru_cache(maxsize=1024)
def _area_of(place: IndexedPlace, phrase: Phrase, far_end: IndexedPlace | None) -> _Drawn:
    return _drawn(_located(place, phrase, far_end))


def _drawn(located: relations.Located | None) -> _Drawn:
    return (located, boundaries.as_geojson(located.area)) if located else None


def _located(place: IndexedPlace, phrase: Phrase, far_end: IndexedPlace | None) -> relations.Located | None:
    outline = _outline(place)
    spot = (place.latitude, place.longitude, place.radius_m)
    if phrase.kind == "between":
        if far_end is None or place.kind == "country" or far_end.id == place.id:
            return None
        wide = max(min(place.radius_m, far_end.radius_m), relations.REACH_M["around"])
        # One area, whichever of the two is asked.
        first, second = sorted((spot[:2], (far_end.latitude, far_end.longitude)))
        return relations.between(first, second, wide)
    if outline is not None:
        return _part(place.kind, outline, phrase)
    if place.kind in ("country", "adm1", "region") or phrase.kind == "central":
        return None
    if place.kind == "natural" and place.radius_m > relations.LARGEST_NEAR_M:
        return None  # "east of the Euphrates" lies beside a line of 800 km, of which we know one point
    clip = boundaries.country_outline(place.country) if phrase.kind not in ("distance", "near", "around") else None
    if phrase.kind == "distance" and phrase.distance_m is not None:
        return relations.at_distance(*spot, phrase.distance_m, phrase.bearing)
    if phrase.kind in ("part", "direction") and phrase.bearing is not None:
        return relations.towards(*spot, phrase.bearing, clip=clip)
    if phrase.kind in ("countryside", "desert") and phrase.bearing is not None:
        return relations.towards(*spot, phrase.bearing, phrase.kind, clip)
    if phrase.kind not in relations.REACH_M:
        return None
    return relations.around(*spot, phrase.kind, clip)


def _outline(place: IndexedPlace) -> BaseGeometry | None:
    if place.kind == "country":
        return boundaries.country_outline(place.country)
    return boundaries.admin1_outline(f"{place.country}.{place.admin1}") if place.kind == "adm1" else None


def _part(kind: str, outline: BaseGeometry, phrase: Phrase) -> relations.Located | None:
    """The part of a country or province that the phrase means, or None."""
    precision = relations.PRECISION_OF_PART[kind]
    if phrase.kind == "central":
        return relations.middle_of(outline, precision)
    if phrase.kind in ("part", "direction", "countryside", "desert") and phrase.bearing is not None:
        return relations.part_of(outline, phrase.bearing, precision)
    if phrase.kind in ("countryside", "desert") and kind == "adm1":
        return relations.located_in(outline, ADM1)
    return None
