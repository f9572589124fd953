"""Two people at one record, without JavaScript: both versions are seen, a field comes from either, no word is lost."""

import pytest
from django.urls import reverse

from incidents.history import plain, rebuilt, revisions_of, state_of
from incidents.models import Claim, Incident, Report
from incidents.place_facts import PlaceFacts
from incidents.services.claims import accept_claim, correct_claim
from incidents.services.incidents import edit_incident
from incidents.services.places import add_place, correct_place
from incidents.services.reports import correct_report
from tests.desk.conftest import FACTS
from tests.factories import SourceFactory
from tests.support.forms import fields_of

pytestmark = pytest.mark.django_db

LONG = "\n".join(f"Line {number} of what was seen at the depot, and by whom." for number in range(200))


@pytest.fixture
def incident(editor, claim):
    return accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident


def edit(by, incident, **fields):
    incident.refresh_from_db()
    return edit_incident(by=by, incident=incident, lock_version=incident.lock_version, **fields)


def opened(desk, address):
    return fields_of(desk.get(address).content.decode())


def sent(desk, address, typed):
    answer = desk.post(address, typed)
    return answer, fields_of(answer.content.decode()) if answer.status_code != 302 else {}


@pytest.fixture
def address(incident):
    return reverse("desk:edit_incident", args=[incident.code])


def rows(answer):
    return {row.unit: (row.changed, row.taken) for row in answer.context["rows"]}


def test_each_field_says_who_changed_it_and_what_is_taken(desk, colleague, incident, address):
    page = opened(desk, address)
    edit(colleague, incident, title_en="Theirs", strike_status="likely")
    answer, _again = sent(desk, address, page | {"title_en": "Mine", "harm_grade": "fair"})
    assert rows(answer) == {
        "title_en": ("both", "yours"),
        "strike_status": ("theirs", "yours"),
        "harm_grade": ("yours", "yours"),
    }
    assert {row.by.made_by for row in answer.context["rows"] if row.changed != "yours"} == {colleague}
    assert answer.content.decode().count(colleague.username) >= 3, "beside each field, and above all"


def test_what_only_one_changed_is_merged_and_the_rest_is_chosen(desk, colleague, incident, address):
    page = opened(desk, address)
    edit(colleague, incident, title_en="Theirs", strike_status="likely")
    _answer, again = sent(desk, address, page | {"title_en": "Mine", "harm_grade": "fair"})
    assert (again["title_en"], again["strike_status"], again["harm_grade"]) == ("Mine", "likely", "fair")
    assert sent(desk, address, again | {"take-title_en": "theirs"})[0].status_code == 302
    incident.refresh_from_db()
    assert (incident.title_en, incident.strike_status, incident.harm_grade) == ("Theirs", "likely", "fair")


def test_what_only_the_other_one_changed_can_be_put_back(desk, colleague, incident, address):
    page = opened(desk, address)
    edit(colleague, incident, strike_status="likely")
    _answer, again = sent(desk, address, page | {"harm_grade": "fair"})
    sent(desk, address, again | {"take-strike_status": "opened"})
    incident.refresh_from_db()
    assert (incident.strike_status, incident.harm_grade) == ("unassessed", "fair")


def test_a_long_text_outlives_a_second_conflict_whatever_was_chosen(desk, colleague, incident, address):
    page = opened(desk, address)
    edit(colleague, incident, summary_en="Theirs, once.")
    _answer, again = sent(desk, address, page | {"summary_en": LONG.replace("\n", "\r\n"), "summary_ar": "نص"})
    edit(colleague, incident, summary_en="Theirs, twice.", harm_grade="weak")
    answer, third = sent(desk, address, again | {"take-summary_en": "theirs"})
    assert answer.status_code == 409
    assert third["summary_en"] == LONG, "though theirs was chosen"
    assert rows(answer)["summary_en"] == ("both", "theirs") and "<ins>twice.</ins>" in answer.content.decode()
    assert (third["summary_ar"], third["harm_grade"]) == ("نص", "weak")
    sent(desk, address, third | {"take-summary_en": "yours"})
    incident.refresh_from_db()
    assert (incident.summary_en, incident.summary_ar, incident.harm_grade) == (LONG, "نص", "weak")


def test_a_choice_outlives_an_input_that_is_wrong(desk, colleague, incident, address):
    page = opened(desk, address)
    edit(colleague, incident, title_en="Theirs")
    _answer, again = sent(desk, address, page | {"title_en": "Mine"})
    answer, third = sent(desk, address, again | {"take-title_en": "theirs", "killed_min": "none"})
    assert answer.status_code == 422 and third["take-title_en"] == "theirs"
    sent(desk, address, third | {"killed_min": ""})
    incident.refresh_from_db()
    assert incident.title_en == "Theirs"


def test_what_changed_besides_the_form_is_told_and_stays(desk, colleague, incident, claim, address):
    page = opened(desk, address)
    claim.refresh_from_db()
    facts = FACTS.__class__(**{**FACTS.__dict__, "kind": "clash"})
    correct_claim(by=colleague, claim=claim, lock_version=claim.lock_version, facts=facts)
    answer, again = sent(desk, address, page | {"harm_grade": "fair"})
    assert "kind" in {change.name for change in answer.context["besides"]}
    assert set(rows(answer)) == {"harm_grade"}
    sent(desk, address, again)
    incident.refresh_from_db()
    assert (incident.kind, incident.harm_grade) == ("clash", "fair")


def test_a_title_set_by_hand_is_told_once(desk, colleague, incident, address):
    page = opened(desk, address)
    edit(colleague, incident, title_ar="عنوان")
    answer, _again = sent(desk, address, page | {"harm_grade": "fair"})
    told = {change.name for change in answer.context["besides"]}
    assert "title_ar" in rows(answer) and "overrides" not in told
    button = reverse("desk:delete_incident", args=[incident.code])
    theirs = desk.post(button, {"lock_version": page["lock_version"]}).context["theirs"]
    assert [change.name for change in theirs].count("title_ar") == 1
    assert "overrides" not in {change.name for change in theirs}


def test_a_line_end_of_the_browser_is_no_change(desk, editor, incident, address):
    edit(editor, incident, summary_en="One line.\nAnother.")
    page = opened(desk, address)
    sent(desk, address, page | {"summary_en": "One line.\r\nAnother.", "harm_grade": "fair"})
    assert "summary_en" not in revisions_of(incident).last().changes


def test_the_places_of_a_claim_come_from_either_side(desk, colleague, claim):
    address = reverse("desk:correct_claim", args=[claim.pk])
    page = opened(desk, address)
    theirs = FACTS.__class__(**{**FACTS.__dict__, "places": [], "casualties": []})
    correct_claim(by=colleague, claim=claim, lock_version=claim.lock_version, facts=theirs)
    answer, again = sent(
        desk,
        address,
        page | {"places-0-name": "Field", "places-0-keeps_position": "on", "kind": "clash", "time_of_day": "dawn"},
    )
    assert rows(answer)["places"] == ("both", "yours") and rows(answer)["casualties"] == ("theirs", "yours")
    assert again["places-0-name"] == "Field" and again["casualties-INITIAL_FORMS"] == "0"
    sent(desk, address, again | {"take-places": "theirs", "take-kind": "yours"})
    claim.refresh_from_db()
    assert (claim.kind, claim.time_of_day) == ("clash", "dawn")
    assert not claim.places.exists() and not claim.casualties.exists()


def test_a_report_and_a_place_show_both_sides_too(desk, editor, colleague, version):
    report, outlet = version.report, SourceFactory(name="Another outlet")
    report = correct_report(by=editor, report=report, lock_version=report.lock_version, title="As captured")
    address = reverse("desk:correct_report", args=[report.pk])
    page = opened(desk, address)
    correct_report(by=colleague, report=report, lock_version=report.lock_version, source=outlet, title="Theirs")
    answer, again = sent(desk, address, page | {"title": "Mine"})
    assert rows(answer) == {"title": ("both", "yours"), "source": ("theirs", "yours")}
    assert "Another outlet" in answer.content.decode()
    assert sent(desk, address, again)[0].status_code == 302
    assert Report.objects.values_list("title", "source__name").get() == ("Mine", "Another outlet")

    facts = PlaceFacts(name="Old Town", kind="settlement", latitude=35.0, longitude=40.0, radius_m=2000, country="SY")
    place = add_place(by=editor, facts=facts, reason="a map")
    address = reverse("desk:correct_place", args=[place.pk])
    page = opened(desk, address)
    moved = PlaceFacts(name="Old Town", kind="settlement", latitude=35.1, longitude=40.1, radius_m=2000, country="SY")
    correct_place(by=colleague, place=place, lock_version=place.lock_version, facts=moved, reason="a better map")
    answer, again = sent(desk, address, page | {"place-name": "Older Town", "place-reason": "a sign"})
    assert rows(answer) == {"position": ("theirs", "yours"), "name": ("yours", "yours")}
    assert sent(desk, address, again)[0].status_code == 302
    place.refresh_from_db()
    assert (place.name, place.latitude, place.longitude) == ("Older Town", 35.1, 40.1)


def test_a_record_rebuilt_from_its_state_is_that_state(editor, incident):
    edit(editor, incident, summary_en="A depot.", killed_min=1, reason="a list")
    for record in (incident, Claim.objects.get(), Report.objects.get()):
        state = state_of(type(record).objects.get(pk=record.pk))
        again = rebuilt(type(record), state)
        assert not set(state_columns(again, state)) - {"text"}
    whole = rebuilt(Incident, state_of(incident))
    assert [claim.places.all()[0].name for claim in whole.claims.all()] == ["Town"]
    assert whole.places.all()[0].incident is whole


def state_columns(record, state):
    """The columns in which the record differs from the state."""
    columns = {field.attname: plain(field.value_from_object(record)) for field in record._meta.concrete_fields}
    return [name for name, value in columns.items() if state.get(name) != value]
