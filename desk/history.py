"""The history of a record as its page shows it: who did what, when and why, and what it changed."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from desk.conflicts import Difference, changes
from desk.wording import verb_label
from incidents.history import revisions_of
from incidents.models import Revision


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history."""

    revision: Revision
    verb: str
    reason: str
    changes: list[Difference]


def history_of(record: models.Model) -> list[Entry]:
    """The newest first."""
    revisions = revisions_of(record).select_related("made_by").order_by("-number")
    return [
        Entry(revision, verb_label(revision.verb), reason_in_words(revision.reason), changes(revision.changes))
        for revision in revisions
    ]


def reason_in_words(reason: str) -> str:
    """A reason that a service gave, translated; one that a person typed stays as it is."""
    return _(reason) if reason else ""
