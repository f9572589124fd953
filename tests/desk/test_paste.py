"""Pasting a report: each refusal beside its field, nothing typed lost."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.models import Report, ReportVersion
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db
PASTE = reverse("desk:paste")
TYPED = {
    "text": "🚨 A convoy was hit\r\nnear the river.",
    "url": "https://outlet.example/a",
    "source_name": "Outlet",
    "published_on": "2020-07-01",
}


def test_a_report_is_kept_and_opened(desk):
    answer = desk.post(PASTE, TYPED)
    version = ReportVersion.objects.get()
    assert answer.url == reverse("desk:report", args=[version.report_id])
    assert version.text == "🚨 A convoy was hit\nnear the river.", "browsers send CRLF"
    assert version.report.published_on == dt.date(2020, 7, 1)


def test_the_text_is_not_stripped(desk):
    desk.post(PASTE, TYPED | {"text": "  indented\n\n"})
    assert ReportVersion.objects.get().text == "  indented\n\n"


def test_the_same_again_leads_to_the_report_that_exists(desk):
    desk.post(PASTE, TYPED)
    answer = desk.post(PASTE, TYPED, follow=True)
    assert Report.objects.count() == 1
    assert "captured before" in answer.content.decode()


def test_new_text_at_the_same_address_is_a_new_version(desk):
    desk.post(PASTE, TYPED)
    answer = desk.post(PASTE, TYPED | {"text": "A convoy was hit at noon."}, follow=True)
    assert Report.objects.get().versions.count() == 2
    assert "new version" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"text": " \r\n "}, "text", "no text"),
        ({"text": "a\x00b"}, "text", "NUL"),
        ({"text": "x" * 300_001}, "text", "300,001"),
        ({"text": "ب" * 2_500_000}, "text", "2,500,000"),  # 5 MB
        ({"url": "javascript:alert(1)"}, "url", ""),
        ({"published_on": ""}, "published_on", "unknown"),
        ({"published_on": "2020-13-45"}, "published_on", ""),
        ({"published_on": "2999-01-01"}, "published_on", "published on that day"),
        ({"language": "other", "language_code": "qqqq"}, "language", "not a language"),
        ({"source_name": ""}, "source_name", "source"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(desk, wrong, field, words):
    typed = TYPED | {"title": "My own title"} | wrong
    answer = desk.post(PASTE, typed)
    assert answer.status_code == 422
    assert not Report.objects.exists()
    form = answer.context["form"]
    assert words in " ".join(form.errors[field])
    page = answer.content.decode()
    assert "My own title" in page
    if field != "text":
        assert "🚨 A convoy was hit" in page


def test_the_form_sends_bytes_as_they_are_and_survives_a_mangled_address(desk):
    """Django's client does so by itself; a browser sends three bytes for each byte of Arabic unless told."""
    for of in ("", "x", "9" * 5000):
        assert 'method="post" enctype="multipart/form-data"' in desk.get(PASTE, {"of": of}).content.decode()


def test_an_unknown_day_must_be_said_and_is_kept_as_unknown(desk):
    desk.post(PASTE, {name: value for name, value in TYPED.items() if name != "published_on"} | {"date_unknown": "on"})
    assert Report.objects.get().published_on is None


def test_the_time_of_publication_is_read_in_the_source_s_time_zone(desk):
    source = SourceFactory(time_zone="Asia/Baghdad")
    desk.post(PASTE, TYPED | {"source": source.pk, "source_name": "", "published_time": "01:30"})
    assert Report.objects.get().published_at == dt.datetime(2020, 6, 30, 22, 30, tzinfo=dt.UTC)


def test_bytes_that_could_not_be_read_are_kept_and_named(desk):
    answer = desk.post(PASTE, TYPED | {"text": "A convoy \ufffd\ufffd was hit."}, follow=True)
    assert ReportVersion.objects.get().text == "A convoy \ufffd\ufffd was hit."
    assert "2 characters could not be read" in (page := answer.content.decode())
    assert "at position 10 of the text" in page


@pytest.mark.parametrize("field", ["text", "title", "url", "language"])
def test_no_page_answers_a_nul_with_a_nul(desk, field):
    answer = desk.post(PASTE, TYPED | {field: "a\x00b"})
    assert answer.status_code == 422
    assert b"\x00" not in answer.content


def test_html_and_scripts_are_shown_as_text(desk):
    answer = desk.post(PASTE, TYPED | {"text": "<script>alert(1)</script> struck"}, follow=True)
    page = answer.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


LONG = "Aircraft struck a fuel depot near the river on Monday morning and two workers of it were hurt, neighbours say. "
ALIKE = {"text": LONG * 3, "url": "", "source_name": "Outlet", "published_on": "2020-07-01"}


def test_nearly_the_same_text_of_a_source_is_offered_as_a_new_version(desk):
    desk.post(PASTE, ALIKE)
    changed = ALIKE | {"text": f"{LONG * 3}\r\nThe road is closed."}
    asked = desk.post(PASTE, changed)
    former = Report.objects.get()
    assert asked.status_code == 422 and "Is this a new version?" in asked.content.decode()
    assert "The road is closed." in asked.content.decode() and ReportVersion.objects.count() == 1
    answer = desk.post(PASTE, changed | {"version_of": former.pk}, follow=True)
    assert "kept as a new version" in answer.content.decode()
    assert Report.objects.get().newest_version.text.endswith("closed.")


def test_it_can_be_a_report_of_its_own_all_the_same(desk):
    desk.post(PASTE, ALIKE)
    changed = ALIKE | {"text": f"{LONG * 3}\nThe road is closed.", "version_of": "own"}
    assert desk.post(PASTE, changed).status_code == 302 and Report.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"text": "A convoy was hit near the river, and nobody was hurt in it."},
        {"text": LONG * 4, "source_name": "Another"},
        {"text": LONG * 4, "url": "https://outlet.example/b"},
    ],
)
def test_nothing_is_asked_where_it_is_the_same_another_or_elsewhere(desk, other):
    desk.post(PASTE, ALIKE)
    assert desk.post(PASTE, ALIKE | other).status_code == 302
