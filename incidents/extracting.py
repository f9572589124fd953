"""Doing the work that waits: take a row, read its report under a lease that is kept alive, store and finish at once."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator

from django.db import connection, transaction

from geo.opening import look_again
from incidents import work
from incidents.models import Work
from incidents.reading import read_report
from incidents.services.extraction import store_reading

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 4.0


def work_off() -> int:
    """Do all that is due; the number of rows that were taken."""
    done = 0
    while taken := work.take():
        do(taken)
        done += 1
    return done


def do(taken: Work) -> None:
    """Read one report. An error is noted on the row, which is tried again; a lost lease leaves nothing behind."""
    version = taken.report_version
    report = version.report
    look_again()  # an editor may have added the place that the report is read again for
    try:
        with kept_alive(taken):
            reading, _places = read_report(
                version.text,
                published=report.published_on,
                country_focus=tuple(report.source.country_focus),
                source=report.source,
            )
        with transaction.atomic():
            if work.finish(taken):
                store_reading(version, reading, taken.extractor_version)
    except Exception as error:
        logger.exception("Reading report version %s failed", version.pk)
        work.fail(taken, f"{type(error).__name__}: {error}"[:1000])


@contextlib.contextmanager
def kept_alive(taken: Work) -> Iterator[None]:
    """Renew the lease from a thread of its own while the block runs."""
    stopped = threading.Event()
    heart = threading.Thread(target=_beat, args=(taken, stopped), daemon=True, name=f"lease of work {taken.pk}")
    heart.start()
    try:
        yield
    finally:
        stopped.set()
        heart.join()


def _beat(taken: Work, stopped: threading.Event) -> None:
    is_held = True
    while is_held and not stopped.wait(HEARTBEAT_SECONDS):
        try:
            is_held = work.renew(taken)
        except Exception:
            # A busy database costs one beat, at worst the lease, never the reading: `finish` decides.
            logger.warning("The lease of work %s was not renewed", taken.pk, exc_info=True)
            connection.close()
    # Django's connections belong to threads; this one ends here.
    connection.close()
