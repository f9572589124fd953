"""A merge undone: alone, in a chain, after changes of either record, and where it cannot be."""

import pytest

from incidents.errors import AlreadyThere, Conflict, Refused
from incidents.models import Claim, IncidentFormerCode
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import edit_incident, restore_incident, withdraw_incident
from incidents.services.merging import all_merges, undo_merge
from tests.factories import ReportVersionFactory
from tests.incidents.test_claims import FACTS
from tests.support.merging import claims_of, found, merge, publish, undo

pytestmark = pytest.mark.django_db


def test_undoing_one_of_two_merges_leaves_the_guard_that_the_other_needs(reviewer, draft):
    kept, one, other = draft(), draft(), draft()
    for row in (one, other):
        edit_incident(by=reviewer, incident=row, lock_version=1, sensitivity="hidden")
    first = merge(reviewer, kept, one)
    merge(reviewer, kept, other)
    undo(reviewer, first)
    kept.refresh_from_db()
    assert kept.sensitivity == "hidden"


def test_a_published_record_whose_claims_are_gone_comes_back_as_a_draft(reviewer, draft):
    kept, gone = draft(), publish(reviewer, draft())
    merged = merge(reviewer, kept, gone)
    Claim.objects.filter(pk__in=merged.claims).update(incident=None, state="proposed")
    assert undo(reviewer, merged).status == "draft"


def test_what_was_withdrawn_comes_back_withdrawn(reviewer, draft):
    gone = publish(reviewer, draft())
    withdraw_incident(by=reviewer, incident=gone, lock_version=2, reason="An exercise.")
    merged = merge(reviewer, draft(), gone)
    back = undo(reviewer, merged)
    assert (back.status, back.withdrawal_reason) == ("withdrawn", "An exercise.")


def test_undoing_that_would_leave_a_published_record_without_a_claim_is_refused(reviewer, draft):
    kept, gone = publish(reviewer, draft()), draft()
    own = claims_of(kept)
    merged = merge(reviewer, kept, gone)
    Claim.objects.filter(pk__in=own).update(incident=None, state="proposed")
    with pytest.raises(Refused, match="withdraw it first"):
        undo(reviewer, merged)
    assert found(gone.code) == kept


def test_undoing_works_after_the_kept_was_edited_and_keeps_that(reviewer, draft):
    kept, gone = draft(), draft()
    edit_incident(by=reviewer, incident=gone, lock_version=1, summary_en="Theirs.", summary_ar="لهم.")
    merged = merge(reviewer, kept, gone, take=["summary_en", "summary_ar"])
    kept.refresh_from_db()
    edit_incident(by=reviewer, incident=kept, lock_version=kept.lock_version, summary_en="Written anew.")
    late = add_claim(by=reviewer, version=ReportVersionFactory(), facts=FACTS)
    accept_claim(by=reviewer, claim=late, lock_version=1, incident=kept)
    back = undo(reviewer, merged)
    kept.refresh_from_db()
    assert (kept.summary_en, kept.summary_ar, back.summary_en) == ("Written anew.", "", "Theirs.")
    assert late.pk in claims_of(kept) and claims_of(back) == merged.claims
    assert (found(kept.code), found(back.code)) == (kept, back)


def test_undoing_twice_or_beside_somebody_else(reviewer, draft):
    kept, gone = draft(), draft()
    merged = merge(reviewer, kept, gone)
    with pytest.raises(Conflict):
        undo_merge(by=reviewer, merge=merged, lock_version=1)
    undo(reviewer, merged)
    with pytest.raises(AlreadyThere):
        undo(reviewer, merged)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the first one first", "the last one first"])
def test_either_of_two_chained_merges_can_be_undone(order, reviewer, draft):
    rows = [draft(), draft(2), draft()]
    before = {row.pk: claims_of(row) for row in rows}
    merges = [merge(reviewer, rows[1], rows[0]), merge(reviewer, rows[2], rows[1])]
    assert {found(row.code) for row in rows} == {rows[2]}
    assert [row.gone for row in all_merges(rows[2])] == [rows[1], rows[0]]
    first, second = order
    back = undo(reviewer, merges[first])
    assert claims_of(back) == (before[rows[0].pk] if first == 0 else sorted(before[rows[0].pk] + before[rows[1].pk]))
    undo(reviewer, merges[second])
    assert {row.pk: claims_of(row) for row in rows} == before
    assert [found(row.code) for row in rows] == rows and not IncidentFormerCode.objects.exists()


def test_a_merged_record_is_not_restored_but_its_merge_undone(reviewer, draft):
    kept, gone = draft(), draft()
    merge(reviewer, kept, gone)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="merged"):
        restore_incident(by=reviewer, incident=gone, lock_version=gone.lock_version)
