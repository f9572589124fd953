"""How long an editor waits for a save while a country's places come in: three processes write at once."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import BenchmarkFailed, Figure
from benchmarks.folders import Say, shared
from benchmarks.visitor import Answer, Visitor, demo_editor
from config.processes import ends_with_parent, stop
from scripts.site import ROOT, Site, copy_site, environment

LONGEST_SAVE_S = 1.0
QUIET_ROUNDS = 5
PATIENCE_S = 60
_ACCEPT = re.compile(r'action="(/desk/claims/\d+/accept/)".*?name="lock_version" value="(\d+)"', re.DOTALL)


@dataclass
class Waits:
    """Seconds that the editor waited for each save, and for each report to be read by the worker."""

    saves: list[float] = field(default_factory=list)
    readings: list[float] = field(default_factory=list)


class Editor:
    """Pastes made-up reports and accepts what was read in them."""

    def __init__(self, site: Site) -> None:
        self.visitor: Visitor = demo_editor(site)
        self.reports = 0

    def round(self, waits: Waits) -> None:
        """Paste a report, wait until it is read, accept its first claim."""
        self.reports += 1
        text = (
            f"An air strike hit a depot in Mayadin on 3 June 2020 and killed {self.reports + 1} people, residents said."
        )
        pasted = self._save(
            waits, "/desk/reports/new/", text=text, source_name="A made-up outlet", published_on="2020-06-04"
        )
        started = time.monotonic()
        while not json.loads(self.visitor.get(f"{pasted.location}progress/").body)["finished"]:
            if time.monotonic() - started > PATIENCE_S:
                raise BenchmarkFailed(f"a pasted report was not read within {PATIENCE_S} s")
            time.sleep(0.1)
        waits.readings.append(time.monotonic() - started)
        offered = _ACCEPT.search(self.visitor.get(pasted.location).body)
        if not offered:
            raise BenchmarkFailed("a pasted report came back without a claim to accept")
        self._save(waits, offered[1], lock_version=offered[2])

    def _save(self, waits: Waits, path: str, **fields: str) -> Answer:
        started = time.monotonic()
        answer = self.visitor.post(path, **fields)
        waits.saves.append(time.monotonic() - started)
        if not answer.location:
            raise BenchmarkFailed(f"{path} did not take what the editor typed")
        return answer


def figures(workplace: Path, prepared: Path, say: Say) -> Iterator[Figure]:
    """On a copy of the prepared data folder, served by `manage.py serve`."""
    dump = shared("data/geonames_YE.txt.gz")
    data = copy_site(prepared, workplace / "served")
    quiet, busy = Waits(), Waits()
    say("Serving a data folder; an editor saves")
    with Site(data) as site:
        editor = Editor(site)
        for _ in range(QUIET_ROUNDS):
            editor.round(quiet)
        say(f"The editor saves on while {dump.name} comes in")
        for _ in _while_importing(data, dump):
            editor.round(busy)
    yield Figure(
        "editor's longest save while a country is imported",
        max(busy.saves),
        "s",
        at_most=LONGEST_SAVE_S,
        baseline=max(quiet.saves),
    )
    yield Figure("saves meanwhile", len(busy.saves))
    yield Figure(
        "longest wait for the worker to read a report meanwhile", max(busy.readings), "s", baseline=max(quiet.readings)
    )


def _while_importing(data: Path, dump: Path) -> Iterator[None]:
    """Once and again until the import has ended. Raises BenchmarkFailed where it failed."""
    with open(data / "import.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "import_places", str(dump)],
            cwd=ROOT,
            env=environment(data),
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=ends_with_parent(signal.SIGTERM),
        )
    try:
        while process.poll() is None:
            yield
    finally:
        stop(process)
    if process.returncode:
        raise BenchmarkFailed(f"the import failed: {(data / 'import.log').read_text()[-300:]}")
