"""The desk's own notes on an incident: signed, dated, never published.

A signed note is never rewritten. Who knows better adds another one; what is taken away stays in the history.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import moves
from incidents.errors import Refused
from incidents.models import Incident, IncidentNote
from incidents.models.choices import NoteKind
from incidents.policies import require
from incidents.services.revisions import change
from incidents.text import storable

LONGEST_NOTE = 20_000


def add_note(*, by: AbstractBaseUser, incident: Incident, lock_version: int, kind: str, text: str) -> Incident:
    """A note under the name of whoever writes it."""
    if kind not in NoteKind.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": kind}, "kind")
    words = storable(text.replace("\r\n", "\n"), "text").strip()
    if not words:
        raise Refused(_("Write the note first."), "text")
    if len(words) > LONGEST_NOTE:
        raise Refused(_("This is too long."), "text")
    yours = {"kind": kind, "text": words}
    with change(incident, lock_version, by=by, verb="add_note", yours=yours) as locked:
        moves.check(locked, "edit", by)
        note = {"kind": kind, "text": words, "signed_at": timezone.now()}
        IncidentNote.objects.create(incident=locked, signed_by=by, **note)  # type: ignore[misc]
    return locked


def remove_note(
    *, by: AbstractBaseUser, incident: Incident, lock_version: int, note_id: int, reason: str = ""
) -> Incident:
    """Take a note away: the own one, or as a reviewer anybody's."""
    with change(incident, lock_version, by=by, verb="remove_note", reason=reason.strip()) as locked:
        moves.check(locked, "edit", by)
        note = locked.notes.filter(pk=note_id).first()  # type: ignore[attr-defined]
        if note is None:
            raise Refused(_("This note is not there any more."))
        require(by, "remove_note", note)
        note.delete()
    return locked
