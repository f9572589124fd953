"""`manage.py serve`: one address, two processes, and nothing left of them however it ends."""

import os
import shutil
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.site import Site, manage
from tests.support.waiting import wait_for


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with tables and static files: what is asked here needs no gazetteer."""
    folder = tmp_path_factory.mktemp("bare")
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    assert manage(folder, "collectstatic", "--noinput", "--verbosity=0").returncode == 0
    return folder


@pytest.fixture(scope="module")
def serve(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Site]]:
    served: list[Site] = []

    def start() -> Site:
        site = Site(shutil.copytree(bare, tmp_path_factory.mktemp("served"), dirs_exist_ok=True))
        served.append(site)
        site.start()
        # The worker is up when it has started its child.
        wait_for(lambda: len(site.named("celery")) == 2)
        return site

    yield start
    for site in served:
        site.stop()


@pytest.fixture(scope="module")
def site(serve: Callable[[], Site]) -> Site:
    return serve()


def all_gone(processes: list[psutil.Process]) -> bool:
    return not [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_all_of_it_stays_below_700_megabytes(site: Site) -> None:
    assert site.process
    everything = [psutil.Process(site.process.pid), *site.children()]
    assert sum(process.memory_info().rss for process in everything) < 700 * 2**20


def test_its_key_is_for_its_owner_alone(site: Site) -> None:
    assert stat.S_IMODE(os.stat(site.data / "secret_key").st_mode) == 0o600


@pytest.mark.parametrize("name", ["gunicorn", "celery"])
def test_what_dies_is_started_again(site: Site, name: str) -> None:
    assert site.process
    supervisor = site.process.pid
    first = next(process for process in site.named(name) if process.ppid() == supervisor)
    orphans = first.children()
    first.kill()
    wait_for(lambda: all_gone([first, *orphans]))
    wait_for(lambda: len(site.named(name)) == 2)
    assert "starts again in 1 s" in site.log.read_text()


def test_interrupting_it_ends_both_within_seconds(site: Site) -> None:
    assert site.process
    children = site.children()
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(12) == 0
    assert all_gone(children)


def test_killing_it_outright_ends_both(serve: Callable[[], Site]) -> None:
    site = serve()
    assert site.process
    children = site.children()
    site.process.kill()
    site.process.wait()
    wait_for(lambda: all_gone(children), 20)


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = manage(tmp_path, "serve", PORT=port)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert port in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "٨٠٨٠٠"])
def test_a_wrong_port_is_one_clear_line(tmp_path: Path, port: str) -> None:
    done = manage(tmp_path, "serve", PORT=port)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_the_password_is_told_once(serve: Callable[[], Site]) -> None:
    site = serve()
    site.stop()
    (site.data / "demo_password").write_text("made-up")
    site.start()
    wait_for(lambda: "made-up" in site.log.read_text())
    site.stop()
    site.start()
    assert "made-up" not in site.log.read_text()
