"""Which reports are one origin: found when a text is captured, taken apart and joined again by editors."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from incidents import published
from incidents.errors import Refused
from incidents.models import Incident, Report, ReportVersion
from incidents.origins import origin_of
from incidents.services.revisions import change, follow


def find_origin(report: Report, version: ReportVersion) -> None:
    """Set the origin of a report whose text was just captured (internal: the caller saves the report and records it).

    One that has an origin keeps it, and one that others reprint is the origin.
    """
    if report.origin_id is None and not report.reprints.exists():  # type: ignore[attr-defined]
        report.origin = origin_of(version)
        if report.origin:
            told_of_report(report)


def separate_origin(*, by: AbstractBaseUser, report: Report, lock_version: int) -> Report:
    """The report is no reprint of its origin: a witness of its own, also when a later version is much alike."""
    with change(report, lock_version, by=by, verb="separate_origin", yours={"origin_id": None}) as locked:
        if locked.origin is None:
            raise Refused(_("This report is counted as an origin of its own already."))
        locked.distinct_from.add(locked.origin)
        locked.origin = None
        told_of_report(locked)
    return locked


def join_origin(*, by: AbstractBaseUser, report: Report, lock_version: int, origin: Report) -> Report:
    """Undo `separate_origin`: the two are one origin after all, and so is what reprints the report."""
    with transaction.atomic():
        with change(report, lock_version, by=by, verb="join_origin", yours={"origin_id": origin.pk}) as locked:
            if not locked.distinct_from.filter(pk=origin.pk).exists():
                raise Refused(_("These two reports were not taken apart."))
            locked.distinct_from.remove(origin)
            locked.origin = origin.origin or origin
        for reprint in locked.reprints.order_by("pk"):  # type: ignore[attr-defined]  # a reverse relation
            with follow(reprint, by=by, verb="join_origin") as moved:
                moved.origin = locked.origin
        told_of_report(locked)
    return locked


def told_of_report(report: Report) -> None:
    """Count the published version up where the report, and how many origins there are, stand on a public page.

    (Internal; last in the transaction of what changed it.)
    """
    if Incident.objects.published().filter(claims__report_version__report=report).exists():
        published.bump(is_explained=True)
