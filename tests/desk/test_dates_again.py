"""Dates counted again at the desk: shown first, done, and taken back."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.models import Claim
from incidents.services.revisions import made
from tests.factories import ClaimFactory, ReportFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db
DAY, SATURDAY = dt.date(2020, 7, 1), dt.date(2020, 7, 4)
THEN = {
    "date_start": dt.date(2020, 6, 27),
    "date_end": dt.date(2020, 6, 27),
    "date_precision": "day",
    "edtf": "2020-06-27",
}


@pytest.fixture
def counted():
    """A claim that the reader counted from the report's day."""
    version = ReportVersionFactory(report=ReportFactory(published_on=DAY), text="Struck on Saturday.", language="en")
    made(version.report, "capture_report", None)
    receipt = {"date_text": "on Saturday", "date_anchor": DAY, "date_rule": "the latest such weekday"}
    return made(ClaimFactory(report_version=version, extractor_version="1", **THEN, **receipt), "propose_claim", None)


def correct(desk, report, **typed):
    report.refresh_from_db()
    typed = {
        "lock_version": report.lock_version,
        "source": report.source_id,
        "title": report.title,
        "language": "en",
        "published_on": SATURDAY,
    } | typed
    return desk.post(reverse("desk:correct_report", args=[report.pk]), typed)


def day_of(claim):
    return Claim.objects.get(pk=claim.pk).date_start


def test_what_a_corrected_day_changes_is_shown_before_it_is_done(desk, counted):
    report = counted.report_version.report
    page = correct(desk, report, preview="1")
    shown = page.content.decode().partition("What the day changes")[2]
    assert page.status_code == 200 and "on Saturday" in shown
    assert "2020-06-27" in shown and "2020-07-04" in shown
    assert day_of(counted) == dt.date(2020, 6, 27)
    assert "No date changes." in correct(desk, report, preview="1", published_on=DAY).content.decode()


def test_the_corrected_day_is_done_and_taken_back(desk, counted):
    report = counted.report_version.report
    assert correct(desk, report).status_code == 302 and day_of(counted) == SATURDAY
    page = desk.get(reverse("desk:correct_report", args=[report.pk])).content.decode()
    # Said where the editor comes to next: how many dates moved, and where that is taken back.
    assert "1 date was counted again." in page and "#undo-day" in page
    assert reverse("desk:undo_day", args=[report.pk]) in page
    report.refresh_from_db()
    desk.post(reverse("desk:undo_day", args=[report.pk]), {"lock_version": report.lock_version})
    report.refresh_from_db()
    assert (report.published_on, day_of(counted)) == (DAY, dt.date(2020, 6, 27))
    assert (
        "Take the corrected day back" not in desk.get(reverse("desk:correct_report", args=[report.pk])).content.decode()
    )


def test_one_claim_is_counted_from_another_day_and_back(desk, counted):
    address = reverse("desk:claim_anchor", args=[counted.pk])
    card = desk.get(reverse("desk:report", args=[counted.report_version.report_id])).content.decode()
    assert address in card
    preview = desk.get(address, {"anchor": "2020-06-22"}).content.decode()
    assert "2020-06-20" in preview and "Count from this day" in preview
    assert day_of(counted) == dt.date(2020, 6, 27)
    done = desk.post(address, {"anchor": "2020-06-22", "lock_version": counted.lock_version}, follow=True)
    assert f'<a href="{address}">Undo</a>' in done.content.decode() and day_of(counted) == dt.date(2020, 6, 20)
    assert "Take the last counting back" in desk.get(address).content.decode()
    counted.refresh_from_db()
    desk.post(reverse("desk:undo_anchor", args=[counted.pk]), {"lock_version": counted.lock_version})
    assert day_of(counted) == dt.date(2020, 6, 27)


@pytest.mark.parametrize("anchor", ["", "yesterday", "2020-13-01", "\x00"])
def test_what_is_no_day_is_said_beside_the_input(desk, counted, anchor):
    answer = desk.post(reverse("desk:claim_anchor", args=[counted.pk]), {"anchor": anchor, "lock_version": 1})
    assert answer.status_code == 422 and 'class="error"' in answer.content.decode()


def test_words_that_give_no_date_say_so(desk, counted):
    Claim.objects.update(date_text="the depot")
    page = desk.get(reverse("desk:claim_anchor", args=[counted.pk]), {"anchor": "2020-06-22"}).content.decode()
    assert "No date can be counted from these words." in page and "Count from this day" not in page


def test_the_pages_speak_arabic(desk, counted):
    page = desk.get(f"/ar/desk/claims/{counted.pk}/anchor/", {"anchor": "2020-06-22"}).content.decode()
    assert "احسب من هذا اليوم" in page and "Count" not in page
