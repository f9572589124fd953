"""Readers of the map's data at the embedded server while an editor publishes: an error is whatever is no whole file."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import BenchmarkFailed, Figure
from benchmarks.folders import Say
from benchmarks.saving import Editor, Waits
from scripts.site import Site, copy_site

SECONDS = 30
LONGEST_SAVE_S = 2.0
_PATIENCE_S = 30
_FIRST_LOAD = 0.25  # a reader waits so long before the next load of the page


@dataclass
class Read:
    """What all readers had: seconds for each load of a whole map, files, replaced files, errors."""

    loads: list[float] = field(default_factory=list)
    files: int = 0
    replaced: int = 0
    errors: list[str] = field(default_factory=list)
    versions: set[int] = field(default_factory=set)


def figures(workplace: Path, prepared: Path, readers: int, say: Say) -> Iterator[Figure]:
    """On a copy of the prepared data folder, served by `manage.py serve` with its worker."""
    data = copy_site(prepared, workplace / "read")
    read, waits = Read(), Waits()
    say(f"Serving a data folder: {readers} readers for {SECONDS} s while an editor saves")
    with Site(data) as site:
        editor = Editor(site)
        ended = threading.Event()
        threads = [threading.Thread(target=_reader, args=(site.port, ended, read)) for _ in range(readers)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            editor.round(waits)
            _publish_newest(editor)
        ended.set()
        for thread in threads:
            thread.join(_PATIENCE_S)
    yield Figure(f"errors of {readers} readers at once", len(read.errors), at_most=0)
    for error in sorted(set(read.errors))[:3]:
        say(f"  {error}")
    yield Figure("loads of a whole map meanwhile", len(read.loads))
    yield Figure("files read", read.files)
    yield Figure("files that were replaced between the manifest and them", read.replaced)
    yield Figure("versions of the map seen", len(read.versions))
    yield Figure("longest load of a whole map", max(read.loads, default=0), "s")
    yield Figure("editor's saves meanwhile", len(waits.saves))
    yield Figure("editor's longest save meanwhile", max(waits.saves, default=0), "s", at_most=LONGEST_SAVE_S)


def _publish_newest(editor: Editor) -> None:
    """Publish the incident that the last accepted claim made, by the forms of its page."""
    visitor = editor.visitor
    page = visitor.get("/desk/").body
    for path in dict.fromkeys(re.findall(r'href="(/desk/incidents/[A-Z0-9-]+/)"', page)):
        form = re.search(
            r'action="(/desk/incidents/[A-Z0-9-]+/publish/)".*?name="lock_version" value="(\d+)"',
            visitor.get(path).body,
            re.DOTALL,
        )
        if form:
            visitor.post(form[1], lock_version=form[2])
            return


def _reader(port: int, ended: threading.Event, read: Read) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    while not ended.wait(_FIRST_LOAD):
        try:
            started = time.monotonic()
            _load(connection, read)
            read.loads.append(time.monotonic() - started)
        except (OSError, http.client.HTTPException, ValueError, BenchmarkFailed) as error:
            read.errors.append(f"{type(error).__name__}: {error}")
            connection.close()


def _load(connection: http.client.HTTPConnection, read: Read) -> None:
    """The manifest and all that it names, anew where one was replaced meanwhile; as the page does it."""
    kept: set[str] = set()
    while True:
        status, manifest = _get(connection, "manifest.json")
        if status != 200:
            raise BenchmarkFailed(f"the manifest was answered with status {status}")
        told = json.loads(manifest)
        read.versions.add(told["version"])
        for name in [entry["file"] for entry in (*told["files"].values(), *told["chunks"])]:
            if name in kept:
                continue
            status, content = _get(connection, name)
            if status == 404:
                read.replaced += 1
                break
            digest = hashlib.sha256(gzip.decompress(content)).hexdigest()[:20]
            if status != 200 or digest not in name:
                raise BenchmarkFailed(f"{name} was answered with status {status} or other bytes")
            kept.add(name)
            read.files += 1
        else:
            return


def _get(connection: http.client.HTTPConnection, name: str) -> tuple[int, bytes]:
    connection.request("GET", f"/map/data/{name}", headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    return response.status, response.read()
