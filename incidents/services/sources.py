"""Sources: outlets, agencies, channels and organisations, and what is known about them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from incidents import published
from incidents.errors import Refused
from incidents.history import State, changes_between, state_of
from incidents.models import Claim, Incident, Source
from incidents.models.choices import SourceKind, SourceReliability
from incidents.policies import require
from incidents.services import names as naming
from incidents.services.checks import (
    LONGEST_REASON,
    checked_country,
    checked_fields,
    checked_language,
    checked_note,
    checked_url,
)
from incidents.services.revisions import change, made
from incidents.text import one_line


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
    values = checked_fields(fields, _CHECKS)
    with _changed(source, lock_version, "correct_source", by, "", fields) as locked:
        naming.must_stand(locked)
        naming.rename(locked, values.pop("name", locked.name))
        for field, value in values.items():
            setattr(locked, field, value)
    return locked


def add_source_name(
    *, by: AbstractBaseUser, source: Source, lock_version: int, name: str, language: str = ""
) -> Source:
    """One more name by which reports and people call it; AlreadyThere where it or another source bears it."""
    tidy = _name(name)
    code = naming.language_named(tidy, language)
    with _changed(source, lock_version, "add_source_name", by, "", {"name": name, "language": language}) as locked:
        naming.put_name(locked, tidy, code)
    return locked


def remove_source_name(
    *, by: AbstractBaseUser, source: Source, lock_version: int, name_id: int, reason: str = ""
) -> Source:
    why = one_line(reason, "reason", LONGEST_REASON)
    with _changed(source, lock_version, "remove_source_name", by, why, {"name_id": name_id}) as locked:
        naming.take_name(locked, name_id)
    return locked


def undo_source(*, by: AbstractBaseUser, source: Source, lock_version: int) -> Source:
    """Take back the last correction or change of names; undone once more, it is made again."""
    with _changed(source, lock_version, "undo_source", by, "", {}) as locked:
        naming.take_back(locked)
    return locked


def restore_source(*, by: AbstractBaseUser, source: Source, lock_version: int, state: State, reason: str) -> Source:
    """Columns and names as they stood in the state; `restoring` has checked that it is one of this source's."""
    with _changed(source, lock_version, "restore_revision", by, reason, {}) as locked:
        naming.put_back(locked, changes_between(state, state_of(locked)))
    return locked


def told_in_public(source: Source) -> bool:
    """Whether something published rests on what the source says."""
    published_one = Exists(Incident.objects.published().filter(pk=OuterRef("incident")))
    # Each way is a walk along an index; both at once would be a scan of all claims.
    by_report, without_text = {"report_version__report__source": source}, {"source": source}
    return any(Claim.objects.filter(published_one, **way).exists() for way in (without_text, by_report))


@contextmanager
def _changed(
    source: Source, lock_version: int, verb: str, by: AbstractBaseUser, reason: str, yours: dict[str, Any]
) -> Iterator[Source]:
    with change(source, lock_version, by=by, verb=verb, reason=reason, yours=yours) as locked:
        yield locked
        if told_in_public(locked):
            published.bump()


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
