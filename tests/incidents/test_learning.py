"""Which rules of the reader err most, out of what editors accept, change, add, take away and reject."""

import datetime as dt
from dataclasses import replace

import pytest

from extraction.facts import Casualty, Claim, ClaimPlace, DateFact, Reading, Span
from incidents.facts import CasualtyInput, ClaimFacts
from incidents.learning import RuleFigure, Verdict, extractor_versions, missed, tally, verdicts
from incidents.services.claims import accept_claim, add_claim, correct_claim, reject_claim, reopen_claim
from incidents.services.dates import correct_anchor
from incidents.services.extraction import store_reading
from tests.factories import EditorFactory, ReportFactory, ReportVersionFactory

DAY = dt.date(2020, 6, 29)
TEXT = "Aircraft struck a depot near Town on Monday; two people were hurt."
READ = Claim(
    kind="air_strike",
    role="event",
    date=DateFact(DAY, DAY, "day", "2020-06-29", text="on Monday", anchor=dt.date(2020, 7, 1), rule="counted"),
    places=(ClaimPlace("Town", "Town", None, 35.02, 40.45, "settlement", 5000, None, False, True),),
    casualties=(Casualty("undetermined", "injured", 2, 2, "two people"),),
    spans=(Span("kind", 9, 15, "struck"),),
    rules=("kind:air", "date:weekday"),
)


def test_figures_are_by_rule_and_the_worst_first():
    told = [
        Verdict(1, ("kind:air", "date:weekday")),
        Verdict(2, ("kind:air", "date:weekday"), facts={"date": "changed"}),
        Verdict(3, ("kind:gun", "date:none"), facts={"date": "added", "kind": "changed"}),
        Verdict(4, ("kind:air", "date:weekday"), facts={"date": "changed"}),
        Verdict(5, ("kind:gun", "date:month"), is_rejected=True),
    ]
    figures = {figure.rule: figure for figure in tally(told)}
    assert [figure.rule for figure in tally(told)][:3] == ["kind:gun", "date:weekday", "date:none"]
    assert figures["date:weekday"] == RuleFigure("date:weekday", "date", kept=1, changed=2, examples=[2, 4])
    assert (figures["date:weekday"].decided, round(figures["date:weekday"].share, 2)) == (3, 0.67)
    assert figures["kind:gun"].rejected == 1 and figures["kind:gun"].share == 1
    assert figures["place"].kept == 4, "a fact without a rule of its own is counted as itself"
    assert "date:month" not in figures, "that a claim tells of nothing is no fault of its date"


@pytest.mark.django_db
class TestVerdicts:
    @pytest.fixture
    def editor(self):
        return EditorFactory()

    @pytest.fixture
    def claim(self):
        version = ReportVersionFactory(report=ReportFactory(published_on=dt.date(2020, 7, 1)), text=TEXT)
        (claim,) = store_reading(version, Reading("en", claims=(READ,)), "7")
        return claim

    def correct(self, editor, claim, **values):
        claim.refresh_from_db()
        facts = replace(ClaimFacts.of(claim), **values)
        return correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=facts)

    def told(self):
        (verdict,) = verdicts()
        return verdict

    def test_what_nobody_has_decided_is_not_counted(self, claim):
        assert list(verdicts()) == []

    def test_an_accepted_claim_is_kept_whole(self, editor, claim):
        accept_claim(by=editor, claim=claim, lock_version=claim.lock_version)
        assert self.told() == Verdict(claim.pk, ("kind:air", "date:weekday"))

    def test_a_rejected_claim_is_rejected_until_it_is_reopened(self, editor, claim):
        rejected = reject_claim(by=editor, claim=claim, lock_version=claim.lock_version)
        assert self.told().is_rejected
        reopen_claim(by=editor, claim=rejected, lock_version=rejected.lock_version)
        assert list(verdicts()) == []

    def test_each_corrected_fact_is_told_and_no_other(self, editor, claim):
        self.correct(editor, claim, kind="drone_strike", casualties=[])
        self.correct(editor, claim, date_start=None, date_end=None, date_precision="unknown")
        assert self.told().facts == {"kind": "changed", "casualty": "removed", "date": "removed"}

    def test_what_the_reader_missed_in_a_claim_is_added(self, editor, claim):
        claim.casualties.all().delete()
        empty = replace(READ, casualties=(), date=DateFact())
        version = ReportVersionFactory(text=TEXT + " Again.")
        (claim,) = store_reading(version, Reading("en", claims=(empty,)), "7")
        self.correct(editor, claim, casualties=[CasualtyInput("killed", minimum=1, maximum=1)])
        assert self.told().facts == {"casualty": "added"}

    def test_what_was_changed_back_was_right(self, editor, claim):
        self.correct(editor, claim, kind="shelling")
        self.correct(editor, claim, kind="air_strike")
        assert self.told().facts == {}

    def test_a_date_counted_from_another_day_blames_no_rule(self, editor, claim):
        claim = correct_anchor(by=editor, claim=claim, lock_version=claim.lock_version, anchor=dt.date(2020, 6, 20))
        accept_claim(by=editor, claim=claim, lock_version=claim.lock_version)
        assert self.told().facts == {}

    def test_claims_added_by_hand_to_what_was_read_are_missed(self, editor, claim):
        add_claim(by=editor, version=claim.report_version, facts=ClaimFacts("clash", date_text="on Monday"))
        unread = ReportVersionFactory(text=TEXT + " Unread.")
        add_claim(by=editor, version=unread, facts=ClaimFacts("clash", date_text="on Monday"))
        assert missed() == 1

    def test_a_version_of_the_reader_can_be_asked_for(self, editor, claim):
        accept_claim(by=editor, claim=claim, lock_version=claim.lock_version)
        assert extractor_versions() == ["7"]
        assert len(list(verdicts("7"))) == 1 and list(verdicts("8")) == []

    def test_the_history_is_read_at_once(self, editor, claim, django_assert_max_num_queries):
        self.correct(editor, claim, kind="shelling")
        with django_assert_max_num_queries(2):
            list(verdicts())
