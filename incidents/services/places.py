"""Places that the gazetteer lacks, added by editors. Imports never overwrite them (`geo.models.Place.is_edited`)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from geo.boundaries import admin1_at, country_at
from geo.changes import note_change
from geo.folding import key_of
from geo.identifiers import EDITOR, place_id
from geo.models import GazetteerSource, Place, PlaceName
from geo.precision import precision_of, radius_of
from incidents import geometry
from incidents.errors import AlreadyThere, Refused
from incidents.policies import require
from incidents.services.revisions import made, record
from incidents.services.sources import checked_language
from incidents.text import one_line


def add_place(
    *,
    by: AbstractBaseUser,
    name: str,
    kind: str,
    latitude: float,
    longitude: float,
    radius_m: int | None = None,
    area: dict[str, Any] | None = None,
    names: Sequence[tuple[str, str]] = (),
    source_url: str = "",
) -> Place:
    """A new place (degrees, metres) with its other names, each a (name, language) pair.

    All processes find it within a second or two (`geo.opening`).
    """
    require(by, "add_place")
    point = geometry.position(latitude, longitude)
    if point is None:
        raise Refused(_("A place with a precision needs a position."), "latitude")
    if kind not in Place.Kind.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": kind}, "kind")
    outline = geometry.area(area)
    own_name = _name(name)
    others = [(_name(other), checked_language(language) or "und") for other, language in names]
    reach = radius_m or (geometry.reach(point, outline) if outline else radius_of(kind))
    with transaction.atomic():
        place = Place.objects.create(
            id=place_id(EDITOR, secrets.token_hex(16)),
            name=own_name,
            kind=kind,
            country=country_at(*point) or "",
            admin1=(admin1_at(*point) or "").partition(".")[2],
            latitude=point[0],
            longitude=point[1],
            radius_m=reach,
            precision=precision_of(kind, reach),
            area=outline,
            source=GazetteerSource.EDITORS,
            source_url=source_url,
            is_edited=True,
        )
        for other, language in dict.fromkeys([(own_name, "und"), *others]):
            PlaceName.objects.create(place=place, name=other, language=language, folded=key_of(other))
        note_change(place.pk, places=1)
        return made(place, "add_place", by)


def add_place_name(*, by: AbstractBaseUser, place: Place, name: str, language: str = "") -> PlaceName:
    """One more name of a place; AlreadyThere where it has it."""
    require(by, "add_place_name", place)
    tidy, code = _name(name), checked_language(language) or "und"
    with transaction.atomic():
        locked = Place.objects.select_for_update().get(pk=place.pk)
        if existing := PlaceName.objects.filter(place=locked, name=tidy, language=code).first():
            raise AlreadyThere(_("The place has this name already."), existing=existing)
        added = PlaceName.objects.create(place=locked, name=tidy, language=code, folded=key_of(tidy))
        note_change(locked.pk)
        record(locked, "add_place_name", by)
    return added


def _name(name: str) -> str:
    tidy = one_line(name, "name", 200)
    if not key_of(tidy):
        raise Refused(_("A place needs a name with a letter in it."), "name")
    return tidy
