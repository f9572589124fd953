"""Work as rows: taken once, kept alive, done once, given up in the end."""

import datetime as dt
import threading

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from incidents import extracting, tasks, work
from incidents.errors import NotAllowed
from incidents.models import Claim, Revision, Work
from incidents.services.claims import accept_claim, correct_claim, reject_claim
from incidents.services.reports import capture_report, correct_report, retry_extraction
from tests.factories import EditorFactory, UserFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db
TEXT = (
    "Unidentified aircraft struck a depot near Mayadin on 3 June 2020, killing two fighters, residents said.\n"
    "In May a roadside bomb in Albukamal killed three people."
)
PUBLISHED = dt.date(2020, 6, 5)


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def report(editor):
    return capture_report(by=editor, text=TEXT, source_name="Outlet", published_on=PUBLISHED).report


def states():
    return list(Work.objects.order_by("pk").values_list("state", flat=True))


def later(seconds):
    Work.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=seconds))


def test_capturing_leaves_a_row_and_the_doorbell_reads_it(gazetteer, report):
    assert states() == ["waiting"]
    tasks.work_off()
    assert states() == ["done"]
    first, second = Claim.objects.order_by("position")
    assert (first.kind, first.role, first.date_start) == ("air_strike", "event", dt.date(2020, 6, 3))
    assert first.places.get(is_main=True).place == gazetteer["Mayadin"]
    assert all(TEXT[span.start : span.end] == span.text for span in first.spans.all())
    assert (second.kind, second.date_start, second.date_end) == (
        "ied_or_bomb",
        dt.date(2020, 5, 1),
        dt.date(2020, 5, 31),
    )
    report.newest_version.refresh_from_db()
    assert report.newest_version.extractor_version and report.newest_version.language == "en"
    assert Revision.objects.filter(subject="claim", verb="propose_claim").count() == 2


def test_a_row_is_taken_by_one_and_its_lease_can_be_renewed(report):
    taken = work.take()
    assert taken.attempts == 1 and work.take() is None
    assert work.renew(taken)
    later(1)
    again = work.take()
    assert again.pk == taken.pk and again.attempts == 2
    assert not work.renew(taken) and not work.finish(taken) and work.finish(again)


def test_a_worker_that_lost_its_lease_leaves_nothing_behind(gazetteer, report):
    slow = work.take()
    later(1)
    tasks.sweep()
    claims = set(Claim.objects.values_list("pk", flat=True))
    extracting.do(slow)
    assert states() == ["done"] and set(Claim.objects.values_list("pk", flat=True)) == claims


def test_an_error_is_noted_tried_again_and_given_up_after_five(report, settings, tmp_path):
    settings.DATA_DIR = tmp_path  # no name index there
    for attempt in range(1, 6):
        tasks.work_off()
        row = Work.objects.get()
        assert row.attempts == attempt and "name index" in row.error
        if attempt < 5:
            later(1)
    assert (row.state, row.finished_at is not None) == ("failed", True)
    tasks.sweep()
    assert Work.objects.get().attempts == 5


def test_a_report_that_kills_its_worker_is_given_up_too(report):
    for _ in range(5):
        assert work.take()
        later(1)
    assert work.take() is None and work.sweep() == 0
    row = Work.objects.get()
    assert row.state == "failed" and "ended" in row.error


def test_an_editor_can_have_a_failed_reading_tried_again(gazetteer, editor, report):
    Work.objects.update(state="failed", attempts=5)
    with pytest.raises(NotAllowed):
        retry_extraction(by=UserFactory(), version=report.newest_version)
    retry_extraction(by=editor, version=report.newest_version)
    tasks.sweep()
    assert states() == ["done"] and Claim.objects.count() == 2


def test_reading_again_replaces_what_nobody_touched_and_nothing_else(gazetteer, editor, report):
    tasks.work_off()
    first, second = Claim.objects.order_by("position")
    kept = accept_claim(by=editor, claim=first, lock_version=1)
    report.refresh_from_db()
    correct_report(by=editor, report=report, lock_version=report.lock_version, published_on=dt.date(2021, 6, 5))
    tasks.work_off()
    kept.refresh_from_db()
    anew = Claim.objects.exclude(pk=kept.pk).get()
    assert kept.state == "accepted" and anew.pk != second.pk
    assert anew.date_start == dt.date(2021, 5, 1)
    assert Revision.objects.filter(subject="claim", subject_id=second.pk, verb="replace_claim").exists()


@pytest.mark.parametrize("touch", ["reject", "correct"])
def test_what_a_person_has_touched_is_not_proposed_a_second_time(gazetteer, editor, report, touch):
    tasks.work_off()
    first = Claim.objects.order_by("position").first()
    if touch == "reject":
        reject_claim(by=editor, claim=first, lock_version=1)
    else:
        spans = FACTS.of(first).spans
        facts = FACTS.__class__(**{**vars(FACTS), "spans": spans})
        correct_claim(by=editor, claim=first, lock_version=1, facts=facts)
    retry_extraction(by=editor, version=report.newest_version)
    tasks.work_off()
    assert Claim.objects.count() == 2 and Claim.objects.filter(pk=first.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_costs_no_report(editor, settings):
    before = current_app.conf.broker_url
    current_app.conf.broker_url = "redis://127.0.0.1:1/0"
    try:
        assert capture_report(by=editor, text=TEXT, source_name="Outlet", published_on=PUBLISHED).created
    finally:
        current_app.conf.broker_url = before
    assert states() == ["waiting"]


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_keeps_a_long_reading_alive(report, monkeypatch):
    monkeypatch.setattr(extracting, "HEARTBEAT_SECONDS", 0.01)
    taken = work.take()
    later(1)
    renewed = threading.Event()
    with extracting.kept_alive(taken):
        while not renewed.wait(0.01):
            if Work.objects.get().lease_until > timezone.now():
                renewed.set()
    connection.close()
    assert renewed.is_set() and work.finish(taken)


def test_a_new_version_is_compared_with_the_old_one_and_nothing_is_applied(gazetteer, editor):
    def captured(text):
        result = capture_report(
            by=editor, text=text, source_name="Outlet", url="https://outlet.example/a", published_on=PUBLISHED
        )
        tasks.work_off()
        return list(result.version.claims.order_by("position"))

    strike, bomb = captured(TEXT)
    accepted = accept_claim(by=editor, claim=strike, lock_version=1)
    (updated, newer) = captured(
        "Unidentified aircraft struck a depot near Mayadin on 3 June 2020, killing four fighters, residents said.\n"
        "A drone strike hit a post in Mayadin on 5 January 2020."
    )
    assert (updated.former, updated.change, updated.changed_fields) == (strike, "changed", ["casualties"])
    assert (newer.former, newer.change) == (None, "new")
    bomb.refresh_from_db()
    accepted.refresh_from_db()
    assert (bomb.change, bomb.state) == ("gone", "proposed")
    assert (accepted.state, accepted.change, accepted.casualties.get().minimum) == ("accepted", "", 2)
    assert accepted.incident.killed_min == 2


def test_a_new_version_that_says_the_same_changes_nothing(gazetteer, editor):
    for text in (TEXT, "Updated at noon.\n" + TEXT):
        result = capture_report(
            by=editor, text=text, source_name="Outlet", url="https://outlet.example/a", published_on=PUBLISHED
        )
        tasks.work_off()
    assert set(result.version.claims.values_list("change", flat=True)) == {"unchanged"}


def test_a_part_of_a_country_is_not_called_the_country(gazetteer, editor):
    text = "في مطلع شهر يونيو قتل 12 مقاتلا في غارات شنتها طائرات على موقع في شرق سوريا."
    version = capture_report(by=editor, text=text, source_name="Outlet", published_on=PUBLISHED).version
    tasks.work_off()
    incident = accept_claim(by=editor, claim=version.claims.get(), lock_version=1).incident
    assert incident.precision == "region"
    assert (incident.title_en, incident.title_ar) == ("Air strike in eastern Syria", "قصف جوي في شرق سوريا")
