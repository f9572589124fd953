"""Sources: outlets, agencies, channels and organisations, and what is known about them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from incidents import published
from incidents.addresses import canonical_url
from incidents.errors import AlreadyThere, Refused
from incidents.models import Incident, Source
from incidents.models.choices import SourceKind
from incidents.policies import require
from incidents.services.revisions import change, made
from incidents.text import one_line, storable

LONGEST_LANGUAGE = 12  # of the columns that keep one
LONGEST_URL = 500


def create_source(
    *,
    by: AbstractBaseUser,
    name: str,
    kind: str = SourceKind.OUTLET,
    url: str = "",
    language: str = "",
    time_zone: str = "UTC",
    country_focus: Sequence[str] = (),
    is_demo: bool = False,
) -> Source:
    """A new source; AlreadyThere where one has the name."""
    require(by, "create_source")
    values = _checked(
        {
            "name": name,
            "kind": kind,
            "url": url,
            "language": language,
            "time_zone": time_zone,
            "country_focus": country_focus,
        }
    )
    with transaction.atomic():
        _must_be_new(values["name"])
        return made(Source.objects.create(**values, is_demo=is_demo), "create_source", by)


def correct_source(*, by: AbstractBaseUser, source: Source, lock_version: int, **fields: Any) -> Source:
    """Correct what is known about a source; dates that were read before the correction stay as they are."""
    values = _checked(fields)
    with change(source, lock_version, by=by, verb="correct_source", yours=fields) as locked:
        if values.get("name", locked.name).casefold() != locked.name.casefold():
            _must_be_new(values["name"])
        for field, value in values.items():
            setattr(locked, field, value)
        told_by = Q(claims__report_version__report__source=locked) | Q(claims__source=locked)
        if Incident.objects.published().filter(told_by).exists():
            published.bump()
    return locked


def checked_language(code: str) -> str:
    """The BCP 47 code, empty for none; Refused where Babel's CLDR data do not know the language."""
    tidy = code.strip()
    if tidy in ("", "und"):
        return tidy
    try:
        Locale.parse(tidy, sep="-")
        is_known = len(tidy) <= LONGEST_LANGUAGE
    except (UnknownLocaleError, ValueError, TypeError):
        is_known = False
    if not is_known:
        raise Refused(_("“%(code)s” is not a language that is known here.") % {"code": tidy[:40]}, "language")
    return tidy


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(fields) - set(_CHECKS)):
        raise Refused(_("“%(field)s” cannot be edited.") % {"field": unknown[0]}, unknown[0])
    return {field: _CHECKS[field](value) for field, value in fields.items()}


def _name(value: str) -> str:
    tidy = one_line(value, "name", 200)
    if not tidy:
        raise Refused(_("A source needs a name."), "name")
    return tidy


def _kind(value: str) -> str:
    if value not in SourceKind.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": value}, "kind")
    return value


def _url(value: str) -> str:
    address = canonical_url(value)
    if len(address) > LONGEST_URL:
        raise Refused(_("The address is too long."), "url")
    return address


def _time_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise Refused(_("“%(zone)s” is not a time zone.") % {"zone": value}, "time_zone")
    return value


def _countries(value: Sequence[str]) -> list[str]:
    countries = [country.upper() for country in value]
    for country in countries:
        if not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise Refused(_("Countries are given by two letters (ISO 3166-1)."), "country_focus")
    return countries


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "kind": _kind,
    "url": _url,
    "language": checked_language,
    "time_zone": _time_zone,
    "country_focus": _countries,
    "reliability": lambda value: one_line(value, "reliability", 40),
    "note": lambda value: storable(value, "note"),
}


def _must_be_new(name: str) -> None:
    if existing := Source.objects.filter(name__iexact=name).first():
        raise AlreadyThere(_("There is a source of this name already."), existing=existing)
