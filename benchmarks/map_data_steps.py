"""Times of writing the map's data: `main` runs in a process of its own, on the database and the folder in use."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from itertools import islice
from typing import Any

from incidents.models import Incident
from incidents.models.choices import StrikeStatus
from incidents.public_view import public_views
from incidents.services.revisions import follow as changing
from publicmap.columns import folder
from publicmap.columns.following import follow

SEED, CHANGES, REPEATS = 7, 10, 5
VIEWS = 2_000  # whole public views that are read for the baseline


def main() -> None:
    json.dump(_times(), sys.stdout)


def _times() -> dict[str, Any]:
    started, processor = time.perf_counter(), time.process_time()
    follow()
    took = {"from_nothing_s": time.perf_counter() - started, "from_nothing_cpu_s": time.process_time() - processor}
    took["peak_gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    manifest = _manifest()
    chunks = sum(chunk["bytes"] for chunk in manifest["chunks"])
    beside = sum(file["bytes"] for file in manifest["files"].values())
    took["bytes"], took["all_bytes"] = chunks / manifest["count"], (chunks + beside) / manifest["count"]
    chance = random.Random(SEED)  # noqa: S311  # which records, not a secret
    pks = list(Incident.objects.order_by("pk").values_list("pk", flat=True))
    before = _names()
    lasted, busy = [], []
    for _ in range(REPEATS):
        for pk in chance.sample(pks, CHANGES):
            _change(pk, chance)
        started, processor = time.perf_counter(), time.process_time()
        follow()
        lasted.append(time.perf_counter() - started)
        busy.append(time.process_time() - processor)
        rewritten, before = len(_names() - before), _names()
    started = time.perf_counter()
    views = sum(1 for _ in islice(public_views(Incident.objects.order_by("-pk")), VIEWS))
    whole = (time.perf_counter() - started) / views * manifest["count"]
    return took | {"ten_changes_s": lasted, "ten_changes_cpu_s": busy, "rewritten": rewritten, "views_s": whole}


def _change(pk: int, chance: random.Random) -> None:
    """As a verb changes a record: its row, its revision and the published version, in one transaction."""
    with changing(Incident.objects.get(pk=pk), by=None, verb="recompute") as incident:
        others = [status for status in StrikeStatus.values if status != incident.strike_status]
        incident.strike_status = chance.choice(others)


def _manifest() -> dict[str, Any]:
    manifest = folder.read_manifest()
    assert manifest is not None
    return manifest


def _names() -> set[str]:
    return {path.name for path in folder.public_folder().iterdir()}
