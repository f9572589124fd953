"""Several people at once, each in a process of their own, on one database file."""

import multiprocessing
import traceback
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.db import connections

from geo.models import Place
from incidents.errors import AlreadyThere, Conflict
from incidents.models import Claim, Incident, ReportVersion, Revision, Source
from incidents.place_facts import PlaceFacts
from incidents.published import published_version
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import edit_incident, publish_incident
from incidents.services.places import add_place
from incidents.services.reports import capture_report
from tests.factories import EditorFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4
ROUNDS = 8


def at_once(work, *arguments):
    """What `work(number, *arguments)` answers in each of four processes that start together."""
    context = multiprocessing.get_context("fork")
    answers, together = context.Queue(), context.Barrier(WRITERS)

    def run(number):
        try:
            together.wait(30)
            answers.put(work(number, *arguments))
        except BaseException:
            answers.put(traceback.format_exc())
        finally:
            connections.close_all()

    connections.close_all()  # a forked child must not inherit an open connection
    children = [context.Process(target=run, args=(number,)) for number in range(WRITERS)]
    for child in children:
        child.start()
    got = [answers.get(timeout=120) for _ in children]
    for child in children:
        child.join()
    return got


def write(number, user_id):
    editor = get_user_model().objects.get(pk=user_id)
    for turn in range(ROUNDS):
        text = f"Aircraft struck depot {number} on day {turn}."
        version = capture_report(by=editor, text=text, source_name="One outlet").version
        claim = add_claim(by=editor, version=version, facts=FACTS)
        incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
        publish_incident(by=editor, incident=incident, lock_version=1)
    return "saved"


def test_four_writers_lose_no_save():
    before = published_version().number
    assert at_once(write, EditorFactory().pk) == ["saved"] * WRITERS
    total = WRITERS * ROUNDS
    assert ReportVersion.objects.count() == Incident.objects.published().count() == total
    assert Incident.objects.values("code").distinct().count() == total
    assert published_version().number == before + total
    assert Revision.objects.filter(verb="publish_incident").count() == total


def capture_same(number, user_id):
    editor = get_user_model().objects.get(pk=user_id)
    result = capture_report(
        by=editor, text="Aircraft struck a depot.", source_name="One outlet", url="https://outlet.example/a"
    )
    return "new" if result.created else "known"


def test_one_report_captured_by_four_is_one_report():
    assert Counter(at_once(capture_same, EditorFactory().pk)) == {"new": 1, "known": WRITERS - 1}
    assert ReportVersion.objects.count() == 1


def capture_other(number, user_id):
    editor = get_user_model().objects.get(pk=user_id)
    url = f"https://outlet.example/{min(number, 1)}"
    return capture_report(by=editor, text="Aircraft struck a depot.", source_name="One outlet", url=url).created


def test_four_who_meet_at_the_source_and_again_at_the_address_all_get_their_report():
    assert Counter(at_once(capture_other, EditorFactory().pk)) == {True: 2, False: WRITERS - 2}
    assert Source.objects.count() == 1


def accept_same(number, user_id, claim_id):
    editor = get_user_model().objects.get(pk=user_id)
    try:
        accept_claim(by=editor, claim=Claim.objects.get(pk=claim_id), lock_version=1)
    except AlreadyThere as there:
        return there.existing.code
    return "accepted"


def test_one_claim_accepted_by_four_makes_one_incident():
    editor = EditorFactory()
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    answers = Counter(at_once(accept_same, editor.pk, claim.pk))
    assert answers == {"accepted": 1, Incident.objects.get().code: WRITERS - 1}


def add_same_place(number, user_id):
    editor = get_user_model().objects.get(pk=user_id)
    facts = PlaceFacts("Zubayda", "settlement", 35.0, 40.4)
    try:
        return add_place(by=editor, facts=facts, reason="Told by a resident.").pk
    except AlreadyThere as there:
        return there.existing.pk


def test_one_place_added_by_four_is_one_place():
    assert len(set(at_once(add_same_place, EditorFactory().pk))) == 1 == Place.objects.count()


def edit_same(number, user_id, incident_id):
    editor = get_user_model().objects.get(pk=user_id)
    try:
        edit_incident(
            by=editor, incident=Incident.objects.get(pk=incident_id), lock_version=1, summary_en=f"Written by {number}."
        )
    except Conflict as conflict:
        return conflict.yours["summary_en"]
    return "saved"


def test_of_four_who_edit_at_once_one_saves_and_the_others_keep_their_words():
    editor = EditorFactory()
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    answers = at_once(edit_same, editor.pk, incident.pk)
    incident.refresh_from_db()
    assert answers.count("saved") == 1
    assert {f"Written by {number}." for number in range(WRITERS)} == {incident.summary_en, *answers} - {"saved"}
