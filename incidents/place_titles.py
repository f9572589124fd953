"""Titles out of the kind of an incident and the place that is shown for it."""

from __future__ import annotations

from geo.folding import is_arabic
from geo.models import Place
from incidents.models import IncidentPlace
from incidents.models.choices import Precision
from incidents.place_names import PlaceNames, part_of
from incidents.titles import generated_title


def place_title(kind: str, shown: IncidentPlace | None, language: str, names: PlaceNames) -> str:
    """`shown` has a position; None where no place can be shown."""
    if shown is None:
        return generated_title(kind, language)
    name = names.of(shown)[language]
    vague = shown.precision == Precision.REGION and _is_bounded(shown) and not part_of(shown)
    if vague and shown.text and is_arabic(shown.text) == (language == "ar"):
        name, vague = shown.text, False  # as the report says
    precision = Precision.EXACT if _is_the_site(shown) else shown.precision
    return generated_title(kind, language, name, precision, part_of=vague)[:300]


def _is_the_site(shown: IncidentPlace) -> bool:
    """True for a base or an airfield itself: known to a few kilometres only because it is that large."""
    place = shown.place
    if place is None or place.kind != Place.Kind.FACILITY:
        return False
    return (shown.latitude, shown.longitude, shown.radius_m) == (place.latitude, place.longitude, place.radius_m)


def _is_bounded(shown: IncidentPlace) -> bool:
    """True for a country or a governorate: what is known to a region in it lies in a part of it."""
    return shown.place is not None and shown.place.kind in (Place.Kind.COUNTRY, Place.Kind.ADM1)
