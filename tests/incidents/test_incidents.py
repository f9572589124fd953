"""Editing, publishing, withdrawing and deleting an incident, and its history."""

import datetime as dt
from dataclasses import replace

import pytest

from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.facts import CasualtyInput, ClaimFacts
from incidents.history import as_of, revisions_of
from incidents.models import Incident
from incidents.published import published_version
from incidents.services.claims import accept_claim, add_claim, add_claim_without_text, correct_claim
from incidents.services.incidents import (
    correct_incident,
    delete_incident,
    edit_incident,
    publish_incident,
    restore_incident,
    withdraw_incident,
)
from incidents.services.sources import correct_source
from tests.factories import (
    EditorFactory,
    IncidentFactory,
    ReportVersionFactory,
    ReviewerFactory,
    SourceFactory,
    UserFactory,
)
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def draft(editor):
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    return accept_claim(by=editor, claim=claim, lock_version=1).incident


@pytest.fixture
def published(editor, draft):
    return publish_incident(by=editor, incident=draft, lock_version=draft.lock_version)


def test_publishing_twice_says_so_and_loses_nothing(published):
    number = published_version().number
    with pytest.raises(AlreadyThere) as there:
        publish_incident(by=EditorFactory(), incident=published, lock_version=1)
    assert there.value.existing == published and published_version().number == number


def test_what_was_never_borne_out_by_a_claim_is_not_published(editor):
    incident = IncidentFactory(published=False)
    with pytest.raises(Refused, match="accepted claim"):
        publish_incident(by=editor, incident=incident, lock_version=1)


def test_each_change_of_what_is_public_goes_up_by_one(editor, published):
    first = published_version().number
    edited = correct_incident(
        by=editor, incident=published, lock_version=2, public_note="Two witnesses.", harm_grade="fair"
    )
    assert published_version().number == first + 1
    withdraw_incident(by=editor, incident=edited, lock_version=3, reason="It was an exercise.")
    assert published_version().number == first + 2
    edit_incident(by=editor, incident=edited, lock_version=4, harm_grade="weak")
    assert published_version().number == first + 2


def test_correcting_a_source_that_told_it_without_a_text_goes_up_by_one(editor):
    source = SourceFactory()
    facts = replace(FACTS, spans=[])
    claim = add_claim_without_text(by=editor, source=source, reason="Told on the telephone.", facts=facts)
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    publish_incident(by=editor, incident=incident, lock_version=1)
    before = published_version().number
    correct_source(by=editor, source=source, lock_version=1, name="Another name")
    assert published_version().number == before + 1


def test_a_corrected_claim_changes_the_published_incident(editor, published):
    number = published_version().number
    claim = published.claims.get()
    facts = FACTS.__class__(**{**vars(FACTS), "kind": "shelling"})
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=facts)
    published.refresh_from_db()
    assert published.kind == "shelling" and published.title_en == "Shelling near Mayadin"
    assert published_version().number == number + 1


def test_withdrawing_wants_a_reason_and_keeps_the_code(editor, published):
    with pytest.raises(Refused) as refused:
        withdraw_incident(by=editor, incident=published, lock_version=2, reason=" ")
    assert refused.value.field == "reason"
    withdrawn = withdraw_incident(by=editor, incident=published, lock_version=2, reason="It was an exercise.")
    assert withdrawn.status == "withdrawn" and Incident.objects.by_code(withdrawn.code).get() == withdrawn
    assert publish_incident(by=editor, incident=withdrawn, lock_version=3).status == "published"


def test_an_override_wants_a_reason_survives_the_claims_and_can_be_taken_back(editor, draft):
    with pytest.raises(Refused) as refused:
        edit_incident(by=editor, incident=draft, lock_version=1, killed_min=2)
    assert refused.value.field == "reason"
    edited = edit_incident(
        by=editor, incident=draft, lock_version=1, killed_min=2, killed_max=3, reason="The hospital's list."
    )
    claim = draft.claims.get()
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=FACTS)
    edited.refresh_from_db()
    assert (edited.killed_min, edited.killed_max) == (2, 3)
    assert edited.overrides["killed_min"]["reason"] == "The hospital's list."
    back = edit_incident(by=editor, incident=edited, lock_version=edited.lock_version, killed_min=None, killed_max=None)
    assert (back.killed_min, back.killed_max, back.overrides) == (0, 0, {})


def test_a_claim_beyond_a_bound_set_by_hand_is_not_added_before_that_is_corrected(editor, draft):
    set_by_hand = edit_incident(
        by=editor, incident=draft, lock_version=1, injured_min=10, reason="The hospital's list."
    )
    facts = replace(FACTS, casualties=[CasualtyInput("injured", minimum=3, maximum=3)])
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=facts)
    with pytest.raises(Refused, match="set by hand"):
        accept_claim(by=editor, claim=claim, lock_version=1, incident=set_by_hand)
    claim.refresh_from_db()
    assert claim.state == "proposed"


def test_dates_are_overridden_together_also_to_none(editor, draft):
    june = {"date_start": dt.date(2020, 6, 1), "date_end": dt.date(2020, 6, 30), "date_precision": "month"}
    edited = edit_incident(by=editor, incident=draft, lock_version=1, reason="Two accounts.", **june)
    assert (edited.edtf, edited.span_class) == ("2020-06", 1)
    undated = {"date_start": None, "date_end": None, "date_precision": "unknown"}
    edited = edit_incident(by=editor, incident=draft, lock_version=2, reason="They disagree.", **undated)
    assert (edited.date_start, edited.edtf, edited.span_class) == (None, "", None)
    with pytest.raises(Refused) as refused:
        edit_incident(by=editor, incident=draft, lock_version=3, reason="x", date_start=dt.date(2020, 6, 1))
    assert refused.value.field == "date_start"


def test_a_title_of_ones_own_stays_until_it_is_emptied(editor, draft):
    edited = edit_incident(by=editor, incident=draft, lock_version=1, title_en="Raid on a depot")
    assert edited.title_en == "Raid on a depot"
    assert edit_incident(by=editor, incident=draft, lock_version=2, title_en="").title_en == "Air strike near Mayadin"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("harm_grade", "verified"),
        ("strike_status", "sure"),
        ("sensitivity", "secret"),
        ("is_graphic", "yes"),
        ("status", "published"),
        ("title_en", "x" * 301),
        ("summary_ar", "\x00"),
        ("killed_min", -1),
        ("injured_max", 1.5),
        ("kind", "quarrel"),
        ("embargo_until", "tomorrow"),
    ],
)
def test_a_wrong_value_is_refused_by_name(editor, draft, field, value):
    with pytest.raises(Refused) as refused:
        edit_incident(by=editor, incident=draft, lock_version=1, reason="x", **{field: value})
    assert refused.value.field == field
    draft.refresh_from_db()
    assert draft.lock_version == 1 and revisions_of(draft).count() == 1


def test_two_editors_of_one_incident(editor, draft):
    edit_incident(by=editor, incident=draft, lock_version=1, summary_en="One.")
    with pytest.raises(Conflict) as conflict:
        edit_incident(by=EditorFactory(), incident=draft, lock_version=1, summary_en="Other.")
    assert conflict.value.current["summary_en"] == "One." and conflict.value.yours == {"summary_en": "Other."}


def test_any_date_can_be_rebuilt_whole(editor, published):
    before = revisions_of(published).last().made_at
    correct_incident(by=editor, incident=published, lock_version=2, public_note="A summary.", summary_en="Later.")
    then, now = as_of(published, before), as_of(published, dt.datetime.now(dt.UTC))
    assert (then["summary_en"], now["summary_en"]) == ("", "Later.")
    assert then["places"][0]["name"] == "Mayadin" and then["claims"][0]["spans"][0]["text"] == "Aircraft struck"
    assert then["casualties"] and then["actors"][0]["name"] == "A coalition"


def test_codes_count_by_country_and_year_and_are_never_given_again(editor, draft):
    delete_incident(by=editor, incident=draft, lock_version=1)
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    assert accept_claim(by=editor, claim=claim, lock_version=1).incident.code == "SY-2020-0002"
    nowhere = FACTS.__class__(**{**vars(FACTS), "places": []})
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=nowhere)
    assert accept_claim(by=editor, claim=claim, lock_version=1).incident.code == "XX-2020-0001"


def test_an_editor_deletes_drafts_and_a_reviewer_anything_and_brings_it_back(editor, published):
    with pytest.raises(NotAllowed):
        delete_incident(by=editor, incident=published, lock_version=2)
    reviewer = ReviewerFactory()
    deleted = delete_incident(by=reviewer, incident=published, lock_version=2)
    assert deleted not in Incident.objects.visible(reviewer)
    with pytest.raises(NotAllowed):
        restore_incident(by=editor, incident=published, lock_version=3)
    assert restore_incident(by=reviewer, incident=published, lock_version=3).status == "draft"


def test_a_passer_by_sees_what_is_published_and_changes_nothing(draft):
    passer_by = UserFactory()
    assert draft not in Incident.objects.visible(passer_by)
    with pytest.raises(NotAllowed):
        publish_incident(by=passer_by, incident=draft, lock_version=1)


def test_history_is_only_ever_added_to(draft):
    revision = revisions_of(draft).last()
    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(TypeError):
        revision.delete()


def test_the_main_place_is_chosen_by_hand_among_those_that_the_claims_give(editor, draft):
    claim = draft.claims.get()
    facts = ClaimFacts.of(claim)
    other = replace(facts.places[0], name="Field", text="Field", latitude=35.4, is_main=False)
    places = [*facts.places, other]
    correct_claim(by=editor, claim=claim, lock_version=claim.lock_version, facts=replace(facts, places=places))
    draft.refresh_from_db()
    before = draft.main_place
    with pytest.raises(Refused) as refusal:
        edit_incident(
            by=editor, incident=draft, lock_version=draft.lock_version, main_place="Elsewhere", reason="a guess"
        )
    assert refusal.value.field == "main_place"
    chosen = edit_incident(
        by=editor, incident=draft, lock_version=draft.lock_version, main_place="Field", reason="a film"
    )
    chosen.refresh_from_db()
    assert (chosen.main_place, chosen.latitude, chosen.place_name) == ("Field", 35.4, "Field")
    assert [place.is_main for place in chosen.places.all()] == [True, False]
    back = edit_incident(by=editor, incident=chosen, lock_version=chosen.lock_version, main_place=None)
    back.refresh_from_db()
    assert (back.main_place, back.overrides) == (before, {})
