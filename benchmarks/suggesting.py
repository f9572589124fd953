"""Suggestions of incidents for new claims among made-up ones, in one process."""

from __future__ import annotations

import json
import random
import statistics
import sys
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from incidents.likeness import compare
from incidents.models import Claim, ClaimCasualty, ClaimPlace, Incident, Report, ReportVersion, Source
from incidents.models.facts import PLACE_VALUES, values_of
from incidents.sketches import IncidentColumns, Sketch
from incidents.suggestions import suggestions

CLAIMS, REPEATS = 60, 3
LISTED = 5


def main() -> None:
    """Standard output: {"incidents", "median_ms", "slowest_ms", "found", "scan_ms"} for claims that repeat an incident.

    Half of the claims have no date, only the day of their report. `found`: the share of the dated ones whose incident
    is among the five suggested. `scan_ms` is the plain way: every incident compared. Nothing is kept.
    """
    draw = random.Random(1)  # noqa: S311
    located = list(Incident.objects.exclude(latitude=None).exclude(date_start=None).values_list("pk", flat=True))
    with transaction.atomic():
        version = _report()
        chosen = [Incident.objects.get(pk=pk) for pk in draw.sample(located, CLAIMS)]
        claims = [_claim(version, incident, is_dated=number % 2 == 0) for number, incident in enumerate(chosen)]
        asked = Claim.objects.with_facts().select_related("report_version__report", "former")
        times, found = [], []
        for incident, pk in zip(chosen, claims, strict=True):
            took, listed = [], []
            for _repeat in range(REPEATS):
                claim = asked.get(pk=pk)
                started = perf_counter()
                listed = suggestions([claim], LISTED)[pk]
                took.append((perf_counter() - started) * 1000)
            times.append(min(took))
            if claim.date_start:
                found.append(any(row.incident.pk == incident.pk for row in listed))
        scan = _scan(asked.get(pk=claims[0]))
        transaction.set_rollback(True)
    figures = {"median_ms": statistics.median(times), "slowest_ms": max(times), "scan_ms": scan}
    json.dump({"incidents": Incident.objects.count(), "found": sum(found) / len(found), **figures}, sys.stdout)


def _report() -> ReportVersion:
    source = Source.objects.create(name="Benchmark")
    report = Report.objects.create(source=source)
    return ReportVersion.objects.create(report=report, number=1, text="-", sha256="-", captured_at=timezone.now())


def _claim(version: ReportVersion, incident: Incident, is_dated: bool) -> int:
    """A claim that says what the incident's record says."""
    dates = (
        values_of(incident, ("date_start", "date_end", "date_precision", "edtf"))
        if is_dated
        else {"not_after": incident.date_end}
    )
    claim = Claim.objects.create(report_version=version, kind=incident.kind, **dates)
    for place in incident.places.all():  # type: ignore[attr-defined]
        ClaimPlace.objects.create(claim=claim, is_main=place.is_main, **values_of(place, PLACE_VALUES))
    if incident.killed_min is not None:
        bounds = {"minimum": incident.killed_min, "maximum": incident.killed_max}
        ClaimCasualty.objects.create(claim=claim, harm="killed", **bounds)
    return claim.pk


def _scan(claim: Claim) -> float:
    started = perf_counter()
    sketch = Sketch.of_claim(claim)
    rows = Incident.objects.values_list(*IncidentColumns._fields)
    max(compare(sketch, Sketch.of_columns(IncidentColumns(*row))).score for row in rows.iterator())
    return (perf_counter() - started) * 1000
