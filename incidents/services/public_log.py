"""The public log: nothing that the public sees changes without a line of it, written in the change's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from incidents.errors import Refused
from incidents.models import Incident, PublicEntry, Revision
from incidents.models.choices import IncidentStatus, PublicEvent, Sensitivity
from incidents.public_fields import public_changes
from incidents.public_view import is_public

# A reason that a service gave to what followed from its change -> the same for the public. What a person typed as a
# reason is for the desk and never told.
_FOLLOWED = {
    "A claim was linked.": gettext_noop("A report was added."),
    "A claim was taken back.": gettext_noop("A report was taken out."),
    "A claim was corrected.": gettext_noop("What a report says was read again."),
    "Words were marked.": gettext_noop("What a report says was read again."),
    "A mark was taken away.": gettext_noop("What a report says was read again."),
    "A date was counted again.": gettext_noop("A date was counted again from the words of its report."),
    "Two parties turned out to be one.": gettext_noop("Two parties turned out to be one."),
    "Two parties are two after all.": gettext_noop("Two parties are two after all."),
    "The rough place is drawn in another way.": gettext_noop("The rough place is drawn in another way."),
}
# The gazetteer spells places, in titles too: no statement of the record, and one name stands in thousands of them.
_SPELLING = ("The name of a place was corrected.", ["title"])


def tell(
    incident: Incident, event: str, *, note: str = "", fields: Iterable[str] = (), revision: Revision
) -> PublicEntry:
    """Write the line of a revision; `note` is for the public, `fields` are names of `public_fields.FIELDS`.

    A revision has one line: what is told last of it stands, as a merge tells more than the correction that it makes.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a line of the public log is written in the transaction of its change")
    entry = PublicEntry(
        revision=revision, incident=incident, event=event, at=revision.made_at, note=note, fields=list(fields)
    )
    told = ("event", "note", "fields")
    return PublicEntry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=("revision",), update_fields=told
    )[0]


def tell_change(
    incident: Incident, revision: Revision, *, was_published: bool, was_public: bool, note: str = ""
) -> PublicEntry | None:
    """The line of what the revision did to what the public sees; None where that is nothing.

    What nobody could see yet, hidden or under embargo, was never told wrongly: of that only the publication is a line.
    """
    if is_published(incident) and not was_published:
        return tell(incident, PublicEvent.PUBLISHED, note=note, revision=revision)
    if was_public and incident.status == IncidentStatus.WITHDRAWN:
        return tell(incident, PublicEvent.WITHDRAWN, note=note or incident.withdrawal_reason, revision=revision)
    fields = corrected(incident, revision) if was_public and is_public(incident) else []
    if not fields or (revision.reason, fields) == _SPELLING:
        return None
    said = note or _FOLLOWED.get(revision.reason, "")
    return tell(incident, PublicEvent.CORRECTED, note=said, fields=fields, revision=revision)


def needs_note(is_told: bool) -> None:
    """For `change(told=...)` without a note: Refused where the public sees the change."""
    if is_told:
        raise Refused(_("The public sees this: say for the public what is corrected, and why."), "public_note")


def corrected(incident: Incident, revision: Revision) -> list[str]:
    """The public fields that the revision changed; none by a first one, which has nothing to be compared with."""
    if revision.number == 1:
        return []
    return public_changes(revision.changes, coarse=incident.sensitivity == Sensitivity.COARSE)


def is_published(incident: Incident) -> bool:
    """Published, be it hidden or under embargo: `is_public` says whether anybody sees it."""
    return incident.status == IncidentStatus.PUBLISHED and not incident.is_deleted
