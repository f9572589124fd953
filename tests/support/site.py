"""A whole Strikeline in a folder of its own: prepared once a test run, copied, and served by `manage.py serve`."""

import fcntl
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from config.processes import ends_with_parent
from scripts.services import free_port
from tests.support.waiting import wait_for

DATABASE = "strikeline.sqlite3"


def environment(data: Path, **more: str) -> dict[str, str]:
    """The product's own settings, on the data folder `data`, with nothing of the test run's."""
    ours = ("DATABASE_URL", "CELERY_BROKER_URL", "PORT")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "STRIKELINE_DATA": str(data), **more}


def manage(data: Path, *arguments: str, given: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` on the data folder, with `given` on its standard input; the result, whatever its status."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(data, **more),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def prepared_folder() -> Path:
    """The data folder that `manage.py prepare` makes; made by the first test that asks, for all of the run."""
    run = Path(os.environ["STRIKELINE_TEST_RUN"])
    folder = run / "prepared"
    with open(run / "prepared.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            _copy_gazetteer_to(folder)
            done = manage(folder, "prepare")
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "whole").touch()
    return folder


def _copy_gazetteer_to(folder: Path) -> None:
    """A data folder with the gazetteer alone; the original is kept from run to run until what it is made of changes.

    Loading it is most of what `prepare` does, and every run would wait for it again.
    """
    rooms = [settings.BASE_DIR / "geo", settings.BASE_DIR / "requirements.txt"]
    files = sorted(path for room in rooms for path in ([room] if room.is_file() else room.rglob("*")))
    made_of = hashlib.sha256()
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            made_of.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    kept = settings.BASE_DIR / "var" / "test-gazetteer"
    kept.mkdir(parents=True, exist_ok=True)
    original = kept / made_of.hexdigest()[:16]
    with open(kept / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            for former in (path for path in kept.iterdir() if path.is_dir()):
                shutil.rmtree(former)
            unfinished = kept / "unfinished"
            for command in ("migrate", "load_gazetteer"):
                done = manage(unfinished, command)
                assert done.returncode == 0, done.stdout + done.stderr
            unfinished.rename(original)
        shutil.copytree(original, folder)


@contextmanager
def database_in(data: Path) -> Iterator[None]:
    """This process's Django on the SQLite database of another data folder. The caller has unblocked the database."""
    connection.close()
    own = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(data / DATABASE)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


class Site:
    """`manage.py serve` on a data folder: web process and worker, as a user starts them. `more` are variables."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data, self.more = data, more
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=environment(self.data, **self.more),
                stdout=log,
                stderr=log,
                preexec_fn=ends_with_parent(signal.SIGINT),
            )
        wait_for(self._announced)

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _announced(self) -> bool:
        assert self.process and self.process.poll() is None, self.log.read_text()
        return self.url in self.log.read_text()

    def children(self) -> list[psutil.Process]:
        """Every process below the supervisor."""
        assert self.process
        return psutil.Process(self.process.pid).children(recursive=True)

    def named(self, name: str) -> list[psutil.Process]:
        """Those of the children with `name` in their command line that are alive."""
        found = []
        for child in self.children():
            with suppress(psutil.Error):
                if name in " ".join(child.cmdline()):
                    found.append(child)
        return found

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            children = self.children()
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
            assert not [child for child in children if child.is_running()], "the site left processes behind"

    @property
    def password(self) -> str:
        """The demo editor's."""
        return (self.data / "demo_password").read_text().strip()


def copy_of_prepared(folder: Path) -> Path:
    """A copy to write in; the name index and the static files, which nobody changes, are linked."""
    source = prepared_folder()
    shutil.copytree(
        source, folder, ignore=shutil.ignore_patterns("index", "static", DATABASE + "*"), dirs_exist_ok=True
    )
    # Not as a file: the tests that read the original make and remove its -wal and -shm files meanwhile.
    with closing(sqlite3.connect(source / DATABASE)) as original, closing(sqlite3.connect(folder / DATABASE)) as copy:
        original.backup(copy)
    for name in ("index", "static"):
        shutil.copytree(source / name, folder / name, copy_function=os.link)
    return folder
