"""The row that goes up with every change of what the public may see; the faces that cache follow it."""

from django.db.models import F
from django.utils import timezone

from incidents.models import PublishedVersion


def published_version() -> PublishedVersion:
    """The row as it is now; number 0 where nothing was ever published."""
    return PublishedVersion.objects.filter(pk=1).first() or PublishedVersion(pk=1, number=0, changed_at=timezone.now())


def bump() -> None:
    """Count a change of what the public may see; to be called in the transaction of that change."""
    now = timezone.now()
    row = PublishedVersion.objects.filter(pk=1)
    if not row.update(number=F("number") + 1, changed_at=now):
        PublishedVersion.objects.get_or_create(pk=1, defaults={"number": 0, "changed_at": now})
        row.update(number=F("number") + 1, changed_at=now)
