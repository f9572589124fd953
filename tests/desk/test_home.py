"""The queue: what waits, in few queries however much there is."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from incidents.models import Work
from tests.factories import ClaimFactory, IncidentFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db
HOME = reverse("desk:home")
# Session, person, roles; counts (3); the queue's page and its count; incidents: three counts and the rows; published;
# what the banner says (3).
QUERIES = 16  # three of them are who is asking: session, person, and that the sign-in still stands


def test_an_empty_desk_says_what_to_do_first(desk):
    page = desk.get(HOME).content.decode()
    assert "Paste the first report" in page


def test_the_number_of_queries_does_not_grow(desk, django_assert_max_num_queries):
    for number in range(30):
        version = ReportVersionFactory()
        ClaimFactory(report_version=version)
        Work.objects.create(report_version=version, extractor_version="1", state=["waiting", "failed"][number % 2])
        IncidentFactory(published=bool(number % 3))
    with django_assert_max_num_queries(QUERIES):
        desk.get(HOME)


@pytest.mark.parametrize(
    ("state", "words"),
    [("waiting", "Waiting to be read"), ("running", "Being read"), ("failed", "Reading failed")],
)
def test_the_state_of_the_reading_is_shown(desk, state, words):
    Work.objects.create(report_version=ReportVersionFactory(), extractor_version="1", state=state)
    assert words in desk.get(HOME).content.decode()


def test_a_report_with_undecided_claims_waits_and_a_decided_one_does_not(desk):
    waiting, decided = ReportVersionFactory(), ReportVersionFactory()
    ClaimFactory(report_version=waiting)
    ClaimFactory(report_version=decided, state="rejected")
    page = desk.get(HOME).content.decode()
    assert waiting.report.title in page
    assert decided.report.title not in page
    assert "1 claim to decide" in page


def test_a_failed_reading_can_be_asked_for_again(desk):
    work = Work.objects.create(report_version=ReportVersionFactory(), extractor_version="1", state="failed")
    desk.post(reverse("desk:retry", args=[work.report_version.report_id]))
    assert Work.objects.filter(report_version=work.report_version, state="waiting").exists()


def test_the_search_finds_words_of_a_text_and_codes(desk):
    version = ReportVersionFactory(text="An outpost by the salt lake was shelled.")
    incident = IncidentFactory(code="SY-2020-7777")
    assert version.report.title in desk.get(reverse("desk:search"), {"q": "salt lake"}).content.decode()
    assert incident.code in desk.get(reverse("desk:search"), {"q": "sy-2020-77"}).content.decode()
    assert desk.get(reverse("desk:search"), {"q": "\x00"}).status_code == 200


def test_made_up_incidents_are_said_to_be_so(desk):
    cache.clear()
    IncidentFactory(is_synthetic=True)
    page = desk.get(HOME).content.decode()
    assert "Made-up data" in page and "Demonstration" not in page
    cache.clear()
