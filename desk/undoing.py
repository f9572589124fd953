"""What somebody has just done to an incident can be undone right away, where a verb does the opposite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.models import Revision

OFFERED_FOR = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Undo:
    """A button: the verb without `_incident`, and what is posted with it."""

    verb: str
    posted: dict[str, Any]


def _nothing(revision: Revision) -> dict[str, Any]:
    return {}


def _taken_back(revision: Revision) -> dict[str, Any]:
    return {"comment": _("Taken back.")}


def _before(revision: Revision) -> dict[str, Any]:
    return {"person": revision.changes.get("assigned_to_id", [None])[0] or ""}


_OPPOSITES: dict[str, tuple[str, Callable[[Revision], dict[str, Any]]]] = {
    "submit_incident": ("return", _taken_back),
    "withdraw_incident": ("publish", _nothing),
    "delete_incident": ("restore", _nothing),
    "restore_incident": ("delete", _nothing),
    "assign_incident": ("assign", _before),
}


def undo_of(last: Revision | None, user: User, offered: dict[str, bool]) -> Undo | None:
    """How the newest revision is undone by who made it; None where it is old, somebody else's, or has no opposite."""
    if last is None or last.verb not in _OPPOSITES or last.made_by_id != user.pk:
        return None
    verb, posted = _OPPOSITES[last.verb]
    if last.made_at < timezone.now() - OFFERED_FOR or not offered[verb]:
        return None
    return Undo(verb, posted(last))
