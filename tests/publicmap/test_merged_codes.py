"""What the public gets under the code of a record that another one took in."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.models import Incident
from incidents.services.incidents import withdraw_incident
from incidents.services.merging import merge_incidents
from tests.factories import ClaimFactory, EditorFactory, IncidentFactory, ReviewerFactory

pytestmark = pytest.mark.django_db
PAGES = ("publicmap:incident", "publicmap:card")


@pytest.fixture
def merged():
    """The record that is kept and the one that went, both published before; the columns given are the kept one's."""

    def make(**columns):
        kept, gone = IncidentFactory(), IncidentFactory()
        for row in (kept, gone):
            ClaimFactory(state="accepted", incident=row)
        merge_incidents(by=ReviewerFactory(), kept=kept, gone=gone, kept_version=1, gone_version=1, reason="One.")
        Incident.objects.filter(pk=kept.pk).update(**columns)
        return kept, gone

    return make


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("spelt", [str.upper, str.lower])
def test_it_leads_for_good_to_the_record_that_was_kept(client, merged, page, spelt):
    kept, gone = merged()
    answer = client.get(reverse(page, args=[spelt(gone.code)]), follow=True)
    assert answer.redirect_chain == [(reverse(page, args=[kept.code]), 301)] and answer.status_code == 200
    assert gone.code in answer.content.decode() or page == "publicmap:card"


@pytest.mark.parametrize("page", PAGES)
def test_of_a_withdrawn_one_it_leads_to_that_it_was_withdrawn(client, merged, page):
    kept, gone = merged()
    version = Incident.objects.get(pk=kept.pk).lock_version
    withdraw_incident(by=EditorFactory(), incident=kept, lock_version=version, reason="An exercise.")
    answer = client.get(reverse(page, args=[gone.code]), follow=True)
    assert answer.status_code == 410 and "An exercise." in answer.content.decode()


TOMORROW = timezone.now() + dt.timedelta(days=1)
NOT_PUBLIC = {
    "hidden": {"sensitivity": "hidden"},
    "embargoed": {"embargo_until": TOMORROW},
    "draft again": {"status": "draft"},
    "never published": {"status": "draft", "first_published_at": None},
    "deleted": {"is_deleted": True},
}


@pytest.mark.parametrize("columns", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_of_one_that_is_not_public_it_is_not_even_told_that_there_is_one(client, merged, columns):
    now = timezone.now()
    kept, gone = merged(
        **{name: now + each if isinstance(each, dt.timedelta) else each for name, each in columns.items()}
    )
    for page in PAGES:
        for code in (gone.code, gone.code.lower(), kept.code.lower(), kept.code):
            answer = client.get(reverse(page, args=[code]))
            assert answer.status_code == 404 and kept.code not in str(answer.headers), (page, code)


def test_lists_and_data_hold_it_once(client, merged):
    kept, gone = merged()
    features = client.get(reverse("api:incidents_geojson")).json()["features"]
    assert [feature["properties"]["code"] for feature in features] == [kept.code]
    listed = client.get(reverse("publicmap:incidents")).content.decode()
    assert kept.code in listed and reverse("publicmap:incident", args=[gone.code]) not in listed
