"""A corrected day counts the dates again from the claims' own words, and is taken back as if nothing had been."""

import datetime as dt

import pytest

from incidents.claim_rows import BY_EDITOR
from incidents.errors import Conflict, NotAllowed, Refused
from incidents.facts import ClaimFacts
from incidents.models import Claim, PublishedVersion, Revision, Work
from incidents.policies import Role
from incidents.redating import DATE_COLUMNS, published_another_day
from incidents.services.claims import accept_claim, correct_claim
from incidents.services.dates import can_undo_day, correct_anchor, undo_anchor, undo_day
from incidents.services.incidents import publish_incident
from incidents.services.reports import correct_report
from incidents.services.revisions import made
from tests.factories import ClaimFactory, EditorFactory, PersonFactory, ReportFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 7, 1)  # a Wednesday
SATURDAY = dt.date(2020, 7, 4)


@pytest.fixture
def editor():
    return EditorFactory()


def captured(day):
    version = ReportVersionFactory(report=ReportFactory(published_on=day), text="Struck on Monday.", language="en")
    made(version.report, "capture_report", None)
    return version


@pytest.fixture
def version():
    return captured(DAY)


def read(version, words="on Monday", day=dt.date(2020, 6, 29), anchor=DAY, rule="counted", **more):
    """A claim as the reader leaves it."""
    dates = {"date_start": day, "date_end": day, "date_precision": "day" if day else "unknown"}
    receipt = {"date_text": words, "date_anchor": anchor, "date_rule": rule, "edtf": day.isoformat() if day else ""}
    return made(
        ClaimFactory(report_version=version, extractor_version="1", **(dates | receipt | more)), "propose_claim", None
    )


def dates_of(claim):
    return Claim.objects.values(*DATE_COLUMNS).get(pk=claim.pk)


def move(editor, version, day=SATURDAY):
    version.report.refresh_from_db()
    return correct_report(by=editor, report=version.report, lock_version=version.report.lock_version, published_on=day)


@pytest.mark.parametrize(
    ("words", "language", "day", "becomes"),
    [
        ("on Saturday", "en", dt.date(2020, 6, 27), dt.date(2020, 7, 4)),
        ("yesterday", "en", dt.date(2020, 6, 30), dt.date(2020, 7, 3)),
        ("أمس", "ar", dt.date(2020, 6, 30), dt.date(2020, 7, 3)),
        ("3 July", "en", dt.date(2019, 7, 3), dt.date(2020, 7, 3)),
    ],
)
def test_relative_dates_follow_the_corrected_day(editor, version, words, language, day, becomes):
    type(version).objects.update(language=language)
    claim = read(version, words, day)
    move(editor, version)
    claim.refresh_from_db()
    assert (claim.date_start, claim.date_end, claim.date_anchor) == (becomes, becomes, SATURDAY)
    assert claim.edtf == becomes.isoformat() and claim.date_text == words


def test_what_could_not_be_counted_is_counted_once_the_day_is_known(editor):
    version = captured(None)
    rule = "relative date, and the report's publication date is not known"
    claim = read(version, "yesterday", day=None, anchor=None, rule=rule)
    report = move(editor, version)
    claim.refresh_from_db()
    assert (claim.date_start, claim.date_precision) == (dt.date(2020, 7, 3), "day")
    undo_day(by=editor, report=report, lock_version=report.lock_version)
    assert dates_of(claim)["date_start"] is None and dates_of(claim)["date_rule"] == rule


def test_other_dates_stay(editor, version):
    claims = [
        read(version, "on 29 June 2020", anchor=None, rule="full date"),
        read(version, "the next day", anchor=dt.date(2020, 6, 28)),
        read(version, rule=BY_EDITOR),
        read(
            version,
            "the next day",
            day=None,
            anchor=None,
            rule="counted from another day, which the text does not name before",
        ),
    ]
    before = [dates_of(claim) for claim in claims]
    move(editor, version)
    assert [dates_of(claim) for claim in claims] == before


def test_an_undated_claim_is_bounded_by_the_corrected_day(editor, version):
    claim = read(version, "", day=None, anchor=None, rule="", not_after=DAY)
    move(editor, version)
    assert dates_of(claim)["not_after"] == SATURDAY


def test_the_incident_of_an_accepted_claim_is_computed_again(editor, version):
    claim = read(version, "on Saturday", dt.date(2020, 6, 27))
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    incident.refresh_from_db()
    publish_incident(by=editor, incident=incident, lock_version=incident.lock_version)
    before = PublishedVersion.objects.get().number
    move(editor, version)
    incident.refresh_from_db()
    assert incident.date_start == SATURDAY and PublishedVersion.objects.get().number > before


def test_nobody_is_said_to_have_touched_what_was_only_counted_again(editor, version):
    """Else the new reading, which is asked for as well, would leave it alone."""
    untouched, decided = read(version, "on Saturday"), read(version, "on Saturday")
    accept_claim(by=editor, claim=decided, lock_version=1)
    move(editor, version)
    by = {row.subject_id: row.made_by for row in Revision.objects.filter(verb="redate_claim")}
    assert by == {untouched.pk: None, decided.pk: editor}
    assert Work.objects.get().state == Work.State.WAITING


def test_taking_the_day_back_restores_every_date(editor, version):
    claims = [read(version, "on Saturday", dt.date(2020, 6, 27)), read(version, "", None, None, "", not_after=DAY)]
    accept_claim(by=editor, claim=claims[0], lock_version=1)
    before = [dates_of(claim) for claim in claims]
    report = move(editor, version)
    assert can_undo_day(report)
    report = undo_day(by=editor, report=report, lock_version=report.lock_version)
    assert report.published_on == DAY and [dates_of(claim) for claim in claims] == before
    claims[0].refresh_from_db()
    assert claims[0].incident.date_start == dt.date(2020, 6, 27)
    assert not can_undo_day(report)
    with pytest.raises(Refused, match="not corrected"):
        undo_day(by=editor, report=report, lock_version=report.lock_version)


def test_claims_whose_dates_stayed_cost_nothing_when_the_day_is_taken_back(editor, django_assert_max_num_queries):
    asked = []
    for others in (0, 6):
        version = captured(DAY)
        read(version, "on Saturday", dt.date(2020, 6, 27))
        for _ in range(others):
            read(version, "on 29 June 2020", anchor=None)
        report = move(editor, version)
        with django_assert_max_num_queries(1000) as queries:
            undo_day(by=editor, report=report, lock_version=report.lock_version)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_was_changed_since_stays_when_the_day_is_taken_back(editor, version):
    claim = read(version, "on Saturday", dt.date(2020, 6, 27))
    report = move(editor, version)
    claim.refresh_from_db()
    corrected = ClaimFacts("air_strike", date_start=DAY, date_end=DAY, date_precision="day")
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=corrected)
    undo_day(by=editor, report=report, lock_version=report.lock_version)
    assert dates_of(claim)["date_start"] == DAY


def test_the_preview_is_what_happens(editor, version):
    claims = [read(version, "on Saturday", dt.date(2020, 6, 27)), read(version, "on 29 June 2020", anchor=None)]
    rows = Claim.objects.select_related("report_version__report").filter(pk__in=[claim.pk for claim in claims])
    shown = {row.claim.pk: row.after for row in published_another_day(rows, DAY, SATURDAY)}
    move(editor, version)
    assert shown == {claims[0].pk: dates_of(claims[0])}


class TestOneClaim:
    def test_its_words_count_from_another_day_and_back(self, editor, version):
        claim = read(version, "the next day", dt.date(2020, 6, 29), anchor=dt.date(2020, 6, 28))
        before = dates_of(claim)
        claim = correct_anchor(by=editor, claim=claim, lock_version=1, anchor=dt.date(2020, 6, 20))
        assert (claim.date_start, claim.date_anchor) == (dt.date(2020, 6, 21), dt.date(2020, 6, 20))
        undo_anchor(by=editor, claim=claim, lock_version=claim.lock_version)
        assert dates_of(claim) == before

    @pytest.mark.parametrize(
        ("words", "says"), [("", "No date"), ("the depot", "No date"), ("on 29 June 2020", "same date from any day")]
    )
    def test_words_that_give_nothing_else_are_refused(self, editor, version, words, says):
        claim = read(version, words, anchor=None, rule="full date")
        with pytest.raises(Refused, match=says):
            correct_anchor(by=editor, claim=claim, lock_version=1, anchor=SATURDAY)

    def test_only_the_last_counting_is_taken_back(self, editor, version):
        claim = read(version)
        with pytest.raises(Refused, match="not counted again lately"):
            undo_anchor(by=editor, claim=claim, lock_version=1)

    def test_two_at_once_see_each_other(self, editor, version):
        claim = read(version)
        with pytest.raises(Conflict):
            correct_anchor(by=editor, claim=claim, lock_version=9, anchor=SATURDAY)

    def test_a_contributor_leaves_what_was_decided_alone(self, editor, version):
        claim = accept_claim(by=editor, claim=read(version, "on Saturday"), lock_version=1)
        contributor, seen = PersonFactory(role=Role.CONTRIBUTOR), {"claim": claim, "lock_version": claim.lock_version}
        with pytest.raises(NotAllowed):
            correct_anchor(by=contributor, anchor=SATURDAY, **seen)
        with pytest.raises(NotAllowed):
            undo_anchor(by=contributor, **seen)

    def test_its_incident_follows(self, editor, version):
        claim = accept_claim(by=editor, claim=read(version, "on Saturday"), lock_version=1)
        correct_anchor(by=editor, claim=claim, lock_version=claim.lock_version, anchor=SATURDAY)
        claim.incident.refresh_from_db()
        assert claim.incident.date_start == SATURDAY
