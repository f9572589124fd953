"""Accepted claims that go from one incident to another, each with its revision, in as many queries as one takes."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, prefetch_related_objects

from incidents.history import revisions_of
from incidents.models import Claim, Incident
from incidents.public_view import is_public
from incidents.services.public_log import corrected, tell
from incidents.services.revisions import record_each
from incidents.text import storable


def locked_claims(*incidents: Incident) -> list[Claim]:
    """All claims of the incidents with their facts, as `Claim` orders them.

    They are locked by number before any incident is: in the order in which the verbs of a claim lock.
    """
    claims = list(Claim.objects.select_for_update().filter(incident__in=incidents).order_by("pk"))
    prefetch_related_objects(claims, "places", "actors", "casualties", "spans")
    return sorted(claims, key=lambda claim: (claim.position, claim.pk))


def move_claims(claims: Sequence[Claim], to: Incident, by: AbstractBaseUser, verb: str, reason: str) -> None:
    """The caller has them locked, and computes both incidents again."""
    moved = Claim.objects.filter(pk__in=[claim.pk for claim in claims])
    moved.update(incident=to, lock_version=F("lock_version") + 1)
    for claim in claims:
        claim.incident, claim.lock_version = to, claim.lock_version + 1
    record_each([(claim, reason) for claim in claims], verb, by)


def tell_moved(incident: Incident, event: str, note: str = "") -> None:
    """The line of the public log for the record's newest revision, where the public sees the record."""
    if is_public(incident):
        revision = revisions_of(incident).latest("number")
        fields = corrected(incident, revision)
        tell(incident, event, note=storable(note.strip(), "public_note"), fields=fields, revision=revision)
