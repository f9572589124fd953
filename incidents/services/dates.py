"""Dates counted again: where a report came out on another day, or where a claim's words count from another day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from incidents import work
from incidents.errors import Refused
from incidents.history import revisions_of, touched_by_people
from incidents.models import Claim, Incident, Report, Revision
from incidents.models.choices import ClaimState
from incidents.reading import EXTRACTOR_VERSION
from incidents.redating import DATE_COLUMNS, of_anchor, published_another_day
from incidents.services.incidents import recompute
from incidents.services.locking import lock_rows
from incidents.services.origins import told_of_report
from incidents.services.revisions import change, follow

_DAYS = ("date_start", "date_end", "not_before", "not_after", "date_anchor")
_RECOUNTED = gettext_noop("A date was counted again.")
_REDATED = ("redate_claim", "correct_anchor")


def correct_anchor(*, by: AbstractBaseUser, claim: Claim, lock_version: int, anchor: dt.date) -> Claim:
    """Count the claim's date from the anchor, by the words that say it; its incident is computed again."""
    if type(anchor) is not dt.date:
        raise Refused(_("This is not a date."), "anchor")
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="correct_anchor", yours={"date_anchor": anchor}) as locked:
            if locked.state == ClaimState.REJECTED:
                raise Refused(_("This claim was rejected; reopen it first."))
            after = of_anchor(locked, anchor)
            if after is None:
                raise Refused(_("No date can be counted from these words."), "anchor")
            if all(getattr(locked, column) == value for column, value in after.items()):
                raise Refused(_("These words give the same date from any day."), "anchor")
            _set(locked, after)
        _recompute([locked], by)
    return locked


def can_undo_anchor(claim: Claim) -> bool:
    """Whether the last thing that was done to the claim was to count its date again."""
    last = revisions_of(claim).last()
    return last is not None and last.verb in _REDATED


def undo_anchor(*, by: AbstractBaseUser, claim: Claim, lock_version: int) -> Claim:
    """Take back the last counting of the claim's date, with its receipt, whatever asked for it."""
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="undo_anchor") as locked:
            _restore(locked)
        _recompute([locked], by)
    return locked


def redate_claims(report: Report, former: dt.date | None, by: AbstractBaseUser) -> None:
    """Count the dates of all claims of a report from its corrected day (internal, in the transaction of that).

    A claim that only the reader has touched stays the reader's.
    """
    assert report.published_on is not None
    told = Claim.objects.filter(report_version__report=report).select_related("report_version__report")
    claims = list(told.order_by("pk"))
    for claim in claims:
        claim.report_version.report = report  # type: ignore[union-attr]
    touched = touched_by_people(claims)
    changed = []
    for redating in published_another_day(claims, former, report.published_on):
        person = by if redating.claim.pk in touched else None
        with follow(redating.claim, by=person, verb="redate_claim", reason=_RECOUNTED) as locked:
            _set(locked, redating.after)
        changed.append(locked)
    _recompute(changed, by)


def can_undo_day(report: Report) -> bool:
    return _last_day_corrected(report) is not None


def dates_moved(report: Report) -> int:
    """How many claims the last correction of the report's day, which can be taken back, gave another date."""
    last = _last_day_corrected(report)
    return len(_redated_since(last, report)) if last else 0


def undo_day(*, by: AbstractBaseUser, report: Report, lock_version: int) -> Report:
    """Take back the last correction of the report's day, and what it did to the dates of its claims."""
    with transaction.atomic():
        with change(report, lock_version, by=by, verb="undo_day") as locked:
            last = _last_day_corrected(locked)
            if last is None:
                raise Refused(_("The day of this report was not corrected."))
            locked.published_on = _day(last.changes["published_on"][0])
            if locked.newest_version is not None:
                work.enqueue(locked.newest_version, EXTRACTOR_VERSION)
        changed = []
        for newest, former in _redated_since(last, locked):
            claim = Claim.objects.get(pk=newest.subject_id)
            with follow(claim, by=newest.made_by and by, verb="undo_anchor") as restored:
                _set(restored, {column: former.state[column] for column in DATE_COLUMNS})
            changed.append(restored)
        _recompute(changed, by)
        told_of_report(locked)
    return locked


def _redated_since(last: Revision, report: Report) -> list[tuple[Revision, Revision]]:
    """Of each claim whose date was counted again after the correction and has stayed so: that revision, and the one
    before it."""
    claims = Claim.objects.filter(report_version__report=report).values("pk")
    told = Revision.objects.filter(subject=Revision.Subject.CLAIM, subject_id__in=claims).select_related("made_by")
    states = {(row.subject_id, row.number): row for row in told.order_by("subject_id", "number")}
    newest = {row.subject_id: row for row in states.values()}
    redated = [row for row in newest.values() if row.verb == "redate_claim" and row.pk > last.pk]
    return [(row, states[row.subject_id, row.number - 1]) for row in redated]


def _last_day_corrected(report: Report) -> Revision | None:
    """The correction of the day that nothing has taken back."""
    days = [row for row in revisions_of(report) if "published_on" in row.changes and row.number > 1]
    return days[-1] if days and days[-1].verb == "correct_report" else None


def _restore(claim: Claim) -> None:
    revisions = revisions_of(claim)
    last = revisions.last()
    former = revisions.filter(number__lt=last.number).last() if last and last.verb in _REDATED else None
    if former is None:
        raise Refused(_("The date of this claim was not counted again lately."))
    _set(claim, {column: former.state[column] for column in DATE_COLUMNS})


def _set(claim: Claim, values: dict[str, Any]) -> None:
    for column, value in values.items():
        setattr(claim, column, _day(value) if column in _DAYS else value)


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _recompute(claims: list[Claim], by: AbstractBaseUser) -> None:
    incidents = {claim.incident_id for claim in claims if claim.incident_id}
    lock_rows(Incident, incidents)
    for number in sorted(incidents):
        recompute(Incident(pk=number), by, reason=_RECOUNTED)
