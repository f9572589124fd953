from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings


@pytest.fixture
def map_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where the map's data are written in this test."""
    cache.clear()
    settings.DATA_DIR = tmp_path
    return tmp_path / "public" / "map"
