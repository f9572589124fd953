"""Whatever is merged, undone, split, deleted and restored in whatever order: each code leads to one record."""

import random

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from incidents.errors import Refused
from incidents.models import Claim, Incident, IncidentMerge
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import delete_incident, restore_incident
from incidents.services.merging import holder_of, merge_incidents, undo_merge
from incidents.services.splitting import split_incident
from tests.factories import ReportVersionFactory, ReviewerFactory
from tests.incidents.test_claims import FACTS

NUMBER = st.integers(min_value=0, max_value=1000)


class Record(RuleBasedStateMachine):
    """Drafts of one or two claims; a number chooses among those that there are."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.reviewer = ReviewerFactory()
        self.codes: set[str] = set()
        self.claims = 0
        for _ in range(3):
            self.draft(2)

    @rule(claims=st.integers(1, 2))
    @precondition(lambda self: len(self.codes) < 8)
    def draft(self, claims):
        incident = None
        for _ in range(claims):
            claim = add_claim(by=self.reviewer, version=ReportVersionFactory(), facts=FACTS)
            incident = accept_claim(by=self.reviewer, claim=claim, lock_version=1, incident=incident).incident
        self.codes.add(incident.code)
        self.claims += claims

    @rule(one=NUMBER, other=NUMBER)
    def merge(self, one, other):
        rows = list(Incident.objects.order_by("pk"))
        kept, gone = rows[one % len(rows)], rows[other % len(rows)]
        versions = {"kept_version": kept.lock_version, "gone_version": gone.lock_version}
        allowed = kept != gone and not kept.is_deleted and not gone.is_deleted
        self._expect(allowed, merge_incidents, by=self.reviewer, kept=kept, gone=gone, reason="One event.", **versions)

    @rule(number=NUMBER)
    @precondition(lambda self: IncidentMerge.objects.exists())
    def undo(self, number):
        merges = list(IncidentMerge.objects.order_by("pk"))
        merge = merges[number % len(merges)]
        holder = holder_of(merge)
        allowed = merge.undone_at is None and not holder.is_deleted
        self._expect(allowed, undo_merge, by=self.reviewer, merge=merge, lock_version=holder.lock_version)

    @rule(number=NUMBER, seed=st.randoms(use_true_random=False))
    def split(self, number, seed: random.Random):
        rows = list(Incident.objects.order_by("pk"))
        incident = rows[number % len(rows)]
        claims = list(incident.claims.values_list("pk", flat=True))
        chosen = seed.sample(claims, seed.randint(0, len(claims)))
        allowed = 0 < len(chosen) < len(claims) and not incident.is_deleted
        asked = {"incident": incident, "claims": chosen, "reason": "Two.", "lock_version": incident.lock_version}
        draft = self._expect(allowed, split_incident, by=self.reviewer, **asked)
        self.codes |= {draft.code} if draft else set()

    @rule(number=NUMBER)
    def delete_or_restore(self, number):
        rows = list(Incident.objects.order_by("pk"))
        incident = rows[number % len(rows)]
        service = restore_incident if incident.is_deleted else delete_incident
        asked = {"by": self.reviewer, "incident": incident, "lock_version": incident.lock_version}
        self._expect(incident.merged_into is None, service, **asked)

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def _expect(self, allowed, service, **arguments):
        """What the rules allow is done, anything else refused."""
        try:
            done = service(**arguments)
        except Refused as refusal:
            assert not allowed, refusal
            return None
        assert allowed
        return done

    @invariant()
    def each_code_leads_to_one_record_that_was_not_merged(self):
        for code in self.codes:
            assert Incident.objects.by_code(code).get().merged_into is None, code

    @invariant()
    def a_merged_record_s_code_leads_where_its_merge_says(self):
        for merge in IncidentMerge.objects.filter(undone_at=None):
            assert Incident.objects.by_code(merge.gone.code).get() == holder_of(merge)
            assert merge.gone.is_deleted and not merge.gone.claims.exists()

    @invariant()
    def no_claim_is_lost_and_each_stands_as_its_revision_says(self):
        assert Claim.objects.filter(incident__isnull=False).count() == self.claims


@pytest.mark.django_db
def test_codes_always_resolve():
    run_state_machine_as_test(Record, settings=settings(max_examples=12, stateful_step_count=15, deadline=None))
