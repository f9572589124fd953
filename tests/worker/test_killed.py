"""A worker killed in the middle of a reading with three more queued: all are read, once each, within 30 s."""

import json
import time
from collections import Counter

import psutil
import pytest

from incidents.models import Claim, Work
from tests.support.site import Site, manage
from tests.support.waiting import wait_for

# In the product's own process and settings, so that its ring goes to the site's broker.
CAPTURE = """
import json, sys
from django.contrib.auth import get_user_model
from incidents.services.reports import capture_report
editor = get_user_model().objects.get(username="editor")
for number, text in enumerate(json.load(sys.stdin)):
    capture_report(by=editor, text=text, source_name="A test desk", url=f"https://example.org/{number}")
"""
# Long enough to be caught in the middle, well below what a report may be.
FILLER = "The council of the town met again to speak about the price of bread and the state of the road.\n"
LONG = "An air strike hit a depot near Mayadin on 3 May 2021, killing two fighters.\n" + FILLER * 2000
SHORT = [
    f"Unidentified aircraft struck a post near Al Bukamal on {day} May 2021, killing {day} fighters."
    for day in (4, 5, 6)
]


def queue(site: Site) -> list[Work]:
    done = manage(site.data, "shell", "-c", CAPTURE, given=json.dumps([LONG, *SHORT]), **site.more)
    assert done.returncode == 0, done.stderr
    return list(Work.objects.filter(report_version__canonical_url__startswith="https://example.org/").order_by("pk"))


def states(work: list[Work]) -> list[str]:
    return list(Work.objects.filter(pk__in=[row.pk for row in work]).order_by("pk").values_list("state", flat=True))


def celery(site: Site, *, main: bool) -> psutil.Process:
    """The worker's main process, or the child in which tasks run."""
    assert site.process
    return next(process for process in site.named("celery") if (process.ppid() == site.process.pid) is main)


@pytest.mark.parametrize("main", [True, False], ids=["main process", "child"])
def test_all_is_read_once_each(site: Site, main: bool) -> None:
    site.start()
    wait_for(lambda: len(site.named("celery")) == 2)
    child = celery(site, main=False)
    work = queue(site)
    wait_for(lambda: Work.State.RUNNING in states(work))
    # Held still, so that the kill falls in the middle whatever the machine's speed.
    child.suspend()
    assert Work.State.RUNNING in states(work)
    assert states(work).count(Work.State.DONE) < len(work)
    celery(site, main=main).kill()
    killed = time.monotonic()
    wait_for(lambda: set(states(work)) == {Work.State.DONE}, 40)
    assert time.monotonic() - killed < 30 + 2  # the supervisor starts it again after a second
    claims = Claim.objects.filter(report_version__work__in=work)
    # One claim a report: the long one says one strike among its filler.
    assert Counter(claims.values_list("report_version", flat=True)) == {row.report_version_id: 1 for row in work}
