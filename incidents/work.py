"""Work as rows with a lease, so that a lost message or a killed worker costs seconds, never a report.

A row is written in the request's transaction; the broker only rings. Taking, renewing and finishing are each one
UPDATE that names the state it expects, so that of several workers one wins, on either database.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets

from celery import current_app
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from incidents.models import ReportVersion, Work

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=15)
MOST_ATTEMPTS = 5
RING_SECONDS = 60  # an older message rings for work that the sweep has found long since
_WORKER_DIED = gettext_noop("The program ended each time it read this report.")


def enqueue(version: ReportVersion, extractor_version: str) -> Work:
    """A row for one reading of the report version; one that is there already is done once more, from the start."""
    work, _created = Work.objects.update_or_create(
        report_version=version,
        extractor_version=extractor_version,
        defaults={
            "state": Work.State.WAITING,
            "attempts": 0,
            "lease_until": None,
            "lease_token": "",
            "error": "",
            "finished_at": None,
        },
    )
    transaction.on_commit(ring)
    return work


def ring() -> None:
    """Ring, whatever the broker's state: the sweep finds the row if nobody hears it."""
    try:
        # By name, since the task imports this module.
        current_app.send_task("incidents.tasks.work_off", retry=False, expires=RING_SECONDS)
    except Exception:
        logger.warning("The broker cannot be reached; the sweep will find the work.", exc_info=True)


def take(pk: int | None = None) -> Work | None:
    """The oldest row that is due, or the one of that id if it is, leased to the caller; None where there is none."""
    while True:
        now = timezone.now()
        rows = _due(now) if pk is None else _due(now).filter(pk=pk)
        due = rows.order_by("created_at", "pk").first()
        if due is None:
            return None
        token = secrets.token_hex(16)
        taken = _due(now).filter(pk=due.pk, attempts=due.attempts, lease_token=due.lease_token)
        fields = {"state": Work.State.RUNNING, "attempts": F("attempts") + 1, "lease_token": token}
        if taken.update(**fields, lease_until=now + LEASE):
            return Work.objects.select_related("report_version__report__source").get(pk=due.pk)


def renew(work: Work) -> bool:
    """Extend the lease; False where it is somebody else's by now."""
    return bool(_held(work).update(lease_until=timezone.now() + LEASE))


def finish(work: Work) -> bool:
    """Mark it done; False where the lease is lost, and what was made must then be thrown away.

    To be called inside the transaction that stores what was made: the row stays locked until that ends.
    """
    fields = {"state": Work.State.DONE, "error": "", "lease_until": None, "finished_at": timezone.now()}
    return bool(_held(work).update(**fields))


def fail(work: Work, error: str) -> None:
    """Note the error; wait a little longer after each attempt, and give up after the last one."""
    if work.attempts >= MOST_ATTEMPTS:
        _held(work).update(state=Work.State.FAILED, error=error, lease_until=None, finished_at=timezone.now())
        return
    pause = dt.timedelta(seconds=2 ** (work.attempts - 1))
    _held(work).update(state=Work.State.WAITING, error=error, lease_until=timezone.now() + pause)


def sweep() -> int:
    """Give up what killed its worker too often; the number of rows that are due now."""
    now = timezone.now()
    hopeless = Work.objects.filter(state=Work.State.RUNNING, lease_until__lt=now, attempts__gte=MOST_ATTEMPTS)
    hopeless.update(state=Work.State.FAILED, error=_WORKER_DIED, lease_until=None, finished_at=now)
    return _due(now).count()


def _due(now: dt.datetime) -> QuerySet[Work]:
    waiting = Q(state=Work.State.WAITING) & (Q(lease_until=None) | Q(lease_until__lte=now))
    expired = Q(state=Work.State.RUNNING, lease_until__lt=now)
    # A newer version of a report is compared with the older one, so that one is read first.
    older = Work.objects.filter(
        report_version__report=OuterRef("report_version__report"),
        report_version__number__lt=OuterRef("report_version__number"),
        state__in=[Work.State.WAITING, Work.State.RUNNING],
    )
    return Work.objects.filter(waiting | expired, ~Exists(older), attempts__lt=MOST_ATTEMPTS)


def _held(work: Work) -> QuerySet[Work]:
    return Work.objects.filter(pk=work.pk, state=Work.State.RUNNING, lease_token=work.lease_token)
