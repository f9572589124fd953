"""Three outlets with one agency's words are one origin, found at capture and taken apart by an editor."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from extraction.similarity import band_keys, shingles
from incidents.errors import NotAllowed, Refused
from incidents.models import PublishedVersion, Revision, TextBand
from incidents.origins import counted_in_words, origin_of, origins
from incidents.services.origins import join_origin, separate_origin
from incidents.services.reports import capture_report
from tests.extraction.test_similarity import ARABIC_WIRE, NOTE, WIRE
from tests.factories import (
    ClaimFactory,
    EditorFactory,
    IncidentFactory,
    ReportFactory,
    ReportVersionFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def capture(editor):
    """Capture a text as an outlet's; gives the report."""

    def captured(text, outlet, **more):
        return capture_report(
            by=editor, text=text, source_name=outlet, published_on=dt.date(2022, 10, 5), **more
        ).report

    return captured


@pytest.fixture
def reprints(capture):
    """The wire's report and two outlets' reprints of it."""
    edited = WIRE.replace("QAMISHLI (Wire) - ", "Fuel convoy hit on desert road\n\n").replace("ablaze", "on fire")
    return capture(WIRE, "Wire"), capture(edited, "Daily"), capture(WIRE + " Edited by the night desk.", "Evening")


def test_three_outlets_with_nearly_one_text_are_one_origin(reprints):
    first, *others = reprints
    assert first.origin is None and [other.origin for other in others] == [first, first]


def test_an_arabic_reprint_in_another_spelling_is_one_origin(capture):
    first = capture(ARABIC_WIRE, "الوكالة")
    assert capture("عاجل\n" + ARABIC_WIRE.replace("إ", "ا").replace("ة ", "ه "), "الجريدة").origin == first


def test_other_words_about_the_same_event_are_an_origin_of_their_own(capture, reprints):
    assert (
        capture("Drones hit a convoy of tankers south of Shaddadi, residents of the town said.", "Paper").origin is None
    )


def test_an_outlet_that_fills_in_its_own_form_again_reports_on(capture):
    first = capture(NOTE.format(town="Tal Rifaat", count="3"), "Monitor", url="https://monitor.example/1")
    again = capture(NOTE.format(town="Tal Rifaat", count="3") + " Update.", "Monitor", url="https://monitor.example/2")
    assert first.origin is None and again.origin is None


def test_a_later_version_that_turns_out_to_be_a_reprint_joins_the_origin(capture):
    first = capture(WIRE, "Wire")
    short = capture("Drones hit a fuel convoy; more follows.", "Daily", url="https://daily.example/1")
    assert short.origin is None
    whole = capture(WIRE + " Edited by Daily.", "Daily", url="https://daily.example/1")
    assert whole == short and whole.origin == first


def test_what_others_reprint_stays_the_origin_whatever_its_next_version_is_like(capture):
    first = capture(WIRE, "Wire", url="https://wire.example/1")
    reprint = capture(WIRE + " Edited by Daily.", "Daily")
    capture(ARABIC_WIRE, "الوكالة")
    changed = capture(ARABIC_WIRE + " انتهى", "Wire", url="https://wire.example/1")
    assert changed == first and changed.origin is None and reprint.origin == first


def test_what_an_editor_took_apart_stays_apart(capture, editor, reprints):
    first, second, _third = reprints
    apart = separate_origin(by=editor, report=second, lock_version=second.lock_version)
    assert apart.origin is None and list(apart.distinct_from.all()) == [first]
    assert list(first.distinct_from.all()) == [second], "either way round"
    assert origin_of(second.newest_version) is None
    last = Revision.objects.filter(subject="report", subject_id=second.pk).last()
    assert last.verb == "separate_origin" and last.changes["origin_id"] == [first.pk, None]
    assert last.changes["distinct_from"] == [[], [first.pk]]


def test_taking_apart_is_undone_with_all_that_came_after(capture, editor, reprints):
    first, second, _third = reprints
    apart = separate_origin(by=editor, report=second, lock_version=second.lock_version)
    follower = ReportFactory(origin=apart)
    joined = join_origin(by=editor, report=apart, lock_version=apart.lock_version, origin=first)
    follower.refresh_from_db()
    assert joined.origin == first and follower.origin == first and not joined.distinct_from.exists()
    with pytest.raises(Refused, match="not taken apart"):
        join_origin(by=editor, report=joined, lock_version=joined.lock_version, origin=first)


def test_what_is_no_reprint_cannot_be_taken_apart_and_not_by_anybody(editor, reprints):
    first, second, _third = reprints
    with pytest.raises(Refused, match="origin of its own"):
        separate_origin(by=editor, report=first, lock_version=first.lock_version)
    with pytest.raises(NotAllowed):
        separate_origin(by=UserFactory(), report=second, lock_version=second.lock_version)


def test_the_public_hears_of_another_count(editor, reprints):
    report = reprints[1]
    ClaimFactory(report_version=report.newest_version, incident=IncidentFactory(), state="accepted")
    separate_origin(by=editor, report=report, lock_version=report.lock_version)
    assert PublishedVersion.objects.get().number == 1


def test_a_text_among_thousands_is_looked_up_by_its_bands(capture, reprints):
    busy = ReportVersionFactory(report__source=SourceFactory())
    TextBand.objects.bulk_create(TextBand(report_version=busy, key=number) for number in range(20_000))
    version = reprints[1].newest_version
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert origin_of(version) == reprints[0]
    assert len(queries) == 3, "what was taken apart, the bands, the texts compared"
    if connection.vendor == "sqlite":
        plan = TextBand.objects.filter(key__in=band_keys(shingles(WIRE))).explain()
        assert "USING INDEX" in plan and "SCAN" not in plan


class TestCounting:
    def claim(self, source="Daily", **version):
        row = ReportVersionFactory(report__source=SourceFactory(name=source), **version)
        return ClaimFactory(report_version=row)

    def test_reports_of_several_outlets_are_several(self):
        assert origins([self.claim("One"), self.claim("Two")]) == [1, 2]

    def test_a_reprint_and_its_origin_are_one_also_where_the_origin_is_no_claim(self):
        origin = ReportFactory()
        claims = [self.claim("One", report__origin=origin), self.claim("Two", report__origin=origin)]
        assert origins(claims) == [1, 1]

    def test_reports_that_name_one_agency_are_one_with_the_agency_s_own(self):
        claims = [
            self.claim("One", origin_named="Reuters"),
            self.claim("Two"),
            self.claim("Three", origin_named="Reuters"),
            self.claim("REUTERS"),
        ]
        assert origins(claims) == [1, 2, 1, 1]

    def test_an_outlet_that_reports_twice_is_one_witness(self):
        one = self.claim("One")
        again = ClaimFactory(report_version=ReportVersionFactory(report__source=one.report_version.report.source))
        by_telephone = ClaimFactory(
            report_version=None, source=one.report_version.report.source, reason="Told by telephone."
        )
        assert origins([one, again, by_telephone]) == [1, 1, 1]

    def test_two_groups_that_a_third_report_joins_are_one(self):
        origin = ReportFactory()
        claims = [
            self.claim("One", origin_named="AFP"),
            self.claim("Two", report__origin=origin),
            self.claim("Three"),
            self.claim("Four", report__origin=origin, origin_named="AFP"),
        ]
        assert origins(claims) == [1, 1, 2, 1]

    def test_no_claims_have_no_origin(self):
        assert origins([]) == []

    def test_a_single_report_is_not_counted(self):
        assert counted_in_words(1, 1) == ""
        assert counted_in_words(3, 1) == "3 reports, 1 origin as far as is known"
