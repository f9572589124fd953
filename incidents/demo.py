"""The demo: reports in our own words, taken through the pipeline that every report goes through."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from incidents import work
from incidents.errors import AlreadyThere
from incidents.extracting import do
from incidents.linking import may_be_one
from incidents.models import Claim, Incident, ReportVersion, Source, Work
from incidents.models.choices import ClaimRole, ClaimState, IncidentStatus, Precision
from incidents.services.claims import accept_claim
from incidents.services.incidents import publish_incident
from incidents.services.reports import capture_report, create_source
from incidents.sketches import Sketch

FOLDER = Path(__file__).parent / "demo"
Say = Callable[[str], None]


class DemoFailed(Exception):
    """A demo report could not be read."""


def load_demo(by: AbstractBaseUser, say: Say, folder: Path = FOLDER) -> int:
    """Capture, read, accept, link and publish every demo report; the number of incidents. Safe to repeat."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    versions = []
    for row in sorted(rows, key=lambda row: row["published_on"]):
        version = _captured(row, by)
        if not version.extractor_version:
            say(f"Reading {row['key']}")
        versions.append(_read(version))
    for claim in Claim.objects.filter(report_version__in=versions).open().order_by("report_version", "position"):
        if _bears_out(claim):
            accept_claim(by=by, claim=claim, lock_version=claim.lock_version, incident=_incident_of(claim))
    drafts = Incident.objects.filter(is_demo=True, status=IncidentStatus.DRAFT, is_deleted=False)
    for incident in drafts:
        publish_incident(by=by, incident=incident, lock_version=incident.lock_version)
        say(f"Published {incident.code}")
    return Incident.objects.published().filter(is_demo=True).count()


def _captured(row: dict[str, Any], by: AbstractBaseUser) -> ReportVersion:
    return capture_report(
        by=by,
        text=row["text"],
        source=_source(row["source"], by),
        url=row["url"] or "",
        title=row["title"],
        language=row["language"],
        published_on=dt.date.fromisoformat(row["published_on"]),
        tool="demo",
        is_demo=True,
    ).version


def _source(row: dict[str, str], by: AbstractBaseUser) -> Source:
    try:
        return create_source(by=by, name=row["name"], kind=row["kind"], url=row.get("url") or "", is_demo=True)
    except AlreadyThere as there:
        assert isinstance(there.existing, Source)
        return there.existing


def _read(version: ReportVersion) -> ReportVersion:
    """Do the report's own work row here and now, unless it is done."""
    row = Work.objects.filter(report_version=version).latest("pk")
    if row.state != Work.State.DONE:
        if taken := work.take(row.pk):
            do(taken)
        row.refresh_from_db()
    if row.state != Work.State.DONE:
        raise DemoFailed(f"report version {version.pk} is {row.state}: {row.error or 'another process reads it'}")
    version.refresh_from_db()
    return version


def _bears_out(claim: Claim) -> bool:
    """What a report is about, and of what it recalls only what stands in time and in a place finer than a country."""
    located = claim.places.exclude(precision__in=[Precision.COUNTRY, Precision.UNKNOWN]).filter(is_main=True)
    return claim.role == ClaimRole.EVENT or (claim.date_start is not None and located.exists())


def _incident_of(claim: Claim) -> Incident | None:
    """The demo's incident that an accepted claim of the same occurrence made."""
    sketch = Sketch.of_claim(claim)
    accepted = Claim.objects.filter(state=ClaimState.ACCEPTED, incident__is_demo=True, incident__is_deleted=False)
    others = accepted.with_facts().select_related("incident").order_by("pk")
    return next((other.incident for other in others if may_be_one(Sketch.of_claim(other), sketch)), None)
