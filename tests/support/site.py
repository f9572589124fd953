"""A whole Strikeline in a folder of its own: prepared once a test run, copied, and served by `manage.py serve`."""

import fcntl
import hashlib
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from scripts import site
from scripts.site import DATABASE, environment, manage

__all__ = ["Site", "copy_of_prepared", "database_in", "environment", "manage", "prepared_folder"]


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


class Site(site.Site):
    """`manage.py serve` as a user starts it, with what tests want to know of its processes."""

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


def copy_of_prepared(folder: Path) -> Path:
    """A copy of `prepared_folder` to write in."""
    return site.copy_site(prepared_folder(), folder)
