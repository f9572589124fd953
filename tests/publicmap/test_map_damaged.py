"""What a restore, a kill or a damaged disk leaves behind never stays on the map."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from geo.changes import note_change
from geo.models import GazetteerSource
from incidents.models import Incident
from incidents.published import bump
from incidents.services.incidents import withdraw_incident
from publicmap.columns import chunks, folder, following
from publicmap.columns.reading import read_folder
from tests.factories import AdministratorFactory, IncidentFactory, PlaceFactory
from tests.publicmap.test_map_following import edited, files

pytestmark = pytest.mark.django_db


def test_a_gazetteer_that_differs_does_not_explain_what_a_restored_database_hides(map_folder: Path) -> None:
    hidden = [IncidentFactory(), IncidentFactory()][1]
    note_change(PlaceFactory().pk)
    bump()
    following.follow()
    GazetteerSource.objects.all().delete()
    Incident.objects.filter(pk=hidden.pk).update(sensitivity="hidden")
    bump(restricts=True)
    following.follow()
    assert hidden.code not in read_folder(map_folder).codes()


def test_killed_before_the_sweep_the_next_run_sweeps(map_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "TARGET", 1)
    gone = [IncidentFactory(), IncidentFactory(date_start=dt.date(2021, 1, 1))][1]
    bump()
    following.follow()
    withdraw_incident(by=AdministratorFactory(), incident=gone, lock_version=gone.lock_version, reason="wrong")
    with monkeypatch.context() as killed:
        killed.setattr(folder, "sweep", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            following.follow()
    following.follow()
    manifest = folder.read_manifest()
    assert manifest
    named = [*manifest["files"].values(), *manifest["chunks"]]
    assert files(map_folder) == {folder.MANIFEST, *(f"{entry['file']}.gz" for entry in named)}


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04rubbish"])
@pytest.mark.parametrize("what", ["memory", "chunk"])
def test_what_is_damaged_is_written_anew(map_folder: Path, what: str, damage: bytes) -> None:
    incident = IncidentFactory()
    IncidentFactory()
    bump()
    following.follow()
    damaged = folder.private_folder().glob("*.npz") if what == "memory" else map_folder.glob("chunk*")
    for path in damaged:
        path.write_bytes(damage)
    edited(incident, kind="shelling")
    following.follow()
    assert len(read_folder(map_folder).codes()) == 2


def test_a_manifest_of_another_format_is_still_to_be_made(map_folder: Path, client: Client) -> None:
    IncidentFactory()
    bump()
    following.follow()
    manifest = folder.read_manifest()
    assert manifest
    folder.write_manifest(manifest | {"format": folder.FORMAT - 1})
    assert client.get("/map/data/manifest.json").status_code == 503
