"""The row that goes up with every change of what the public may see; the faces that cache follow it."""

from typing import Any

from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from incidents.models import Incident, PublishedVersion, Source

_KEPT_S = 300


def published_version() -> PublishedVersion:
    """The row as it is now; number 0 where nothing was ever published."""
    return PublishedVersion.objects.filter(pk=1).first() or PublishedVersion(pk=1, number=0, changed_at=timezone.now())


def unreal_kinds() -> dict[str, bool]:
    """Whether `demo` and `synthetic` incidents are among what is published; looked up once for each version."""
    key = f"unreal:{published_version().number}"
    kinds: dict[str, bool] | None = cache.get(key)
    if kinds is None:
        shown = Incident.objects.published()
        # Of a million made-up incidents none is the demo's: its sources are few, and asked first.
        is_demo = Source.objects.filter(is_demo=True).exists() and shown.filter(is_demo=True).exists()
        kinds = {"demo": is_demo, "synthetic": shown.filter(is_synthetic=True).exists()}
        cache.set(key, kinds, _KEPT_S)
    return kinds


def bump(*, restricts: bool = False, is_explained: bool = False) -> None:
    """Count a change of what the public may see; to be called in the transaction of that change.

    `restricts`: something that was told must not be any more, so that nobody serves what was made before.
    `is_explained`: revisions of the same transaction or the end of an embargo tell what changed
    (`incidents.changed.changed_since`). Where nothing says so, whoever follows the version reads everything again.
    """
    now = timezone.now()
    row = PublishedVersion.objects.filter(pk=1)
    counted: dict[str, Any] = {"number": F("number") + 1, "changed_at": now}
    if restricts:
        counted["restricted"] = F("number") + 1
    if is_explained:
        counted["explained"] = F("explained") + 1
    if not row.update(**counted):
        PublishedVersion.objects.get_or_create(pk=1, defaults={"number": 0, "changed_at": now})
        row.update(**counted)


def hold() -> None:
    """Let nobody else change what the public sees before this transaction ends."""
    PublishedVersion.objects.get_or_create(pk=1, defaults={"number": 0, "changed_at": timezone.now()})
    PublishedVersion.objects.select_for_update().get(pk=1)
