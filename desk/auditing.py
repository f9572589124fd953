"""Reading the audit: which entries, in which order, and where what they are about is shown."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse

from incidents.models import AuditEntry, Incident

COLUMNS = ("at", "by", "verb", "subject", "subject_id", "subject_name", "revision", "address", "detail")
_PAGES = {"report": "desk:report", "claim": "desk:claim", "place": "desk:place", "person": "desk:person"}


def entries(
    *,
    by: User | None = None,
    by_program: bool = False,
    verb: str = "",
    subject: str = "",
    incident: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[AuditEntry]:
    """The entries that meet all that is given, the newest first. Days are UTC and both included."""
    found = AuditEntry.objects.select_related("by", "revision").defer("revision__state").order_by("-id")
    if by_program:
        found = found.filter(by=None)
    if by:
        found = found.filter(by=by)
    if verb:
        found = found.filter(verb=verb)
    if subject:
        found = found.filter(subject=subject)
    if incident:
        record = Incident.objects.by_code(incident).first()
        found = found.filter(subject="incident", subject_id=record.pk) if record else found.none()
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lte=dt.datetime.combine(until, dt.time.max, tzinfo=dt.UTC))
    return found


def entries_about(person: User) -> QuerySet[AuditEntry]:
    """What the account itself went through: sign-ins, roles, links."""
    return entries().filter(Q(subject="person", subject_id=person.pk))


def page_about(entry: AuditEntry) -> str:
    """The desk's page of what the entry is about; empty where it has none."""
    if entry.subject == AuditEntry.Subject.INCIDENT and entry.subject_name:
        return reverse("desk:incident", args=[entry.subject_name])
    if entry.subject in _PAGES and entry.subject_id:
        return reverse(_PAGES[entry.subject], args=[entry.subject_id])
    return ""


def as_csv(found: QuerySet[AuditEntry]) -> Iterator[str]:
    """The entries as lines of CSV with a header, the oldest first."""
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    rows = found.order_by("id").values_list(*(f"{name}__username" if name == "by" else name for name in COLUMNS))
    for row in rows.iterator(chunk_size=2000):
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    """A spreadsheet takes a cell that begins so for a formula; names and details are what people typed."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value.isoformat() if isinstance(value, dt.datetime) else value


class _Line:
    """A file for the csv module that hands each line back."""

    def write(self, line: str) -> str:
        return line


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
