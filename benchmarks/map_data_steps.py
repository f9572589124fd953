"""Times of writing the map's data: `main` runs in a process of its own, on the database and the folder in use."""

from __future__ import annotations

import hashlib
import json
import random
import resource
import shutil
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
from publicmap.columns.reading import content_of

SEED, CHANGES, REPEATS = 7, 10, 5
VIEWS = 2_000  # whole public views that are read for the baseline


def main() -> None:
    asked = json.load(sys.stdin)
    answers = {None: _times, "forget": _forget, "look": _look}
    json.dump(answers[asked](), sys.stdout)


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
    lasted = []
    for _ in range(REPEATS):
        for pk in chance.sample(pks, CHANGES):
            _change(pk, chance)
        started = time.perf_counter()
        follow()
        lasted.append(time.perf_counter() - started)
        rewritten, before = len(_names() - before), _names()
    started = time.perf_counter()
    views = sum(1 for _ in islice(public_views(Incident.objects.order_by("-pk")), VIEWS))
    whole = (time.perf_counter() - started) / views * manifest["count"]
    return took | {"ten_changes_s": lasted, "rewritten": rewritten, "views_s": whole}


def _change(pk: int, chance: random.Random) -> None:
    """As a verb changes a record: its row, its revision and the published version, in one transaction."""
    with changing(Incident.objects.get(pk=pk), by=None, verb="recompute") as incident:
        others = [status for status in StrikeStatus.values if status != incident.strike_status]
        incident.strike_status = chance.choice(others)


def _forget() -> dict[str, Any]:
    """Make the next run one from nothing, which leaves what is served where it is."""
    shutil.rmtree(folder.private_folder(), ignore_errors=True)
    with changing(Incident.objects.order_by("pk")[0], by=None, verb="recompute"):
        pass
    return {"count": _manifest()["count"]}


def _look() -> dict[str, Any]:
    """Whether every file that the manifest names is there and what its name says."""
    manifest = _manifest()
    named = [entry["file"] for entry in (*manifest["files"].values(), *manifest["chunks"])]
    return {"count": manifest["count"], "is_whole": all(map(_is_whole, named))}


def _is_whole(name: str) -> bool:
    try:
        content = content_of(folder.public_folder(), name)
    except (OSError, EOFError):
        return False
    return hashlib.sha256(content).hexdigest().startswith(name.rpartition("-")[2].partition(".")[0])


def _manifest() -> dict[str, Any]:
    manifest = folder.read_manifest()
    assert manifest is not None
    return manifest


def _names() -> set[str]:
    return {path.name for path in folder.public_folder().iterdir()}
