"""What of the public log may be read now: what a record became later holds for all that was ever told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from incidents.coarse import Coarsening
from incidents.models import Incident, PublicEntry
from incidents.models.choices import IncidentStatus, PublicEvent, Sensitivity
from incidents.public_view import public_views
from incidents.text import harmless


@dataclass(frozen=True)
class PublicLine:
    """One line. `title`, by language, is what the incident is called today, and empty of a withdrawn one.

    `fields` are names of `public_fields.FIELDS`; `is_withheld` says that there is a note which would tell the place.
    """

    id: int
    code: str
    event: str
    at: dt.datetime
    title: dict[str, str]
    fields: tuple[str, ...]
    note: str
    is_withheld: bool


def public_log(incident: Incident | None = None) -> QuerySet[PublicEntry]:
    """The entries, newest first, that may be told now, of all incidents or of one; `lines_of` tells them.

    None of what is hidden, deleted, merged or under embargo; of what was withdrawn the withdrawals alone, also while it
    is reviewed anew.
    """
    published = Q(incident__status=IncidentStatus.PUBLISHED)
    withdrawn = ~published & ~Q(incident__withdrawal_reason="") & Q(event=PublicEvent.WITHDRAWN)
    released = Q(incident__embargo_until=None) | Q(incident__embargo_until__lte=Now())
    entries = PublicEntry.objects.filter(published | withdrawn, released)
    gone = Q(incident__is_deleted=True) | Q(incident__merged_into__isnull=False)
    entries = entries.exclude(gone | Q(incident__sensitivity=Sensitivity.HIDDEN))
    return (entries if incident is None else entries.filter(incident=incident)).order_by("-id")


def withdrawal_of(incident: Incident) -> PublicEntry | None:
    """The line by which the public was told last that it was withdrawn; None where its code tells nothing of that.

    It tells it until it is published again, reviewed anew or not. What nobody outside had seen when it was withdrawn,
    what is guarded beside that, or gone, tells nothing.
    """
    if incident.status == IncidentStatus.PUBLISHED:
        return None
    return public_log(incident).filter(event=PublicEvent.WITHDRAWN).first()


def lines_of(entries: Sequence[PublicEntry]) -> list[PublicLine]:
    """The lines of entries of `public_log`, in a constant number of queries."""
    records = Incident.objects.in_bulk({entry.incident_id for entry in entries})
    views = {view.id: view for view in public_views(Incident.objects.filter(pk__in=records))}
    guarded = [record.pk for record in records.values() if record.sensitivity == Sensitivity.COARSE]
    records |= Incident.objects.with_facts().in_bulk(guarded)
    coarse = Coarsening.of(records.values())
    lines = []
    for entry in entries:
        record, view = records[entry.incident_id], views.get(entry.incident_id)
        secret = coarse.secret_of(record)
        # A sentence of ours in the reader's language; what a person wrote is no message and stays.
        note = _(entry.note) if entry.note else ""
        # A note about another place may name one that the record had then, and knows no more.
        withheld = secret is not None and bool(note) and ("place" in entry.fields or secret.told_by(note))
        # Nobody outside could see it before an embargo had ended.
        at = max(entry.at, record.embargo_until or entry.at)
        lines.append(
            PublicLine(
                id=entry.pk,
                code=record.code,
                event=entry.event,
                at=at,
                title=view.title if view else {},
                fields=tuple(entry.fields),
                note="" if withheld else harmless(note),
                is_withheld=withheld,
            )
        )
    return lines
