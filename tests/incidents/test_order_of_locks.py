"""Somebody holds one of the records that a change of many needs, and then counts the published version up: on
PostgreSQL the two wait for each other for ever unless all lock in one order."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import Queue

import pytest
from django.db import connection, connections, transaction

from incidents import published
from incidents.facts import ActorInput
from incidents.models import Claim, Incident, Renaming, Report
from incidents.services.actors import correct_actor
from incidents.services.claims import accept_claim, add_claim
from incidents.services.dates import undo_day
from incidents.services.incidents import publish_incident
from incidents.services.joining import merge_actors, undo_actor_merge
from incidents.services.moving import move_one_batch
from incidents.services.origins import join_origin, separate_origin
from incidents.services.renaming import follow_renamed
from incidents.services.reports import correct_report
from incidents.services.revisions import record
from tests.factories import ActorFactory, ReportFactory, ReportVersionFactory, ReviewerFactory
from tests.incidents.test_claims import FACTS
from tests.support.waiting import wait_for

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


class Scene:
    """Two published records out of one report, whose claims stand in the text the other way round than by number."""

    def __init__(self) -> None:
        self.by = ReviewerFactory()
        self.party, self.other = ActorFactory(), ActorFactory()
        self.version = ReportVersionFactory()
        actors = [ActorInput(name=self.party.name, role="target", actor_id=self.party.pk)]
        with transaction.atomic():
            record(self.report, "capture_report", None)
        self.incidents = []
        for position in (1, 0):
            claim = add_claim(by=self.by, version=self.version, facts=replace(FACTS, actors=actors))
            as_read = {"date_text": "Monday", "date_rule": "weekday", "date_anchor": self.report.published_on}
            Claim.objects.filter(pk=claim.pk).update(position=position, **as_read)
            incident = accept_claim(by=self.by, claim=claim, lock_version=1).incident
            self.incidents.append(publish_incident(by=self.by, incident=incident, lock_version=incident.lock_version))

    @property
    def report(self) -> Report:
        return Report.objects.get(pk=self.version.report_id)

    def rename(self):
        correct_actor(by=self.by, actor=self.party, lock_version=self.party.lock_version, name="The Other Council")
        return follow_renamed

    def merge_parties(self):
        merge_actors(by=self.by, actor=self.party, into=self.other, lock_version=self.party.lock_version)
        return move_one_batch

    def undo_party_merge(self):
        self.merge_parties()()
        self.party.refresh_from_db()
        undo_actor_merge(by=self.by, actor=self.party, lock_version=self.party.lock_version)
        return move_one_batch

    def correct_day(self):
        report, day = self.report, self.report.published_on + dt.timedelta(days=7)
        return lambda: correct_report(by=self.by, report=report, lock_version=report.lock_version, published_on=day)

    def undo_day(self):
        self.correct_day()()
        report = self.report
        return lambda: undo_day(by=self.by, report=report, lock_version=report.lock_version)


def meets(many, hold, then):
    """What `many` answers beside somebody who did `hold` and, once `many` waits or is done, does `then`."""
    numbers: Queue[int] = Queue()

    def beside():
        connection.ensure_connection()
        numbers.put(connection.connection.info.backend_pid)
        try:
            return many()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold()
            done = pool.submit(beside)
            number = numbers.get(timeout=30)
            wait_for(lambda: done.done() or _waits(number))
            then()
        return done.result(60)


def _waits(number: int) -> bool:
    """Whether the process of that number of the server waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [number])
        return bool(cursor.fetchone()[0])


def _hold(row) -> None:
    type(row).objects.select_for_update().get(pk=row.pk)


@pytest.mark.parametrize("held", [0, 1], ids=["the first", "the last"])
@pytest.mark.parametrize("many", ["rename", "merge_parties", "undo_party_merge", "correct_day", "undo_day"])
def test_who_holds_an_incident_does_not_wait_for_whoever_changes_many(many, held):
    scene = Scene()
    change_many, incident = getattr(scene, many)(), scene.incidents[held]
    before = Incident.objects.get(pk=incident.pk).lock_version
    meets(change_many, lambda: _hold(incident), published.bump)
    assert Incident.objects.get(pk=incident.pk).lock_version > before
    assert not Renaming.objects.exists()


@pytest.mark.parametrize("many", ["merge_parties", "undo_party_merge", "correct_day", "undo_day"])
def test_who_locks_claims_by_number_does_not_wait_for_whoever_changes_them_all(many):
    scene = Scene()
    change_many = getattr(scene, many)()
    first, second = Claim.objects.order_by("pk")
    meets(change_many, lambda: _hold(first), lambda: _hold(second))
    assert all(claim.lock_version > 2 for claim in Claim.objects.all())


def test_who_writes_rows_that_name_a_party_does_not_wait_for_whoever_corrects_it():
    """The lock leaves the key free: rows that refer to the party are written meanwhile."""
    scene = Scene()
    party = scene.party

    actors = [ActorInput(name=party.name, role="target", actor_id=party.pk)]
    version, seen = ReportVersionFactory(), []
    meets(
        lambda: add_claim(by=scene.by, version=version, facts=replace(FACTS, actors=actors)),
        lambda: correct_actor(by=scene.by, actor=party, lock_version=party.lock_version, note="Known since."),
        lambda: seen.append(version.claims.count()),
    )
    assert seen == [1]


def test_who_holds_a_reprint_does_not_wait_for_whoever_joins_its_origin():
    scene = Scene()
    report, origin = scene.report, ReportFactory()
    Report.objects.filter(pk=report.pk).update(origin=origin)
    reprint = ReportFactory(origin=report)
    taken = separate_origin(by=scene.by, report=report, lock_version=report.lock_version)
    meets(
        lambda: join_origin(by=scene.by, report=taken, lock_version=taken.lock_version, origin=origin),
        lambda: _hold(reprint),
        published.bump,
    )
    assert Report.objects.get(pk=reprint.pk).origin == origin
