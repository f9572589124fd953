"""Nominatim and Photon on loopback, in the setting or not."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.support.geocoders import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with closing(Server()) as served:
        yield served


@pytest.fixture
def others(server: Server, settings: Settings, tmp_path: Path) -> Server:
    """Both are this server; the answers are kept in a folder of this test."""
    settings.DATA_DIR = tmp_path
    settings.GEOCODERS = server.setting("nominatim", "photon")
    settings.GEOCODERS_SECONDS = 10
    return server
