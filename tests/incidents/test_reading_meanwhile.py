"""A report is read while people work on its claims, or on the report itself."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from incidents import extracting, tasks, work
from incidents.models import Claim, ReportVersion, Work
from incidents.reading import read_report
from incidents.services.claims import accept_claim
from incidents.services.extraction import store_reading
from incidents.services.reports import capture_report, correct_report, retry_extraction
from tests.factories import EditorFactory
from tests.incidents.test_work import PUBLISHED, TEXT, later

HELD = 0.5  # seconds that the other side holds its locks, unless it is let go before


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def version(editor):
    return captured(editor, TEXT)


def captured(editor, text):
    return capture_report(
        by=editor, text=text, source_name="Outlet", url="https://outlet.example/a", published_on=PUBLISHED
    ).version


def meanwhile(job, *, first, then=lambda: None):
    """Run `first` and `then` in one transaction of another thread and, between the two, `job` in this one."""
    begun, let_go, problems = threading.Event(), threading.Event(), []

    def run():
        try:
            with transaction.atomic():
                first()
                begun.set()
                let_go.wait(HELD)
                then()
        except BaseException as problem:
            problems.append(problem)
        finally:
            begun.set()
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    begun.wait()
    try:
        job()
    finally:
        let_go.set()
        other.join()
    assert problems == []


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_is_being_accepted_is_not_taken_back(gazetteer, editor, version):
    tasks.work_off()
    claim = version.claims.order_by("position").first()
    retry_extraction(by=editor, version=version)
    taken = work.take()
    meanwhile(
        lambda: extracting.do(taken),
        first=lambda: accept_claim(by=editor, claim=Claim.objects.get(pk=claim.pk), lock_version=1),
    )
    claim.refresh_from_db()
    assert (claim.state, claim.incident.claims.count(), version.claims.count()) == ("accepted", 1, 2)
    assert Work.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_correcting_a_report_and_finishing_its_reading_do_not_block_each_other(gazetteer, editor, version):
    taken = work.take()
    reading, _places = read_report(version.text, published=PUBLISHED)

    def correct():
        report = version.report
        report.refresh_from_db()
        changes = {"published_on": dt.date(2020, 6, 6), "language": "en"}
        correct_report(by=editor, report=report, lock_version=report.lock_version, **changes)

    meanwhile(
        correct,
        first=lambda: work.finish(taken),
        then=lambda: store_reading(taken.report_version, reading, taken.extractor_version),
    )
    assert Work.objects.get().state == "waiting"  # the correction came last: the report is read once more


@pytest.mark.django_db
def test_a_language_that_a_person_set_while_it_was_read_stays(gazetteer, editor, version):
    taken = work.take()
    report = version.report
    report.refresh_from_db()
    correct_report(by=editor, report=report, lock_version=report.lock_version, language="ar")
    extracting.do(taken)
    assert ReportVersion.objects.get().language == "ar"


@pytest.mark.django_db
def test_an_older_version_is_read_before_the_newer_that_is_compared_with_it(gazetteer, editor, version):
    first = work.take()
    newer = captured(editor, "Updated at noon.\n" + TEXT)
    assert work.take() is None
    work.fail(first, "a disk was full")
    assert work.take() is None
    later(1)
    tasks.work_off()
    assert set(newer.claims.values_list("change", flat=True)) == {"unchanged"}


@pytest.mark.django_db
def test_an_older_version_that_cannot_be_read_does_not_hold_up_the_newer(editor, version):
    Work.objects.update(state="failed", attempts=5)
    newer = captured(editor, "Updated at noon.\n" + TEXT)
    assert work.take().report_version == newer


@pytest.mark.django_db
def test_what_an_accepted_claim_continues_is_not_gone_when_the_report_is_read_again(gazetteer, editor, version):
    tasks.work_off()
    newer = captured(editor, "Updated at noon.\n" + TEXT)
    tasks.work_off()
    strike = newer.claims.order_by("position").first()
    accept_claim(by=editor, claim=strike, lock_version=1)
    retry_extraction(by=editor, version=newer)
    tasks.work_off()
    assert not version.claims.filter(change="gone").exists()
