"""Accepted claims that go from one incident to another, each with its revision, in as many queries as one takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F

from incidents.history import revisions_of
from incidents.models import Claim, Incident
from incidents.public_view import is_public
from incidents.services.public_log import corrected, tell
from incidents.services.revisions import record_each
from incidents.text import storable


def locked_claims(**chosen: Any) -> list[Claim]:
    """Those claims, locked by number before any incident: in the order in which the verbs of a claim lock."""
    return list(Claim.objects.select_for_update().filter(**chosen).order_by("pk"))


def move_claims(claims: Sequence[Claim], to: Incident, by: AbstractBaseUser, verb: str, reason: str) -> None:
    """The caller has them locked, and computes both incidents again."""
    moved = Claim.objects.filter(pk__in=[claim.pk for claim in claims])
    moved.update(incident=to, lock_version=F("lock_version") + 1)
    record_each(list(moved.with_facts().order_by("pk")), verb, by, reason)  # type: ignore[attr-defined]


def tell_moved(incident: Incident, event: str, note: str = "") -> None:
    """The line of the public log for the record's newest revision, where the public sees the record."""
    if is_public(incident):
        revision = revisions_of(incident).latest("number")
        fields = corrected(incident, revision)
        tell(incident, event, note=storable(note.strip(), "public_note"), fields=fields, revision=revision)
