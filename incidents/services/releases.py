"""What becomes public by the clock alone: the end of an embargo."""

from __future__ import annotations

from django.db import transaction

from incidents import published
from incidents.models import Incident, PublishedVersion


def release_due() -> bool:
    """Raise the published version where an embargo has ended since it last went up; whether it did.

    The incidents need no change: they are public from that moment (`published()`), and only the faces that cache have
    to hear of it. Nobody made this decision now, so that there is no revision either.
    """
    with transaction.atomic():
        version = PublishedVersion.objects.select_for_update().filter(pk=1).first()
        released = Incident.objects.published().filter(embargo_until__isnull=False)
        if version is not None:
            released = released.filter(embargo_until__gt=version.changed_at)
        due = released.exists()
        if due:
            published.bump()
    return due
