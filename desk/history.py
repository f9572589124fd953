"""The history of a record as its pages show it: who did what, when and why, and what it changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from desk.differences import Difference, differences
from desk.record_words import RecordWords
from desk.wording import verb_label
from incidents.history import State, revisions_of
from incidents.models import Revision

LATEST = 8  # beside the record itself; its history has a page of its own


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history."""

    revision: Revision
    verb: str
    reason: str
    changes: list[Difference]


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest entries of a record, and where the others are."""

    entries: list[Entry]
    subject: str
    number: int
    count: int


def latest_of(record: models.Model) -> Latest | None:
    """None for what has no history yet: a place as an import brought it."""
    shown = list(revisions_of(record).select_related("made_by").order_by("-number")[:LATEST])
    if not shown:
        return None
    return Latest(entries_of(shown), shown[0].subject, shown[0].subject_id, shown[0].number)


def entries_of(revisions: Iterable[Revision]) -> list[Entry]:
    shown = [(revision, state_before(revision)) for revision in revisions]
    words = RecordWords(state for revision, before in shown for state in (before, revision.state))
    return [
        Entry(
            revision=revision,
            verb=verb_label(revision.verb),
            reason=reason_in_words(revision.reason),
            changes=differences(before, revision.state, words),
        )
        for revision, before in shown
    ]


def state_before(revision: Revision) -> State:
    """What stood before the revision, out of what it changed; empty before the first."""
    if revision.number == 1:
        return {}
    return revision.state | {name: before for name, (before, _after) in revision.changes.items()}


def moment_in(typed: str) -> dt.datetime:
    """A moment as an address has it: of a day its end, of a time without a zone that of UTC. ValueError otherwise."""
    if len(typed) == len("2020-07-01"):
        return dt.datetime.combine(dt.date.fromisoformat(typed), dt.time.max, dt.UTC)
    moment = dt.datetime.fromisoformat(typed.replace(" ", "+"))  # a plus sign that an address was given as it is
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def reason_in_words(reason: str) -> str:
    """A reason that a service gave, translated; one that a person typed stays as it is."""
    return _(reason) if reason else ""
