"""A whole Strikeline in a data folder of its own: its commands, a copy of it, and `manage.py serve` on it.

For the tests and the benchmarks; the standard library and the product alone, since benchmarks run without the tests'
packages.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Self

from config.processes import ends_with_parent, stop

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "strikeline.sqlite3"
_NEVER_CHANGED = ("index", "static")


class SiteFailed(Exception):
    """The site did not come up; the message ends with what it wrote."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    """The product's own settings, on the data folder `data`, with nothing of the caller's."""
    ours = ("DATABASE_URL", "CELERY_BROKER_URL", "PORT")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "STRIKELINE_DATA": str(data), **more}


def manage(data: Path, *arguments: str, given: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` on the data folder, with `given` on its standard input; the result, whatever its status."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data, **more),
        input=given,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=ends_with_parent(signal.SIGTERM),
    )


def copy_site(source: Path, folder: Path) -> Path:
    """A copy of a data folder to write in; the name index and the static files, which nobody changes, are linked."""
    ignored = shutil.ignore_patterns(*_NEVER_CHANGED, DATABASE + "*")
    shutil.copytree(source, folder, ignore=ignored, dirs_exist_ok=True)
    # Not as a file: whoever reads the original makes and removes its -wal and -shm files meanwhile.
    with closing(sqlite3.connect(source / DATABASE)) as original, closing(sqlite3.connect(folder / DATABASE)) as copy:
        original.backup(copy)
    for name in _NEVER_CHANGED:
        if (source / name).exists():
            shutil.copytree(source / name, folder / name, copy_function=_link)
    return folder


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


class Site:
    """`manage.py serve` on a data folder: web process and worker, as a user starts them. `more` are variables."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data, self.more = data, more
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 60) -> None:
        """Returns when the first page was served. Raises SiteFailed."""
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(self.data, **self.more),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ends_with_parent(signal.SIGINT),
            )
        deadline = time.monotonic() + seconds
        while self.url not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise SiteFailed(f"the site did not start: {self.log.read_text()[-800:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            stop(self.process, signal.SIGINT, patience=20)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def password(self) -> str:
        """The demo editor's."""
        return (self.data / "demo_password").read_text().strip()
