"""What is in the folder of the map's data, looked at from outside: no database is asked, and nothing is written but
what makes the next run begin from nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from pathlib import Path
from typing import Any

from publicmap.columns.reading import MANIFEST, content_of


def forget(data: Path) -> int:
    """Let the next run begin from nothing and what is served be as it is: nothing is remembered of it, and the version
    that it shows is the one before. How many incidents it has."""
    shutil.rmtree(data / "map", ignore_errors=True)
    manifest = _manifest(data)
    (_folder(data) / MANIFEST).write_text(json.dumps(manifest | {"version": manifest["version"] - 1}))
    return int(manifest["count"])


def lock_of(data: Path) -> Path:
    """The file that a run makes as it begins."""
    return data / "map" / "lock"


def count_of(data: Path) -> int:
    return int(_manifest(data)["count"])


def is_whole(data: Path) -> bool:
    """Whether every file that the manifest names is there and what its name says."""
    return all(_is_what_it_says(_folder(data), name) for name in _named(data))


def left_behind(data: Path) -> set[str]:
    """What is there and not named by the manifest."""
    there = {path.name for path in _folder(data).iterdir()}
    return there - {MANIFEST, *(f"{name}.gz" for name in _named(data))}


def _is_what_it_says(folder: Path, name: str) -> bool:
    try:
        content = content_of(folder, name)
    except (OSError, EOFError, zlib.error):
        return False
    return hashlib.sha256(content).hexdigest().startswith(name.rpartition("-")[2].partition(".")[0])


def _named(data: Path) -> list[str]:
    manifest = _manifest(data)
    return [entry["file"] for entry in (*manifest["files"].values(), *manifest["chunks"])]


def _manifest(data: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((_folder(data) / MANIFEST).read_bytes())
    return manifest


def _folder(data: Path) -> Path:
    return data / "public" / "map"
