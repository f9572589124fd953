"""What becomes public by the clock alone: the end of an embargo."""

from __future__ import annotations

import datetime as dt

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
        since = version.changed_at if version else dt.datetime.min.replace(tzinfo=dt.UTC)
        due = Incident.objects.released_since(since).exists()
        if due:
            published.bump(is_explained=True)
    return due
