"""An embargo that ends is a change of what the public may see."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents import published
from incidents.models import Incident, PublishedVersion
from incidents.published import published_version
from incidents.services.releases import release_due
from incidents.tasks import sweep
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def an_hour_ago() -> None:
    """The published version went up for the last time an hour ago."""
    published.bump()
    PublishedVersion.objects.update(changed_at=timezone.now() - HOUR)


def test_the_end_of_an_embargo_raises_the_version_once(an_hour_ago: None) -> None:
    IncidentFactory(embargo_until=timezone.now() - HOUR / 2)
    number = published_version().number
    sweep()
    sweep()
    assert published_version().number == number + 1


def test_the_first_incident_ever_may_have_been_under_embargo() -> None:
    IncidentFactory(embargo_until=timezone.now() - HOUR)
    assert release_due() and published_version().number == 1
    assert not release_due()


@pytest.mark.parametrize(
    "values",
    [
        {"embargo_until": None},
        {"embargo_until": "later"},
        {"embargo_until": "before"},
        {"embargo_until": "ended", "status": "draft"},
        {"embargo_until": "ended", "sensitivity": "hidden"},
        {"embargo_until": "ended", "is_deleted": True},
    ],
)
def test_nothing_else_raises_it(an_hour_ago: None, values: dict[str, object]) -> None:
    now = timezone.now()
    ends = {"later": now + HOUR, "before": now - 2 * HOUR, "ended": now - HOUR / 2, None: None}
    Incident.objects.filter(pk=IncidentFactory().pk).update(**values | {"embargo_until": ends[values["embargo_until"]]})
    assert not release_due()
