"""Codes that several records keep, checked before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _

from geo.importing.records import is_country
from incidents.addresses import canonical_url
from incidents.errors import Refused
from incidents.text import storable

LONGEST_LANGUAGE = 12  # of the columns that keep one
LONGEST_URL = 500
LONGEST_NOTE = 5000
LONGEST_REASON = 500


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


def checked_country(code: str, field: str = "country") -> str:
    """The ISO 3166-1 alpha-2 code in capitals, empty for none."""
    country = code.strip().upper()
    if country and not is_country(country):
        raise Refused(_("Countries are given by two letters (ISO 3166-1)."), field)
    return country


def checked_url(value: str) -> str:
    address = canonical_url(value)
    if len(address) > LONGEST_URL:
        raise Refused(_("The address is too long."), "url")
    return address


def checked_note(value: str) -> str:
    """Words of several lines, without blanks around them."""
    tidy = storable(value, "note").replace("\r\n", "\n").strip()
    if len(tidy) > LONGEST_NOTE:
        message = _("This is %(length)d characters long; at most %(longest)d are allowed.")
        raise Refused(message % {"length": len(tidy), "longest": LONGEST_NOTE}, "note")
    return tidy


def checked_fields(fields: Mapping[str, Any], checks: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Each value as its check gives it back; Refused for a field that nobody may edit."""
    if unknown := sorted(set(fields) - set(checks)):
        raise Refused(_("“%(field)s” cannot be edited.") % {"field": unknown[0]}, unknown[0])
    return {field: checks[field](value) for field, value in fields.items()}
