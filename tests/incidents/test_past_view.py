"""What stood on a day, told as little as today."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from geo.folding import fold
from incidents.history import as_of
from incidents.models import ClaimPlace, CoarseArea, Incident, PublicEntry
from incidents.past import incident_at
from incidents.public_view import PublicIncident, public_view
from incidents.services.incidents import (
    correct_incident,
    delete_incident,
    edit_incident,
    publish_incident,
    withdraw_incident,
)
from tests.factories import (
    ClaimFactory,
    ClaimPlaceFactory,
    ClaimSpanFactory,
    EditorFactory,
    IncidentFactory,
    ReportVersionFactory,
    ReviewerFactory,
)

pytestmark = pytest.mark.django_db
TEXT = "Aircraft struck a depot near Mayadin on Monday; two people from Mayadin were hurt."


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def incident(editor):
    """Published openly, with words that name its town."""
    version = ReportVersionFactory(text=TEXT, report__title="Depot near Mayadin struck")
    claim = ClaimFactory(state="accepted", incident=IncidentFactory(published=False), report_version=version)
    ClaimPlaceFactory(claim=claim, name="Mayadin", text="Mayadin")
    for field, words in (("place", "near Mayadin"), ("kind", "Aircraft struck"), ("casualty", "people from Mayadin")):
        start = TEXT.index(words)
        ClaimSpanFactory(claim=claim, field=field, start=start, end=start + len(words))
    return publish_incident(by=editor, incident=claim.incident, lock_version=1)


def edited(incident: Incident, **values: object) -> Incident:
    return edit_incident(by=EditorFactory(), incident=incident, lock_version=incident.lock_version, **values)


def corrected(incident: Incident, **values: object) -> Incident:
    version = {"lock_version": incident.lock_version, "reason": "read again", "public_note": "Read again."}
    return correct_incident(by=EditorFactory(), incident=incident, **version, **values)


def known(view: PublicIncident | None) -> dict:
    assert view is not None
    return view.as_json()


def test_it_is_what_the_public_saw_then(incident):
    before, then = known(public_view(incident)), timezone.now()
    later = corrected(incident, summary_en="Two people were hurt.", killed_max=3)
    assert known(public_view(later, then)) == before
    assert known(public_view(later, timezone.now())) == known(public_view(later)) != before


def test_a_day_is_its_end_and_a_day_before_it_was_published_gives_nothing(incident):
    today = timezone.now().date()
    assert known(public_view(incident, today)) == known(public_view(incident))
    assert public_view(incident, today - dt.timedelta(days=1)) is None


@pytest.mark.parametrize(
    "values", [{"sensitivity": "hidden"}, {"embargo_until": timezone.now() + dt.timedelta(days=1)}]
)
def test_what_is_restricted_now_gives_nothing_for_any_moment(incident, values):
    then = timezone.now()
    assert public_view(edited(incident, **values), then) is None
    assert public_view(edited(Incident.objects.get(), sensitivity="open", embargo_until=None), then) is not None


def test_what_is_withdrawn_or_deleted_now_gives_nothing_for_any_moment(editor, incident):
    then = timezone.now()
    gone = withdraw_incident(by=editor, incident=incident, lock_version=incident.lock_version, reason="wrong")
    assert public_view(gone, then) is None
    gone = delete_incident(by=ReviewerFactory(), incident=gone, lock_version=gone.lock_version)
    assert public_view(gone, then) is None


def test_what_nobody_could_see_then_is_not_seen_now(incident):
    hidden = edited(incident, sensitivity="hidden", summary_en="kept from the public")
    then = timezone.now()
    assert public_view(edited(hidden, sensitivity="open"), then) is None


def test_what_is_coarse_now_is_coarse_at_every_moment_with_the_words_of_then(incident):
    then = timezone.now()
    assert "Mayadin" in json.dumps(known(public_view(incident, then)))
    coarse = edited(incident, sensitivity="coarse")
    view = public_view(coarse, then)
    area = CoarseArea.objects.get()
    assert (view.latitude, view.longitude, view.precision) == (area.latitude, area.longitude, "region")
    assert view.places == public_view(coarse).places
    assert "mayadin" not in fold(json.dumps(known(view), ensure_ascii=False))
    assert [quote.text for quote in view.claims[0].quotes] == ["Aircraft struck"]


def test_a_place_of_then_is_no_more_told_than_that_of_now(incident):
    then = timezone.now()
    ClaimPlace.objects.update(name="Albukamal", text="Albukamal", latitude=34.45, longitude=40.92)
    coarse = edited(incident, sensitivity="coarse", summary_en="A depot at Mayadin or Albukamal.")
    told = fold(json.dumps([known(public_view(coarse, then)), known(public_view(coarse))], ensure_ascii=False))
    assert "albukamal" not in told.replace(" ", "")
    assert "35.02" not in told and "40.45" not in told
    [shown] = public_view(coarse, then).places
    assert (shown.latitude, shown.longitude) == (coarse.latitude, coarse.longitude), "today's area, not one of then"


def test_what_was_coarse_then_is_coarse_for_that_day(incident):
    coarse = edited(incident, sensitivity="coarse")
    seen, then = known(public_view(coarse)), timezone.now()
    opened = edited(coarse, sensitivity="open")
    assert known(public_view(opened, then)) == seen
    assert public_view(opened).latitude == 35.02


def test_a_merged_record_is_the_one_that_kept_it(incident):
    then = timezone.now()
    gone = IncidentFactory(is_deleted=True, merged_into=incident)
    assert public_view(gone).code == public_view(gone, then).code == incident.code
    assert public_view(IncidentFactory(merged_into=edited(incident, sensitivity="hidden")), then) is None


def test_the_last_change_of_a_coarse_record_is_the_last_that_was_told(incident):
    coarse = edited(incident, sensitivity="coarse")
    Incident.objects.update(changed_at=timezone.now() + dt.timedelta(days=1))
    coarse.refresh_from_db()
    assert public_view(coarse).changed_at == PublicEntry.objects.first().at


def test_it_costs_a_few_queries_and_reads_the_state_alone(incident, django_assert_max_num_queries):
    then = timezone.now()
    later = corrected(incident, summary_en="Two people were hurt.")
    with django_assert_max_num_queries(16):
        public_view(later, then)
    state = as_of(later, then)
    assert [place.name for place in incident_at(later, then).places.all()] == [row["name"] for row in state["places"]]


# The faces


@pytest.fixture
def address(incident) -> Callable[[str], str]:
    return lambda form: form.replace("CODE", incident.code)


@pytest.mark.parametrize("form", ["/incidents/CODE/", "/ar/incidents/CODE/", "/incidents/CODE/card/"])
def test_a_page_of_a_past_day_says_so_and_is_in_no_search_engine(client: Client, address, form):
    today = timezone.now().date()
    response = client.get(f"{address(form)}?as_of={today}")
    assert response.status_code == 200 and response["X-Robots-Tag"] == "noindex"
    assert 'role="status"' in response.content.decode()
    assert 'role="status"' not in client.get(address(form)).content.decode()
    assert client.get(f"{address(form)}?as_of=2019-01-01").status_code == 404
    for wrong in ("yesterday", "2999-01-01", "2020-01-01T10:00"):
        assert client.get(f"{address(form)}?as_of={wrong}").status_code == 400


def test_the_api_gives_one_incident_of_then(client: Client, incident, address):
    form = address("/api/v1/incidents/CODE.geojson")
    assert client.get(form).json()["properties"]["code"] == incident.code
    then = timezone.now().isoformat().replace("+00:00", "Z")
    corrected(incident, summary_en="Later.")
    past = client.get(f"{form}?as_of={then}").json()
    assert past["properties"]["summary"]["en"] == "" and client.get(form).json()["properties"]["summary"]["en"]
    assert client.get(f"{form}?as_of=2019-01-01").status_code == 404
    assert client.get(f"{form}?as_of=soon").json()["parameter"] == "as_of"
    assert client.get(f"{form}?colour=red").json()["parameter"] == "colour"


@pytest.mark.parametrize("form", ["/incidents/CODE/", "/incidents/CODE/card/", "/api/v1/incidents/CODE.geojson"])
def test_a_restriction_holds_at_once_for_whoever_asks_with_what_they_kept(client: Client, incident, address, form):
    today = timezone.now().date()
    asked = [address(form), f"{address(form)}?as_of={today}"]
    kept = [client.get(each) for each in asked]
    edited(incident, sensitivity="coarse")
    for each, before in zip(asked, kept, strict=True):
        again = client.get(each, headers={"If-None-Match": before.get("ETag", "none")})
        assert again.status_code == 200 and again["Cache-Control"] == "no-cache"
        assert b"Mayadin" in before.content and b"Mayadin" not in again.content


def test_the_reason_of_a_withdrawal_does_not_name_a_coarse_place(client: Client, editor, incident, address):
    coarse = edited(incident, sensitivity="coarse")
    withdraw_incident(by=editor, incident=coarse, lock_version=coarse.lock_version, reason="It was not in Mayadin.")
    page = client.get(address("/incidents/CODE/"))
    assert page.status_code == 410 and "Mayadin" not in page.content.decode()
    assert "withheld" in page.content.decode()


def test_a_withdrawn_record_under_embargo_or_hidden_is_none(client: Client, editor, incident, address):
    withdraw_incident(by=editor, incident=incident, lock_version=incident.lock_version, reason="wrong")
    forms = [address("/incidents/CODE/"), address("/api/v1/incidents/CODE.geojson")]
    assert [client.get(form).status_code for form in forms] == [410, 410]
    for guarded in ({"sensitivity": "hidden"}, {"embargo_until": timezone.now() + dt.timedelta(days=1)}):
        Incident.objects.update(**{"sensitivity": "open", "embargo_until": None} | guarded)
        assert [client.get(form).status_code for form in forms] == [404, 404]


def test_the_desk_warns_whoever_names_the_place_in_a_reason(client: Client, incident):
    coarse = edited(incident, sensitivity="coarse")
    client.force_login(ReviewerFactory())
    page = client.get(f"/desk/incidents/{coarse.code}/").content.decode()
    assert "Do not name the place" in page
    form = {"lock_version": coarse.lock_version, "reason": "It was not in Mayadin."}
    answered = client.post(f"/desk/incidents/{coarse.code}/withdraw/", form, follow=True)
    assert "The reason names the place" in answered.content.decode()


def test_a_coarse_record_says_that_more_is_known(client: Client, incident, address):
    assert "withheld to protect people" not in client.get(address("/incidents/CODE/")).content.decode()
    edited(incident, sensitivity="coarse")
    page = client.get(address("/incidents/CODE/")).content.decode()
    assert "withheld to protect people" in page and "known so vaguely" not in page
