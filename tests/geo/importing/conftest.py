"""Files of our own in every format, and the commands on the two dozen places of `tests/geo`."""

import gzip
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from geo.importing import run


def line(
    number: object,
    name: str,
    latitude: object = 35.1,
    longitude: object = 40.4,
    *,
    others: str = "",
    code: str = "P.PPL",
    country: str = "SY",
    admin1: str = "07",
    admin2: str = "",
    population: object = 0,
) -> str:
    """A line of a GeoNames dump."""
    feature_class, _dot, feature = code.partition(".")
    columns = [
        number, name, name, others, latitude, longitude, feature_class, feature, country, "", admin1, admin2, "", "",
        population, "", 210, "Asia/Damascus", "2024-05-01",
    ]  # fmt: skip
    return "\t".join(map(str, columns))


@pytest.fixture
def imports(places: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, with the places of `tests/geo` in the database. No editor waits: the import need not pause."""
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setattr(run.Import.__init__, "__defaults__", (lambda row: None, 0.0))
    return tmp_path


def dump(folder: Path, *lines: str | bytes, name: str = "SY.txt") -> Path:
    """The lines as a file, gzipped where the name says so."""
    data = b"\n".join(part.encode() if isinstance(part, str) else part for part in lines) + b"\n"
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def import_places(*arguments: object, **options: object) -> None:
    call_command("import_places", *map(str, arguments), "--no-index", **options)


def import_boundaries(*arguments: object) -> None:
    call_command("import_boundaries", *map(str, arguments), "--no-index")


def report_of(folder: Path, name: str) -> list[list[str]]:
    """The lines of the error report: row, outcome, reason."""
    (path,) = (folder / "data" / "imports").glob(f"{name}-*.csv")
    return [text.split(",", 2) for text in path.read_text("utf-8").splitlines()[1:]]
