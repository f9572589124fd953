"""Accept, link, reject, undo; and what two editors at once are told."""

import pytest
from django.urls import reverse

from incidents.history import revisions_of
from incidents.models import Claim, Incident
from incidents.services.claims import accept_claim, add_claim, reject_claim
from tests.desk.conftest import FACTS
from tests.factories import IncidentFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def press(desk, name, claim, **typed):
    typed = {"lock_version": claim.lock_version} | typed
    return desk.post(reverse(f"desk:{name}", args=[claim.pk]), typed, follow=True)


def test_accepting_makes_a_draft_of_the_claim(desk, claim):
    answer = press(desk, "accept_claim", claim)
    claim.refresh_from_db()
    assert claim.state == "accepted"
    assert claim.incident.status == "draft"
    assert claim.incident.code in answer.content.decode()


def test_accepting_into_an_incident_links_to_it(desk, claim):
    incident = IncidentFactory(published=False)
    press(desk, "accept_claim", claim, incident=incident.code)
    claim.refresh_from_db()
    assert claim.incident == incident


def test_linking_by_a_code_that_is_missing_or_unknown_makes_no_incident(desk, claim):
    for typed in ({"code": ""}, {"code": "SY-1999-0001"}, {"code": "SY\x000001"}):
        answer = press(desk, "accept_claim", claim, **typed)
        assert 'class="message error"' in answer.content.decode()
    assert not Incident.objects.exists()


def test_rejecting_and_undoing(desk, claim):
    press(desk, "reject_claim", claim, reason="A rumour.")
    claim.refresh_from_db()
    assert claim.state == "rejected"
    press(desk, "reopen_claim", claim)
    claim.refresh_from_db()
    assert claim.state == "proposed"


def test_a_rejection_keeps_its_reason_where_one_is_given(desk, claim):
    page = desk.get(reverse("desk:report", args=[claim.report_version.report_id])).content.decode()
    assert 'name="reason"' in page
    answer = press(desk, "reject_claim", claim, reason="x" * 301)
    assert "at most 300" in answer.content.decode()
    press(desk, "reject_claim", claim, reason=" A rumour. ")
    assert revisions_of(claim).last().reason == "A rumour."


def test_one_incident_near_is_one(desk, editor, claim, version):
    accept_claim(by=editor, claim=claim, lock_version=claim.lock_version)
    add_claim(by=editor, version=version, facts=FACTS)
    page = desk.get(reverse("desk:report", args=[version.report_id])).content.decode()
    assert "Link to the one near" in page


def test_accepting_twice_leads_to_the_incident_that_the_first_made(desk, colleague, claim):
    accepted = accept_claim(by=colleague, claim=claim, lock_version=claim.lock_version)
    answer = press(desk, "accept_claim", claim)
    assert Incident.objects.count() == 1
    assert answer.redirect_chain[-1][0] == reverse("desk:incident", args=[accepted.incident.code])
    assert 'class="message warning"' in answer.content.decode()


def test_a_button_pressed_on_an_old_page_shows_both_and_can_be_pressed_again(desk, colleague, claim):
    seen = claim.lock_version
    reject_claim(by=colleague, claim=claim, lock_version=seen)
    Claim.objects.update(state="proposed")  # as if reopened
    answer = press(desk, "reject_claim", claim, lock_version=seen, reason="A rumour.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert colleague.username in page
    assert 'name="reason" rows="3" dir="auto">A rumour.</textarea>' in page, "what was typed is kept"
    claim.refresh_from_db()
    assert answer.context["lock_version"] == claim.lock_version


def test_the_likely_incident_is_offered_first_with_its_reasons(desk, claim):
    far = IncidentFactory(published=False, latitude=35.16, date_start=claim.date_start)
    near = IncidentFactory(published=False, date_start=claim.date_start)
    other_year = IncidentFactory(published=False)
    Incident.objects.filter(pk=other_year.pk).update(date_start="2010-01-01", date_end="2010-01-01")
    page = desk.get(reverse("desk:report", args=[claim.report_version.report_id])).content.decode()
    assert page.index('class="likely"') < page.index(near.code) < page.index(far.code)
    assert "<bdi>the same place</bdi>" in page and "more than is left open" in page
    assert other_year.code not in page
    page = desk.get(reverse("desk:link_claim", args=[claim.pk]), {"q": other_year.code}).content.decode()
    assert other_year.code in page


def test_the_form_behind_the_key_links_to_the_likely_one(desk, claim):
    likely = IncidentFactory(published=False, date_start=claim.date_start)
    page = desk.get(reverse("desk:report", args=[claim.report_version.report_id])).content.decode()
    form = page.partition('data-key="l"')[2].partition("</form>")[0]
    assert f'name="incident" value="{likely.code}"' in form
    press(desk, "accept_claim", claim, incident=likely.code)
    claim.refresh_from_db()
    assert claim.incident == likely


def test_where_none_is_likely_the_key_shows_what_it_may_be(desk, claim):
    page = desk.get(reverse("desk:report", args=[claim.report_version.report_id])).content.decode()
    assert 'class="likely"' not in page and '<summary class="button" data-key="l">' in page


def test_the_reasons_are_in_the_language_of_the_page(desk, claim):
    IncidentFactory(published=False, date_start=claim.date_start, killed_min=3, killed_max=3)
    page = desk.get(f"/ar/desk/reports/{claim.report_version.report_id}/").content.decode()
    assert "اليوم نفسه" in page and "the same" not in page


def test_another_place_of_the_name_is_chosen(desk, claim):
    other = PlaceFactory(name="Town", latitude=33.1, longitude=44.2, radius_m=3000)
    press(desk, "choose_place", claim, row=claim.places.get().pk, place=other.pk)
    place = claim.places.get()
    assert (place.place_id, place.latitude, place.radius_m) == (other.pk, 33.1, 3000)
    assert place.text == "Town", "the report's words stay"


def test_near_a_town_stays_near_the_other_town(desk, claim):
    claim.places.update(precision="near", radius_m=20_000)
    other = PlaceFactory(name="Town", latitude=33.1, longitude=44.2, radius_m=3000)
    press(desk, "choose_place", claim, row=claim.places.get().pk, place=other.pk)
    place = claim.places.get()
    assert (place.latitude, place.precision, place.radius_m) == (33.1, "near", 20_000)


@pytest.mark.parametrize("name", ["accept_claim", "reject_claim", "reopen_claim", "mark_words", "unmark_words"])
def test_no_link_changes_anything(desk, claim, name):
    assert desk.get(reverse(f"desk:{name}", args=[claim.pk])).status_code == 405
