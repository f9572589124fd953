"""What may come in as a report, and what is kept of it."""

import datetime as dt
import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents.errors import NotAllowed, Refused
from incidents.models import Report, ReportVersion, Revision, Source, Work
from incidents.services.reports import capture_report, correct_report, create_source
from incidents.text import code_points_from_utf16, stored_text, utf16_from_code_points
from tests.factories import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Aircraft struck a depot near the river on Monday."
LONG_AGO = dt.date(2020, 7, 1)


@pytest.fixture
def editor():
    return EditorFactory()


def capture(editor, text=WORDS, **more):
    return capture_report(by=editor, **{"text": text, "source_name": "Outlet", "published_on": LONG_AGO, **more})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no text"),
        (" \r\n\t\u200f\n ", "no text"),
        ("x" * 5_000_000, "at most 300,000"),
        ("x" * 300_001, "at most 300,000"),
        ("before\x00after", "NUL character at position 6"),
        ("half \ud83d a character", "position 5"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_and_nothing_is_saved(editor, text, says):
    with pytest.raises(Refused, match=says) as refused:
        capture(editor, text)
    assert refused.value.field == "text"
    assert not Report.objects.exists() and not Source.objects.exists() and not Work.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> <b>Raid</b> near the river",
        "  two blanks before and after  \n",
        "\u202eturned\u202c and \u2067isolated\u2069 words",
        "a raid 😀 after an emoji",
    ],
)
def test_any_other_text_is_kept_as_it_came(editor, text):
    version = capture(editor, text).version
    version.refresh_from_db()
    assert version.text == text
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("  A raid \t near the river ", "A raid near the river"),
        ("word " * 40, "word " * 23 + "word…"),
        ("x" * 200, "x" * 119 + "…"),
        ("y" * 120, "y" * 120),
    ],
)
def test_a_report_without_a_title_is_called_by_its_first_line_cut_after_a_word(editor, line, title):
    assert capture(editor, f"\n{line}\nThe second line.").report.title == title


def test_line_ends_are_evened_and_nothing_else(editor):
    assert capture(editor, "one\r\ntwo\rthree\n").version.text == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"language": "klingon"}, "language"),
        ({"language": "xx-yy-zz"}, "language"),
        ({"published_on": dt.date(3020, 1, 1)}, "published_on"),
        ({"published_on": dt.date(1020, 1, 1)}, "published_on"),
        ({"published_on": "2020-13-45"}, "published_on"),
        ({"published_at": dt.datetime(2020, 7, 1, 12)}, "published_at"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://outlet.example/x"}, "url"),
        ({"url": "https://user:word@outlet.example/x"}, "url"),
        ({"url": "https://outlet.example/a b"}, "url"),
        ({"url": "https://[broken/x"}, "url"),
        ({"source_name": "", "url": ""}, "source_name"),
        ({"title": "x" * 301}, "title"),
        ({"source_name": "NUL\x00"}, "source_name"),
    ],
)
def test_wrong_facts_about_a_report_are_refused_by_name(editor, given, field):
    with pytest.raises(Refused) as refused:
        capture(editor, **given)
    assert refused.value.field == field and refused.value.message
    assert not Report.objects.exists()


def test_the_same_text_at_the_same_address_is_there_already(editor):
    first = capture(editor, url="https://Outlet.example:443/a?utm_source=x&id=1#top")
    again = capture(editor, url="https://outlet.example/a?id=1")
    assert first.created and not again.created and not again.new_version
    assert again.report == first.report and again.version == first.version
    assert Work.objects.count() == 1


def test_new_text_at_the_same_address_is_a_new_version(editor):
    first = capture(editor, url="https://outlet.example/a")
    second = capture(editor, WORDS + " Two died.", url="https://outlet.example/a")
    assert second.new_version and not second.created and second.version.number == 2
    second.report.refresh_from_db()
    assert second.report == first.report and second.report.newest_version == second.version
    assert ReportVersion.objects.get(pk=first.version.pk).text == WORDS


def test_the_same_text_at_another_address_is_another_report_of_the_same_origin(editor):
    first = capture(editor, url="https://outlet.example/a")
    second = capture(editor, url="https://other.example/b", source_name="Other")
    third = capture(editor, url="https://third.example/c", source_name="Third")
    assert second.created and second.report.origin == first.report and third.report.origin == first.report


def test_a_paste_without_an_address_is_known_by_its_text(editor):
    assert capture(editor).created and not capture(editor).created and capture(editor, WORDS + "!").created


def test_the_day_of_publication_is_the_sources_own(editor):
    source = create_source(by=editor, name="Baghdad daily", time_zone="Asia/Baghdad")
    late = dt.datetime(2020, 6, 30, 22, 30, tzinfo=dt.UTC)
    report = capture_report(by=editor, text=WORDS, source=source, published_at=late).report
    assert report.published_on == dt.date(2020, 7, 1)


def test_a_corrected_day_asks_for_the_reading_again(editor):
    result = capture(editor)
    Work.objects.update(state=Work.State.DONE)
    report = correct_report(
        by=editor, report=result.report, lock_version=result.report.lock_version, published_on=dt.date(2020, 7, 2)
    )
    assert report.published_on == dt.date(2020, 7, 2)
    assert Work.objects.get().state == Work.State.WAITING
    assert Revision.objects.filter(subject="report", verb="correct_report").get().changes["published_on"] == [
        "2020-07-01",
        "2020-07-02",
    ]


def test_a_passer_by_captures_nothing():
    with pytest.raises(NotAllowed):
        capture(UserFactory())


@pytest.mark.parametrize(
    "given",
    [
        {"name": " "},
        {"kind": "gossip"},
        {"time_zone": "Mars/Base"},
        {"country_focus": ["Syria"]},
        {"language": "qqq1"},
        {"language": "de-Latn-DE-1996"},
        {"url": "https://outlet.example/" + "a" * 500},
    ],
)
def test_a_source_with_a_wrong_fact_is_refused(editor, given):
    with pytest.raises(Refused) as refused:
        create_source(by=editor, **{"name": "Outlet", **given})
    assert refused.value.field == next(iter(given))


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=200))
def test_every_text_is_stored_once_and_for_all(text):
    assume(any(map(str.isalnum, text)))
    stored = stored_text(text)
    assert stored_text(stored) == stored and "\r" not in stored
    assert stored == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), st.data())
def test_offsets_of_browsers_and_ours_name_the_same_place(text, data):
    offset = data.draw(st.integers(0, len(text)))
    units = utf16_from_code_points(text, offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert code_points_from_utf16(text, units) == offset


def test_an_offset_beyond_the_text_is_refused():
    for offset in (-1, 4):
        with pytest.raises(Refused):
            code_points_from_utf16("a😀", offset)
