"""The folder that is served: files that never change, and the manifest that names them. No numpy here: the web process
reads it too.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

MANIFEST = "manifest.json"
FORMAT = 4
NAME = re.compile(r"[a-z]{1,20}-[0-9a-f]{20}\.(bin|json)")
_LEVEL = 6  # of gzip: level 9 takes five times as long for a hundredth of the size


def public_folder() -> Path:
    return Path(settings.DATA_DIR, "public", "map")


def private_folder() -> Path:
    """What the writer remembers, and nobody is served."""
    return Path(settings.DATA_DIR, "map")


@contextmanager
def one_writer(*, is_waiting: bool = False) -> Iterator[bool]:
    """False where another process writes and is not waited for; the lock goes with its process, however that ends."""
    folder = private_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if is_waiting else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def name_of(kind: str, content: bytes, ending: str) -> str:
    return f"{kind}-{hashlib.sha256(content).hexdigest()[:20]}.{ending}"


def put(kind: str, content: bytes, ending: str, *, is_anew: bool = False) -> dict[str, Any]:
    """Write the file, unless it is there and not `is_anew`; its name and compressed size as the manifest says them."""
    name = name_of(kind, content, ending)
    path = public_folder() / f"{name}.gz"
    if is_anew or not path.exists():
        write(path, gzip.compress(content, _LEVEL, mtime=0))
    return {"file": name, "bytes": path.stat().st_size}


def read_manifest() -> dict[str, Any] | None:
    """None where there is none yet."""
    try:
        return json.loads((public_folder() / MANIFEST).read_bytes())  # type: ignore[no-any-return]
    except FileNotFoundError:
        return None


def is_readable() -> bool:
    """Whether there is a map in the format that this program reads and serves."""
    manifest = read_manifest()
    return manifest is not None and manifest.get("format") == FORMAT


def write_manifest(manifest: dict[str, Any]) -> None:
    """From here on this is what is shown: the last step, and the only one that readers see."""
    folder = public_folder()
    sync(folder)
    write(folder / MANIFEST, json.dumps(manifest, separators=(",", ":")).encode())
    sync(folder)


def sweep(folder: Path, kept: Collection[str]) -> None:
    """Remove all other files of the folder, so that nothing withdrawn can still be read."""
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, also where the power fails in between."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


@contextmanager
def forgotten() -> Iterator[None]:
    """Nobody writes in this block, and what was remembered is gone: the next snapshot is made from nothing."""
    with one_writer(is_waiting=True):
        sweep(private_folder(), {"lock"})
        yield


def sync(folder: Path) -> None:
    """The names that were given and taken in it reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
