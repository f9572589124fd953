"""The map's data: every public incident in columns, made once for each published version.

Its one reader is `static/js/state/dataset.js`.
"""

from __future__ import annotations

import gzip
import json
import threading
from typing import Any

from django.core.cache import cache
from django.urls import reverse

from incidents.models import Incident, PublishedVersion
from incidents.models.choices import Kind
from incidents.public_view import PublicIncident, public_views

FORMAT = 2
HOUR = 3600
COLUMNS = (
    "code",
    "title_en",
    "title_ar",
    "kind",
    "date_start",
    "date_end",
    "date_precision",
    "not_before",
    "not_after",
    "latitude",
    "longitude",
    "precision",
    "radius_m",
    "area",
    "place_en",
    "place_ar",
    "killed",
    "injured",
)


_building = threading.Lock()


def name_of(version: PublishedVersion) -> str:
    """Names one version's data for ever: a later format, or a database that counts anew, gives other names."""
    changed = int(version.changed_at.timestamp()) if version.number else 0
    return f"{FORMAT}-{version.number}-{changed:x}"


def snapshot_url(version: PublishedVersion) -> str:
    """The address of one version's data; it never shows anything else."""
    return f"{reverse('machines:snapshot')}?v={name_of(version)}"


def compressed_snapshot(version: PublishedVersion) -> bytes:
    """The snapshot as gzip'ed JSON, kept until the version changes; of several first readers one builds it."""
    name = name_of(version)
    if (kept := _kept(name)) is not None:
        return kept
    with _building:
        body = _kept(name)
        if body is None:
            written = json.dumps(snapshot(version), ensure_ascii=False, separators=(",", ":"))
            body = gzip.compress(written.encode(), compresslevel=6, mtime=0)
            # Under one key: the data of former versions would only fill the memory.
            cache.set("snapshot", (name, body), HOUR)
    return body


def _kept(name: str) -> bytes | None:
    kept_name, body = cache.get("snapshot") or ("", None)
    return body if kept_name == name else None


def snapshot(version: PublishedVersion) -> dict[str, Any]:
    """Columns of equal length; `kind` and `area` are indexes, since many incidents share a governorate's boundary."""
    kinds = Kind.values
    areas: dict[str, int] = {}
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for incident in public_views(Incident.objects.published().order_by("pk")):
        for name, value in _row(incident, kinds, areas).items():
            columns[name].append(value)
    return {
        "format": FORMAT,
        "version": version.number,
        "changed_at": version.changed_at.isoformat() if version.number else "",
        "kinds": kinds,
        "areas": [json.loads(area) for area in areas],
        "columns": columns,
    }


def _row(incident: PublicIncident, kinds: list[str], areas: dict[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(incident, name, None) for name in COLUMNS}
    for name in ("date_start", "date_end", "not_before", "not_after"):
        row[name] = row[name].isoformat() if row[name] else None
    row["title_en"], row["title_ar"] = incident.title["en"], incident.title["ar"]
    row["kind"] = kinds.index(incident.kind)
    names = incident.places[0].names if incident.places else {"en": "", "ar": ""}
    row["place_en"], row["place_ar"] = names["en"], names["ar"]
    if incident.area is not None:
        row["area"] = areas.setdefault(json.dumps(incident.area, sort_keys=True), len(areas))
    return row
