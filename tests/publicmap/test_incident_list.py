"""The list of incidents: filtered as the API is, paged, and with a bounded number of queries."""

import datetime as dt

import pytest
from django.test import Client

from tests.factories import ClaimFactory, ClaimSpanFactory, IncidentFactory

pytestmark = pytest.mark.django_db


def add(count: int) -> None:
    for _ in range(count):
        claim = ClaimFactory(incident=IncidentFactory(), state="accepted")
        ClaimSpanFactory(claim=claim)


def test_the_filter_is_that_of_the_api_and_is_said_in_words(client: Client) -> None:
    IncidentFactory(kind="clash", title_en="Clash in Town")
    IncidentFactory()
    page = client.get("/incidents/?kind=clash&from=2020-06-01&to=2020-06-30").content.decode()
    assert "Clash in Town" in page and "Air strike in Town" not in page
    assert "Incidents: 1" in page


def test_an_incident_without_a_place_is_listed_too(client: Client) -> None:
    IncidentFactory(title_en="Air strike somewhere", latitude=None, longitude=None)
    assert "Air strike somewhere" in client.get("/incidents/").content.decode()


def test_a_wrong_parameter_is_named(client: Client) -> None:
    response = client.get("/incidents/?from=yesterday")
    assert response.status_code == 400
    assert "from" in response.content.decode() and 'role="alert"' in response.content.decode()


def test_newest_first_undated_last_and_paged_with_the_filter_kept(client: Client) -> None:
    for day in range(1, 29):
        IncidentFactory(date_start=dt.date(2020, 2, day), title_en=f"Day {day:02d}")
    IncidentFactory(date_start=None, date_end=None, title_en="Undated")
    first = client.get("/incidents/?kind=air_strike").content.decode()
    assert first.index("Day 28") < first.index("Day 04")
    assert "Day 03" not in first
    assert 'href="?kind=air_strike&amp;page=2"' in first
    second = client.get("/incidents/?kind=air_strike&page=2").content.decode()
    assert second.index("Day 01") < second.index("Undated")


def test_more_incidents_do_not_mean_more_queries(client: Client, django_assert_max_num_queries) -> None:
    add(20)
    with django_assert_max_num_queries(16):
        client.get("/incidents/")
