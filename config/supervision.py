"""Keep the web process and the worker running together, and end them together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from config.processes import end_group, ends_with_parent

LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
STEADY_AFTER = 60.0  # seconds after which a child's earlier deaths are forgotten
PATIENCE = (
    8.0  # seconds that a child has for ending by itself: Celery needs 5 on the filesystem transport even when idle
)


class PortTaken(Exception):
    """Another program listens there."""


def listen(host: str, port: int) -> socket.socket:
    """The listening socket that the web process inherits: bound here, so that a taken port is known at once.

    It stays open while the web process restarts, so that a visitor waits instead of being refused.
    """
    try:
        return socket.create_server((host, port), backlog=256)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise PortTaken(f"port {port} of {host} cannot be used ({why}); choose another: PORT=8080 make run") from None


@dataclass
class Child:
    """A program in a process group of its own, started again, later each time, when it dies."""

    name: str
    command: Sequence[str]
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            pass_fds=self.pass_fds,
            start_new_session=True,
            preexec_fn=ends_with_parent(signal.SIGTERM),
        )

    def look_after(self, say: Callable[[str], None]) -> None:
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start()
        elif self.process.poll() is not None:
            # What it leaves (a worker's child that is still busy) must not run beside its successor.
            end_group(self.process)
            self.deaths = 1 if now - self.started > STEADY_AFTER else self.deaths + 1
            pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
            say(f"The {self.name} ended (status {self.process.returncode}); it starts again in {pause:.0f} s.")
            self.process, self.not_before = None, now + pause


class Supervisor:
    """Runs the children until SIGINT, SIGTERM or SIGHUP. They end too where this process is killed outright."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            while not self.stopping.is_set():
                for child in self.children:
                    child.look_after(self.say)
                self.stopping.wait(0.25)
        finally:
            self._stop_all()

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            end_group(process)
            process.wait()


def web(listening: socket.socket) -> Child:
    """gunicorn: one process, eight threads; SQLite and the caches like few processes."""
    descriptor = listening.fileno()
    options = ["--worker-class=gthread", "--workers=1", "--threads=8", "--timeout=120", "--graceful-timeout=3"]
    # The control socket would lie in the user's home.
    quiet = ["--log-level=error", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=fd://{descriptor}", *options, *quiet]
    return Child("web process", command, pass_fds=(descriptor,))


def worker() -> Child:
    """Celery: one task at a time; it is alone, so it asks no other workers."""
    options = ["--concurrency=1", "--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    # A box where everything runs as root is a case that the product supports.
    python = [sys.executable, "-W", "ignore:You're running the worker with superuser privileges"]
    return Child("worker", [*python, "-m", "celery", "--app=config", "--quiet", "worker", *options])
