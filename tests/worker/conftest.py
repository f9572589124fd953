"""The worker as it really runs, on both brokers; what it did is read from its own database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from scripts.services import Valkey
from tests.support.site import Site, copy_of_prepared, database_in


@pytest.fixture(params=["embedded", "valkey"])
def site(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A site on a data folder of its own, not yet started; the test's models read its database."""
    data = copy_of_prepared(tmp_path / "data")
    with django_db_blocker.unblock(), database_in(data):
        if request.param == "embedded":
            served = Site(data)
            yield served
            served.stop()
            return
        with Valkey(tmp_path / "valkey") as broker:
            served = Site(data, CELERY_BROKER_URL=broker.url)
            yield served
            served.stop()
