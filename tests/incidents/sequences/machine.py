"""Random sequences of verbs by three people, and what holds after each of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Sum
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from incidents.errors import Conflict, Refused
from incidents.history import SUBJECTS, State, as_of, state_of
from incidents.models import AuditEntry, Claim, Incident, Report, Revision, Source
from incidents.public_view import public_view
from incidents.published import published_version
from tests.incidents.sequences.world import NEEDS, OF_NO_VERSION, VERBS, Try

KINDS: dict[str, type[models.Model]] = {
    str(name): model for model, name in SUBJECTS.items() if model in (Incident, Claim, Report, Source)
}
Key = tuple[str, int]  # what kind of record, and which


@dataclass(frozen=True)
class Start:
    """What every sequence finds, looked at once."""

    people: list[Any]
    states: dict[Key, State]
    codes: set[str]
    public: dict[int, Any]

    @classmethod
    def now(cls, people: list[Any]) -> Start:
        states = {
            (kind, record.pk): state_of(record)
            for kind, model in KINDS.items()
            for record in model._default_manager.all()
        }
        return cls(people, states, set(Incident.objects.values_list("code", flat=True)), _shown())


class Sequences(RuleBasedStateMachine):
    """Each sequence starts from the same rows, in a savepoint that is rolled back."""

    start: Start

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.states = dict(self.start.states)
        self.moments: list[tuple[dt.datetime, dict[Key, State]]] = [(timezone.now(), dict(self.states))]
        self.codes = set(self.start.codes)
        self.public = self.start.public

    def teardown(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        try:
            self.nothing_changed_without_its_revision()
            self.every_moment_is_as_it_was()
            self.every_code_leads_somewhere()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @rule(
        verb=st.sampled_from(sorted(VERBS)),
        person=st.integers(0, 2),
        which=st.integers(0, 7),
        number=st.integers(0, 10),
        is_stale=st.integers(0, 9).map(lambda drawn: drawn == 9),
    )
    def do(self, verb: str, person: int, which: int, number: int, is_stale: bool) -> None:
        attempt = self.attempt(person, which, number, is_stale)
        before, last = self.counted(), Revision.objects.aggregate(last=Max("pk"))["last"]
        former = _status(attempt.incident)
        try:
            with transaction.atomic():
                VERBS[verb](attempt)
        except Conflict as conflict:
            assert self.counted() == before
            assert conflict.current in self.states.values(), "the version that stands is shown whole"
            return
        except Refused:
            assert self.counted() == before, "refused, with something changed"
            return
        assert not is_stale or verb in OF_NO_VERSION, "saved over what somebody else had saved since"
        assert verb not in NEEDS or former in NEEDS[verb], f"{verb} of what is {former}"
        self.learn(before, list(Revision.objects.filter(pk__gt=last).order_by("pk")))

    def attempt(self, person: int, which: int, number: int, is_stale: bool) -> Try:
        def one(rows: models.QuerySet[Any], at: int) -> Any:
            found = list(rows.order_by("pk"))
            return found[at % len(found)]

        claim = one(Claim.objects.select_related("report_version__report__source"), which)
        return Try(
            by=self.start.people[person],
            incident=one(Incident.objects, which),
            other=one(Incident.objects, which + 1),
            claim=claim,
            report=claim.report_version.report,
            number=number,
            is_stale=is_stale,
        )

    def learn(self, before: dict[str, int], revisions: list[Revision]) -> None:
        """What the verb has done, checked against what it wrote of it."""
        after = self.counted()
        assert after["audit"] - before["audit"] == len(revisions) > 0
        told = AuditEntry.objects.filter(revision__in=revisions).values_list("revision", "verb", "by")
        assert sorted(told) == [(row.pk, row.verb, row.made_by_id) for row in revisions]
        touched = {(row.subject, row.subject_id): row for row in revisions}
        for key, revision in touched.items():
            now = state_of(KINDS[key[0]]._default_manager.get(pk=key[1]))
            assert revision.state == now, f"the revision of {key} is not what stands"
            former = self.states.get(key)
            assert former != now, f"a revision of {key} without a change"
            assert former is None or now["lock_version"] > former["lock_version"]
            self.states[key] = now
        self.moments.append((timezone.now(), dict(self.states)))
        self.codes |= set(Incident.objects.values_list("code", flat=True))
        self.look_from_outside(before["published"], after["published"])

    def look_from_outside(self, before: int, after: int) -> None:
        """The published version goes up where the public sees something else than before, and only where it may."""
        shown = _shown()
        if shown != self.public:
            assert after > before, "the public sees something new, and the caches were not told"
        if after > before:
            assert shown or self.public
        self.public = shown

    def counted(self) -> dict[str, int]:
        """What no verb changes without leaving a trace here."""
        versions = {
            kind: model._default_manager.aggregate(sum=Sum("lock_version"))["sum"] or 0 for kind, model in KINDS.items()
        }
        return {
            **versions,
            "revisions": Revision.objects.count(),
            "audit": AuditEntry.objects.count(),
            "published": published_version().number,
        }

    def nothing_changed_without_its_revision(self) -> None:
        for kind, model in KINDS.items():
            for record in model._default_manager.all():
                assert state_of(record) == self.states[kind, record.pk], (
                    f"{kind} {record.pk} changed without a revision"
                )

    def every_moment_is_as_it_was(self) -> None:
        for moment, states in self.moments:
            for key, state in states.items():
                if self.start.states.get(key) != self.states[key]:  # touched on the way
                    assert as_of(KINDS[key[0]](pk=key[1]), moment) == state

    def every_code_leads_somewhere(self) -> None:
        for code in self.codes:
            assert Incident.objects.by_code(code).count() == 1
        assert len(self.codes) == len(set(Incident.objects.values_list("code", flat=True)) | self.codes)


def _shown() -> dict[int, Any]:
    """What the public sees, by incident."""
    views = {row.pk: public_view(row) for row in Incident.objects.published()}
    return {number: view for number, view in views.items() if view is not None}


def _status(incident: Incident) -> str:
    if incident.merged_into_id:
        return "merged"
    return "deleted" if incident.is_deleted else incident.status
