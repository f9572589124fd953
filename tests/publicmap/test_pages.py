"""The pages that need no JavaScript, anonymous and in both languages."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from incidents.models import IncidentFormerCode
from incidents.services.incidents import withdraw_incident
from tests.factories import (
    ClaimFactory,
    ClaimSpanFactory,
    EditorFactory,
    IncidentFactory,
    IncidentNoteFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()


@pytest.mark.parametrize("address", ["/", "/incidents/", "/method/"])
@pytest.mark.parametrize(("prefix", "direction"), [("", "ltr"), ("/ar", "rtl")])
def test_each_page_says_its_language_and_offers_the_other(
    client: Client, address: str, prefix: str, direction: str
) -> None:
    page = client.get(prefix + address).content.decode()
    assert f'dir="{direction}"' in page.split("<head>")[0]
    other = address if prefix else f"/ar{address}"
    assert f'<a href="{other}" hreflang=' in page


@pytest.mark.parametrize("address", ["/", "/incidents/", "/incidents/SY-2020-7001/", "/method/"])
def test_no_page_has_inline_script_or_style(client: Client, address: str) -> None:
    IncidentFactory(code="SY-2020-7001", is_demo=True)
    response = client.get(address)
    page = response.content.decode()
    assert "<style" not in page and " style=" not in page and " onclick=" not in page
    assert all("src=" in tag or 'type="application/json"' in tag for tag in re.findall(r"<script[^>]*>", page))
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]


def test_the_page_of_an_incident_shows_its_words_and_links_to_their_source(client: Client) -> None:
    incident = IncidentFactory(killed_min=3, killed_max=5, strike_status="likely")
    claim = ClaimFactory(incident=incident, state="accepted")
    span = ClaimSpanFactory(claim=claim)
    page = client.get(f"/incidents/{incident.code}/").content.decode()
    assert span.text in page
    assert f'<a href="{claim.report_version.report.canonical_url}" rel="noopener nofollow"' in page
    assert "3–5" in page and "Likely" in page
    assert '<meta property="og:title" content="Air strike in Town">' in page


def test_what_a_report_wrote_is_never_markup(client: Client) -> None:
    incident = IncidentFactory(
        place_name="<script>alert(1)</script>", summary_en="<img src=x onerror=alert(2)>", title_en="<b>bold</b>"
    )
    ClaimFactory(
        incident=incident, state="accepted", date_text="<i>", report_version__report__title="<svg onload=alert(3)>"
    )
    for address in (f"/incidents/{incident.code}/", f"/incidents/{incident.code}/card/", "/incidents/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page and "<img" not in page and "<b>" not in page and "<svg onload" not in page


def test_only_web_addresses_become_links(client: Client) -> None:
    incident = IncidentFactory()
    ClaimFactory(
        incident=incident, state="accepted", report_version__report__canonical_url="javascript:alert(document.domain)"
    )
    assert "javascript:" not in client.get(f"/incidents/{incident.code}/").content.decode()


def test_a_claim_without_a_text_names_its_source(client: Client) -> None:
    incident = IncidentFactory()
    source = SourceFactory(name="Field Monitor")
    ClaimFactory(incident=incident, state="accepted", report_version=None, source=source, reason="seen on site")
    page = client.get(f"/incidents/{incident.code}/").content.decode()
    assert "Field Monitor" in page
    assert "seen on site" not in page


def test_a_former_code_leads_to_the_new_one_for_ever(client: Client) -> None:
    incident = IncidentFactory()
    IncidentFormerCode.objects.create(incident=incident, code="SY-2019-0007")
    response = client.get("/ar/incidents/SY-2019-0007/")
    assert (response.status_code, response["Location"]) == (301, f"/ar/incidents/{incident.code}/")


def test_a_withdrawn_incident_is_gone_and_says_why(client: Client) -> None:
    incident = IncidentFactory()
    withdraw_incident(by=EditorFactory(), incident=incident, lock_version=1, reason="A traffic accident.")
    IncidentNoteFactory(incident=incident, text="secret")
    response = client.get(f"/incidents/{incident.code}/")
    assert response.status_code == 410
    page = response.content.decode()
    assert "A traffic accident." in page and "secret" not in page and incident.title_en not in page


@pytest.mark.parametrize(
    "state",
    [
        {"published": False, "status": "draft"},
        {"is_deleted": True},
        {"sensitivity": "hidden"},
        {"sensitivity": "hidden", "status": "withdrawn"},
        {"status": "withdrawn", "withdrawal_reason": "Nobody saw it."},
    ],
)
def test_what_is_not_public_does_not_exist(client: Client, state: dict) -> None:
    incident = IncidentFactory(**state)
    assert client.get(f"/incidents/{incident.code}/").status_code == 404
    assert client.get(f"/incidents/{incident.code}/card/").status_code == 404


def test_undated_says_by_when_it_was_reported(client: Client) -> None:
    incident = IncidentFactory(date_start=None, date_end=None, not_after="2020-07-01")
    assert "Date unknown, reported by 1 July 2020" in client.get(f"/incidents/{incident.code}/").content.decode()


def test_demo_and_made_up_data_are_said_to_be_so(client: Client) -> None:
    assert "banner" not in client.get("/").content.decode()
    SourceFactory(is_demo=True)
    IncidentFactory(is_demo=True)
    IncidentFactory(is_synthetic=True)
    cache.clear()
    page = client.get("/").content.decode()
    assert "Demonstration" in page and "Made-up data" in page


def test_the_error_page_keeps_the_language(client: Client) -> None:
    response = client.get("/ar/nothing-here/")
    assert response.status_code == 404
    assert 'dir="rtl"' in response.content.decode()


def test_machines_find_robots_health_and_icon(client: Client) -> None:
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/favicon.ico").status_code == 302
