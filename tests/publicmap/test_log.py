"""The log of changes: its page, its feed, and its part of an incident's page."""

import xml.etree.ElementTree as ElementTree

import pytest

from incidents.models import Incident
from incidents.public_fields import FIELDS
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import correct_incident, publish_incident, withdraw_incident
from incidents.services.review import submit_incident
from publicmap.wording import field_words
from tests.factories import EditorFactory, ReportVersionFactory
from tests.incidents.test_claims import FACTS

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def editor():
    return EditorFactory(username="samira")


@pytest.fixture
def corrected(editor):
    claim = add_claim(by=editor, version=ReportVersionFactory(), facts=FACTS)
    incident = accept_claim(by=editor, claim=claim, lock_version=1).incident
    published = publish_incident(by=editor, incident=incident, lock_version=1)
    return correct_incident(
        by=editor, incident=published, lock_version=2, public_note="A list <of> names\x0b & two.", killed_max=2
    )


@pytest.mark.parametrize(("language", "words"), [("", "number of killed"), ("/ar", "عدد القتلى")])
def test_the_page_the_incident_and_the_feed_tell_a_correction(client, corrected, language, words):
    for address in ("/log/", f"/incidents/{corrected.code}/", "/log.atom"):
        response = client.get(f"{language}{address}")
        page = response.content.decode()
        assert response.status_code == 200 and "A list &lt;of&gt; names" in page and words in page, address
        assert "samira" not in page


def test_the_feed_is_atom_with_one_entry_a_line(client, corrected):
    response = client.get("/ar/log.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert len(set(links)) == 2 and all(f"/ar/incidents/{corrected.code}/#log-" in link for link in links)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_each_line_has_its_code_as_a_link_and_its_time(client, corrected):
    page = client.get("/log/").content.decode()
    assert page.count(f'href="/incidents/{corrected.code}/">{corrected.code}</a>') == 2
    assert all(f"{entry.at:%H:%M} UTC" in page for entry in corrected.public_entries.all())


@pytest.mark.parametrize("page", ["/", "/incidents/", "/incidents/CODE/", "/method/", "/ar/"])
def test_the_log_is_linked_from_every_public_page(client, corrected, page):
    log = "/ar/log/" if page.startswith("/ar") else "/log/"
    assert f'href="{log}"' in client.get(page.replace("CODE", corrected.code)).content.decode()


def test_each_entry_of_the_feed_has_a_summary(client, corrected):
    entries = ElementTree.fromstring(client.get("/log.atom").content).findall(f"{ATOM}entry")
    summaries = [entry.find(f"{ATOM}summary").text for entry in entries]
    assert len(summaries) == 2 and all(corrected.code in summary for summary in summaries)
    assert "A list <of> names" in summaries[0]


def test_a_withdrawn_incident_tells_its_reason_and_nothing_else(client, editor, corrected):
    withdraw_incident(by=editor, incident=corrected, lock_version=3, reason="It was an exercise.")
    again = Incident.objects.get()
    submit_incident(by=editor, incident=again, lock_version=again.lock_version)
    gone = client.get(f"/incidents/{corrected.code}/")
    assert gone.status_code == 410 and "It was an exercise." in gone.content.decode()
    page = client.get("/log/").content.decode()
    assert "It was an exercise." in page and corrected.code in page
    assert "Mayadin" not in page and "A list" not in page and "number of killed" not in page


def test_the_log_has_pages(client, corrected, monkeypatch):
    monkeypatch.setattr("publicmap.views.log.PAGE", 1)
    newest, oldest = corrected.public_entries.all()
    first = client.get("/log/").content.decode()
    assert f'"log-{newest.pk}"' in first and f"?before={newest.pk}" in first and f'"log-{oldest.pk}"' not in first
    second = client.get(f"/log/?before={newest.pk}").content.decode()
    assert f'"log-{oldest.pk}"' in second and 'href="?before' not in second and f'"log-{newest.pk}"' not in second
    assert client.get(f"/log/?before={'9' * 30}").status_code == client.get("/log/?before=x").status_code == 200


def test_each_field_of_the_log_has_a_word():
    assert len(field_words(FIELDS).split(", ")) == len(FIELDS)
