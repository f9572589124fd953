"""The files of the map's data over HTTP: kept for ever, compressed, the same for everybody."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest
from django.test import Client

from config.preparation import steps
from incidents.published import bump
from publicmap.columns import following
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def manifest(map_folder: Path, client: Client) -> dict:
    IncidentFactory()
    bump()
    following.follow()
    return client.get("/map/data/manifest.json").json()


def test_before_the_first_snapshot_the_manifest_asks_for_patience(map_folder: Path, client: Client) -> None:
    response = client.get("/map/data/manifest.json")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_the_manifest_is_kept_for_seconds_and_asked_for_again_by_its_tag(manifest: dict, client: Client) -> None:
    response = client.get("/map/data/manifest.json")
    assert response["Cache-Control"] == "public, max-age=10"
    again = client.get("/map/data/manifest.json", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    IncidentFactory()
    bump()
    following.follow()
    changed = client.get("/map/data/manifest.json", headers={"If-None-Match": response["ETag"]})
    assert changed.status_code == 200 and changed.json()["count"] == 2


def test_each_file_that_it_names_is_served_compressed_and_for_ever(manifest: dict, client: Client) -> None:
    for entry in [*manifest["files"].values(), *manifest["chunks"]]:
        response = client.get(f"/map/data/{entry['file']}", headers=GZIP)
        body = b"".join(response.streaming_content)
        assert (response.status_code, response["Content-Encoding"]) == (200, "gzip")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(body) == entry["bytes"] == int(response["Content-Length"])
        kind = "application/json" if entry["file"].endswith("json") else "application/octet-stream"
        assert response["Content-Type"] == kind
        if entry["file"].endswith("json"):
            json.loads(gzip.decompress(body))
        known = client.get(f"/map/data/{entry['file']}", headers={**GZIP, "If-None-Match": response["ETag"]})
        assert known.status_code == 304


def test_a_reader_that_takes_no_gzip_gets_the_content(manifest: dict, client: Client) -> None:
    response = client.get(f"/map/data/{manifest['chunks'][0]['file']}")
    assert response.content[:4] == b"SLT1" and not response.has_header("Content-Encoding")


def test_one_copy_serves_readers_of_every_language(manifest: dict, client: Client) -> None:
    response = client.get(f"/map/data/{manifest['chunks'][0]['file']}", headers=GZIP | {"Accept-Language": "ar"})
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies
    assert "Vary" not in client.get("/map/data/manifest.json")


@pytest.mark.parametrize(
    "name", ["..", "%2e%2e%2fsecret_key", "manifest.json.gz", "lock", "state-00000000000000000000.json", "chunk-0.bin"]
)
def test_nothing_else_is_served(manifest: dict, client: Client, name: str) -> None:
    assert client.get(f"/map/data/{name}").status_code == 404


def test_the_words_that_are_looked_for_give_the_codes_of_what_is_public_the_newest_first(client: Client) -> None:
    older, newer = (IncidentFactory(search_text="bridge", date_start=dt.date(2020, 1, day)) for day in (1, 2))
    IncidentFactory(search_text="bridge", status="draft")
    assert client.get("/map/search.json?q=Bridge").json() == {"count": 2, "codes": [newer.code, older.code]}
    assert client.get("/map/search.json", {"q": "x" * 300}).status_code == 400


def test_a_map_of_an_older_format_is_made_anew_before_the_program_is_served(manifest: dict, map_folder: Path) -> None:
    (step,) = (step for step in steps() if step.name == "map data")
    assert step.holds()
    (map_folder / "manifest.json").write_text(json.dumps(manifest | {"format": manifest["format"] - 1}))
    assert not step.holds()
    step.do()
    assert step.holds() and json.loads((map_folder / "manifest.json").read_text())["count"] == 1
