"""Does every verb on the database in use and times it: `main` runs in a process of its own."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.record import accounts, beside, named, places, verbs
from benchmarks.record.world import VERBS, World
from incidents import policies
from incidents.history import as_of
from incidents.models import Incident, Report, Revision
from incidents.services.incidents import edit_incident

ROUNDS = 15
MOMENTS = 20
# Pages alone: nothing is done.
_LOOKS = frozenset({"see_desk", "see_learning", "see_people", "see_audit", "see_administration"})
_PARTS = (accounts, beside, named, places, verbs)  # each registers its own
_BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

# Made-up incidents have no history; here each has a short one, so that the tables of it are as long as they would be.
_HISTORY = """
    INSERT INTO incidents_revision
        (subject, subject_id, number, verb, made_at, made_by_id, reason, state, changes)
    SELECT '{subject}', id, {number}, 'recompute', created_at, NULL, '', '{{}}', '{{}}' FROM incidents_{subject}
"""
_AUDIT = """
    INSERT INTO incidents_auditentry (at, verb, by_id, subject, subject_id, subject_name, revision_id, detail)
    SELECT made_at, verb, NULL, subject, subject_id, '', id, '{}' FROM incidents_revision
"""


def main() -> None:
    """Standard output: {"verbs": {verb: {"ms", "queries"}}, "missing": [verb], "past": {"ms"}, and three counts}."""
    # Slow on purpose, and no part of a verb.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _write_history()
    world = World()
    given = {
        "verbs": {name: _measured(VERBS[name], world) for name in sorted(VERBS)},
        "missing": sorted(policies.verbs() - _LOOKS - set(VERBS)),
        "past": {"ms": _past(world)},
        "incidents": Incident.objects.count(),
        "reports": Report.objects.count(),
        "revisions": Revision.objects.count(),
    }
    json.dump(given, sys.stdout)


def _write_history() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for subject in ("incident", "claim", "report"):
            for number in (1, 2):
                cursor.execute(_HISTORY.format(subject=subject, number=number))
        cursor.execute(_AUDIT)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _measured(make_ready: Callable[[World], Callable[[], object]], world: World) -> dict[str, Any]:
    """The first time counts queries, since counting takes time: those of rows, not what brackets a transaction."""
    do = make_ready(world)
    with CaptureQueriesContext(connection) as asked:
        do()
    queries = [query["sql"] for query in asked if not query["sql"].lstrip().startswith(_BRACKETS)]
    times = []
    for _ in range(ROUNDS):
        do = make_ready(world)
        started = perf_counter()
        do()
        times.append((perf_counter() - started) * 1000)
    return {"ms": statistics.median(times), "queries": len(queries)}


def _past(world: World) -> float:
    """One incident, changed often, as it was at each of its moments."""
    incident = world.draft()
    moments = []
    for number in range(MOMENTS):
        edit_incident(
            by=world.editor, incident=incident, lock_version=incident.lock_version, summary_en=f"Wording {number}"
        )
        incident.refresh_from_db()
        moments.append(timezone.now())
    times = []
    for number, moment in enumerate(moments):
        started = perf_counter()
        state = as_of(incident, moment)
        times.append((perf_counter() - started) * 1000)
        assert state and state["summary_en"] == f"Wording {number}"
    return statistics.median(times)
