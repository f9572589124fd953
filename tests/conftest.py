"""What every test may count on: no network but loopback, and `../shared` where it exists."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as project
from django.db.models.signals import post_migrate
from django.utils import translation
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.support.site import database_in, prepared_folder

SHARED = project.BASE_DIR.parent / "shared"


LEFT_OUT_LINE = "../shared does not exist here: the tests that read it were left out."
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that touch the database, and leave out those marked `shared` where that folder does not exist.

    Under CI=true the latter stay, and fail.
    """
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    wanting = [item for item in items if item.get_closest_marker("shared")]
    if wanting and not SHARED.exists() and os.environ.get("CI") != "true":
        items[:] = [item for item in items if item not in wanting]
        config.hook.pytest_deselected(items=wanting)


def pytest_make_parametrize_id(val: object) -> str | None:
    """A case of five million characters is named by its beginning and its length."""
    if isinstance(val, str | bytes) and len(val) > 60:
        return f"{val[:20]!r}… {len(val)} long"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not SHARED.exists():
        terminalreporter.write_line(LEFT_OUT_LINE)


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> None:
    """A test that commits is followed by emptying all tables, which the append-only ones would refuse."""
    post_migrate.disconnect(sender=apps.get_app_config("incidents"), dispatch_uid="protect_history")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout that holds the seed article and the development sets."""
    assert SHARED.exists(), "../shared does not exist, and CI=true"
    return SHARED


@pytest.fixture(scope="session")
def prepared() -> Path:
    """The data folder of a whole installation: gazetteer, name index, demo. Nobody writes there."""
    return prepared_folder()


@pytest.fixture
def gazetteer(prepared: Path, django_db_blocker: DjangoDbBlocker, settings: Settings) -> Iterator[None]:
    """The test's own process on the whole gazetteer, database and index; for reading only.

    It is loaded once a run, on SQLite; a test that uses this must not ask for the test database as well.
    """
    settings.DATA_DIR = prepared
    with django_db_blocker.unblock(), database_in(prepared):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English: a request in Arabic leaves its language active in the thread that made it."""
    with translation.override("en"):
        yield


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> None:
    """Any connection to another host, and any look-up of a foreign name, fails the test that made it."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):  # type: ignore[index]
            pytest.fail(f"the test connected to {address}", pytrace=True)
        connect(self, address)  # type: ignore[arg-type]

    def guarded_look_up(host: object, *arguments: object, **options: object) -> object:
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if not _is_here(name):
            pytest.fail(f"the test looked up {name}", pytrace=True)
        return look_up(host, *arguments, **options)  # type: ignore[arg-type]

    socket.socket.connect = guarded_connect  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = guarded_look_up  # type: ignore[assignment]
