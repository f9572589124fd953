"""The verbs of incidents, claims and reports."""

from __future__ import annotations

import datetime as dt

from benchmarks.record.world import Done, World, measured
from incidents.models import Claim, Incident, IncidentMerge, Report
from incidents.models.choices import HarmGrade
from incidents.services import (
    claims,
    dates,
    incidents,
    marking,
    merging,
    origins,
    reports,
    review,
    splitting,
)

WHY = "A reason."
OTHER_DAY = dt.date(2020, 6, 9)


@measured
def capture_report(world: World) -> Done:
    text, url = world.text(), f"https://new.example/{world.name()}".replace(" ", "-")
    return lambda: reports.capture_report(
        by=world.contributor, text=text, source=world.source, url=url, published_on=OTHER_DAY
    )


@measured
def retry_extraction(world: World) -> Done:
    version = world.version()
    return lambda: reports.retry_extraction(by=world.contributor, version=version)


@measured
def correct_report(world: World) -> Done:
    report = world.report()
    return lambda: reports.correct_report(
        by=world.editor, report=report, lock_version=report.lock_version, title=world.name(), published_on=OTHER_DAY
    )


@measured
def undo_day(world: World) -> Done:
    report = world.report()
    moved = reports.correct_report(
        by=world.editor, report=report, lock_version=report.lock_version, published_on=OTHER_DAY
    )
    return lambda: dates.undo_day(by=world.editor, report=moved, lock_version=moved.lock_version)


def _reprint(world: World) -> Report:
    report = world.report()
    Report.objects.filter(pk=report.pk).update(origin=world.report())
    report.refresh_from_db()
    return report


@measured
def separate_origin(world: World) -> Done:
    report = _reprint(world)
    return lambda: origins.separate_origin(by=world.editor, report=report, lock_version=report.lock_version)


@measured
def join_origin(world: World) -> Done:
    report = _reprint(world)
    origin = report.origin
    assert origin
    apart = origins.separate_origin(by=world.editor, report=report, lock_version=report.lock_version)
    return lambda: origins.join_origin(by=world.editor, report=apart, lock_version=apart.lock_version, origin=origin)


@measured
def add_claim(world: World) -> Done:
    version = world.version()
    return lambda: claims.add_claim(by=world.contributor, version=version, facts=world.facts(version))


@measured
def add_claim_without_text(world: World) -> Done:
    facts = world.facts(world.version())
    facts.spans.clear()
    return lambda: claims.add_claim_without_text(by=world.contributor, source=world.source, reason=WHY, facts=facts)


@measured
def correct_claim(world: World) -> Done:
    """In a published incident."""
    claim, version = world.claim_of(world.incident()), world.version()
    facts = world.facts(version)
    facts.spans.clear()
    return lambda: claims.correct_claim(by=world.editor, claim=claim, lock_version=claim.lock_version, facts=facts)


@measured
def accept_claim(world: World) -> Done:
    """Into a published incident; into a new one is less."""
    claim, incident = world.claim(), world.incident()
    return lambda: claims.accept_claim(by=world.editor, claim=claim, lock_version=claim.lock_version, incident=incident)


@measured
def reject_claim(world: World) -> Done:
    claim = world.claim()
    return lambda: claims.reject_claim(by=world.editor, claim=claim, lock_version=claim.lock_version, reason=WHY)


@measured
def reopen_claim(world: World) -> Done:
    incident = world.incident()
    incidents.withdraw_incident(by=world.editor, incident=incident, lock_version=incident.lock_version, reason=WHY)
    claim = world.claim_of(incident)
    return lambda: claims.reopen_claim(by=world.editor, claim=claim, lock_version=claim.lock_version, reason=WHY)


@measured
def correct_anchor(world: World) -> Done:
    claim = _yesterday(world)
    return lambda: dates.correct_anchor(by=world.editor, claim=claim, lock_version=claim.lock_version, anchor=OTHER_DAY)


@measured
def undo_anchor(world: World) -> Done:
    claim = _yesterday(world)
    moved = dates.correct_anchor(by=world.editor, claim=claim, lock_version=claim.lock_version, anchor=OTHER_DAY)
    return lambda: dates.undo_anchor(by=world.editor, claim=moved, lock_version=moved.lock_version)


def _yesterday(world: World) -> Claim:
    """A claim of a published incident whose date counts from the day of its report."""
    claim = world.claim_of(world.incident())
    day = dt.date(2020, 6, 3)
    for column, value in {"date_start": day, "date_end": day, "date_precision": "day", "edtf": "2020-06-03"}.items():
        setattr(claim, column, value)
    claim.date_text, claim.date_anchor = "yesterday", dt.date(2020, 6, 4)
    claim.not_before = claim.not_after = None
    claim.save()
    return claim


@measured
def mark_words(world: World) -> Done:
    """A place in a claim of a published incident."""
    claim = _quoted(world)
    assert claim.report_version
    start = claim.report_version.text.index(world.town.name)
    return lambda: marking.mark_words(
        by=world.editor,
        claim=claim,
        lock_version=claim.lock_version,
        field="place",
        start=start,
        end=start + len(world.town.name),
    )


@measured
def unmark_words(world: World) -> Done:
    claim = _quoted(world)
    span = claim.spans.order_by("pk")[0].pk
    return lambda: marking.unmark_words(by=world.editor, claim=claim, lock_version=claim.lock_version, span_id=span)


def _quoted(world: World) -> Claim:
    claim, incident = world.claim(), world.incident()
    return claims.accept_claim(by=world.editor, claim=claim, lock_version=claim.lock_version, incident=incident)


def _submitted(world: World) -> Incident:
    incident = world.draft()
    return review.submit_incident(by=world.editor, incident=incident, lock_version=incident.lock_version)


@measured
def submit_incident(world: World) -> Done:
    incident = world.draft()
    return lambda: review.submit_incident(by=world.editor, incident=incident, lock_version=incident.lock_version)


@measured
def return_incident(world: World) -> Done:
    incident = _submitted(world)
    return lambda: review.return_incident(
        by=world.reviewer, incident=incident, lock_version=incident.lock_version, comment=WHY
    )


@measured
def approve_incident(world: World) -> Done:
    incident = _submitted(world)
    return lambda: review.approve_incident(by=world.reviewer, incident=incident, lock_version=incident.lock_version)


@measured
def assign_incident(world: World) -> Done:
    incident = world.draft()
    return lambda: review.assign_incident(
        by=world.editor, incident=incident, lock_version=incident.lock_version, person=world.editor
    )


@measured
def correct_incident(world: World) -> Done:
    incident = world.incident()
    grade = HarmGrade.WEAK if incident.harm_grade != HarmGrade.WEAK else HarmGrade.FAIR
    return lambda: incidents.correct_incident(
        by=world.editor, incident=incident, lock_version=incident.lock_version, public_note=WHY, harm_grade=grade
    )


@measured
def publish_incident(world: World) -> Done:
    incident = world.draft()
    return lambda: incidents.publish_incident(by=world.editor, incident=incident, lock_version=incident.lock_version)


@measured
def withdraw_incident(world: World) -> Done:
    incident = world.incident()
    return lambda: incidents.withdraw_incident(
        by=world.editor, incident=incident, lock_version=incident.lock_version, reason=WHY
    )


@measured
def edit_incident(world: World) -> Done:
    """A draft made coarse, which asks for the area around, and with values overridden."""
    incident = world.draft()
    return lambda: incidents.edit_incident(
        by=world.editor,
        incident=incident,
        lock_version=incident.lock_version,
        reason=WHY,
        summary_en="What is known.",
        sensitivity="coarse",
        killed_min=1,
        killed_max=9,
    )


@measured
def delete_incident(world: World) -> Done:
    incident = world.incident()
    return lambda: incidents.delete_incident(
        by=world.reviewer, incident=incident, lock_version=incident.lock_version, reason=WHY
    )


@measured
def restore_incident(world: World) -> Done:
    incident = world.incident()
    gone = incidents.delete_incident(
        by=world.reviewer, incident=incident, lock_version=incident.lock_version, reason=WHY
    )
    return lambda: incidents.restore_incident(
        by=world.reviewer, incident=gone, lock_version=gone.lock_version, reason=WHY
    )


@measured
def merge_incidents(world: World) -> Done:
    kept, gone = world.incident(), world.incident()
    return lambda: merging.merge_incidents(
        by=world.reviewer,
        kept=kept,
        kept_version=kept.lock_version,
        gone=gone,
        gone_version=gone.lock_version,
        reason=WHY,
    )


@measured
def undo_merge(world: World) -> Done:
    merge_incidents(world)()
    merge = IncidentMerge.objects.latest("pk")
    return lambda: merging.undo_merge(by=world.reviewer, merge=merge, lock_version=merge.kept.lock_version)


@measured
def split_incident(world: World) -> Done:
    incident = world.incident()
    leaving = [world.claim_of(incident).pk]
    return lambda: splitting.split_incident(
        by=world.reviewer, incident=incident, claims=leaving, reason=WHY, lock_version=incident.lock_version
    )
