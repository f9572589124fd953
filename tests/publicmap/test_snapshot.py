"""The map's data: what is published and nothing else, made once for each version."""

import contextlib
import datetime as dt
import gzip
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from incidents.models import PublishedVersion
from incidents.published import bump, published_version
from publicmap import snapshot
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[40, 35], [41, 35], [41, 36], [40, 36], [40, 35]]]}


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()


def data_of(client: Client) -> dict:
    response = client.get("/map/incidents.json", follow=True)
    return json.loads(gzip.decompress(response.content))


def test_only_what_is_public_is_in_it(client: Client) -> None:
    shown = IncidentFactory()
    IncidentFactory(status="draft")
    IncidentFactory(status="withdrawn")
    IncidentFactory(is_deleted=True)
    IncidentFactory(sensitivity="hidden")
    IncidentFactory(embargo_until=timezone.now() + dt.timedelta(days=1))
    assert data_of(client)["columns"]["code"] == [shown.code]


def test_columns_have_one_length_and_a_shared_boundary_is_stored_once(client: Client) -> None:
    for _ in range(3):
        IncidentFactory(precision="adm1", area=SQUARE)
    IncidentFactory(date_start=None, date_end=None, latitude=None, longitude=None)
    data = data_of(client)
    assert {len(column) for column in data["columns"].values()} == {4}
    assert data["areas"] == [SQUARE]
    assert data["columns"]["area"] == [0, 0, 0, None]
    assert data["columns"]["date_start"][3] is None


def test_an_address_with_its_version_may_be_kept_for_ever(client: Client) -> None:
    IncidentFactory()
    bump()
    address = client.get("/map/version.json").json()["data"]
    response = client.get(address)
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Encoding"] == "gzip"


def test_an_old_address_leads_to_the_newest_and_never_shows_other_data(client: Client) -> None:
    bump()
    old = client.get("/map/version.json").json()["data"]
    bump()
    new = client.get("/map/version.json").json()["data"]
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (302, new)
    assert response["Cache-Control"] == "no-store"


def test_a_database_that_counts_anew_does_not_reuse_an_address(client: Client) -> None:
    bump()
    old = client.get("/map/version.json").json()["data"]
    PublishedVersion.objects.update(changed_at=timezone.now() + dt.timedelta(days=1))
    assert client.get("/map/version.json").json()["data"] != old


def test_of_several_first_readers_one_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    builders = []
    together, second = threading.Barrier(4), threading.Barrier(2)

    def build(version: PublishedVersion) -> dict:
        builders.append(threading.get_ident())
        with contextlib.suppress(threading.BrokenBarrierError):
            second.wait(0.3)  # passes at once where two build
        return {"version": version.number}

    def read(version: PublishedVersion) -> bytes:
        together.wait(10)
        return snapshot.compressed_snapshot(version)

    monkeypatch.setattr(snapshot, "snapshot", build)
    with ThreadPoolExecutor(4) as readers:
        bodies = set(readers.map(read, [published_version()] * 4))
    assert len(builders) == 1 and len(bodies) == 1


def test_a_change_of_what_is_published_makes_new_data(client: Client) -> None:
    incident = IncidentFactory()
    bump()
    assert data_of(client)["columns"]["code"] == [incident.code]
    incident.status = "withdrawn"
    incident.save()
    bump()
    assert data_of(client)["columns"]["code"] == []
