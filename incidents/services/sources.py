"""Sources: outlets, agencies, channels and organisations, and what is known about them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from incidents.errors import Refused
from incidents.models import Source
from incidents.models.choices import SourceKind, SourceReliability
from incidents.policies import require
from incidents.services import correcting
from incidents.services import names as naming
from incidents.services.checks import (
    checked_country,
    checked_fields,
    checked_language,
    checked_note,
    checked_url,
)
from incidents.services.revisions import made


def create_source(
    *,
    by: AbstractBaseUser,
    name: str,
    kind: str = SourceKind.OUTLET,
    url: str = "",
    language: str = "",
    time_zone: str = "UTC",
    country_focus: Sequence[str] = (),
    reliability: str = "",
    note: str = "",
    names: Sequence[tuple[str, str]] = (),
    is_demo: bool = False,
) -> Source:
    """A new source with its other names, each a (name, language) pair; AlreadyThere where one bears one of them."""
    require(by, "create_source")
    given: dict[str, Any] = {"name": name, "kind": kind, "url": url, "language": language, "time_zone": time_zone}
    given |= {"country_focus": country_focus, "reliability": reliability, "note": note}
    values = checked_fields(given, _CHECKS)
    aliases = naming.checked_aliases(names, _("A source needs a name."))
    with transaction.atomic():
        return made(naming.make(Source, {**values, "is_demo": is_demo}, aliases), "create_source", by)


def correct_source(*, by: AbstractBaseUser, source: Source, lock_version: int, **fields: Any) -> Source:
    """Correct what is known about a source; its former name stays one of its names.

    Dates that were read before the correction stay as they are: the day of a report is corrected at the report.
    """
    return correcting.correct("correct_source", source, lock_version, by, fields, _CHECKS)


def add_source_name(
    *, by: AbstractBaseUser, source: Source, lock_version: int, name: str, language: str = ""
) -> Source:
    """One more name by which reports and people call it; AlreadyThere where it or another source bears it."""
    return correcting.add_name("add_source_name", source, lock_version, by, _name(name), language)


def remove_source_name(
    *, by: AbstractBaseUser, source: Source, lock_version: int, name_id: int, reason: str = ""
) -> Source:
    return correcting.remove_name("remove_source_name", source, lock_version, by, name_id, reason)


def undo_source(*, by: AbstractBaseUser, source: Source, lock_version: int) -> Source:
    return correcting.undo("undo_source", source, lock_version, by)


def _name(value: str) -> str:
    return naming.checked_name(value, _("A source needs a name."))


def _kind(value: str) -> str:
    if value not in SourceKind.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": value}, "kind")
    return value


def _time_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise Refused(_("“%(zone)s” is not a time zone.") % {"zone": value}, "time_zone")
    return value


def _countries(value: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, (checked_country(country, "country_focus") for country in value))))


def _reliability(value: str) -> str:
    if value not in ("", *SourceReliability.values):
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": value}, "reliability")
    return value


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "kind": _kind,
    "url": checked_url,
    "language": checked_language,
    "time_zone": _time_zone,
    "country_focus": _countries,
    "reliability": _reliability,
    "note": checked_note,
}
