"""`manage.py prepare`: a second start does nothing, takes seconds and loses nothing; two at once do not meet."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from config import preparation
from incidents.models import Incident
from tests.support.site import copy_of_prepared, database_in, environment, manage


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_prepared(tmp_path_factory.mktemp("prepared"))


def test_the_demo_is_published(data: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), database_in(data):
        assert Incident.objects.published().count() >= 10


def test_a_second_time_does_nothing(data: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), database_in(data):
        before = list(Incident.objects.order_by("pk").values())
    started = time.monotonic()
    done = manage(data, "prepare")
    assert (done.returncode, done.stdout) == (0, "")
    assert time.monotonic() - started < 15
    with django_db_blocker.unblock(), database_in(data):
        assert list(Incident.objects.order_by("pk").values()) == before


def test_the_demo_editor_signs_in_with_the_kept_password(data: Path, django_db_blocker: DjangoDbBlocker) -> None:
    kept = data / "demo_password"
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600
    with django_db_blocker.unblock(), database_in(data):
        editor = get_user_model().objects.get(username=settings.DEMO_EDITOR)
        # The tests' own settings know another hasher; the product's settings check it.
        code = "from django.contrib.auth import authenticate; import sys; from django.test import RequestFactory;"
        code += "print(authenticate(RequestFactory().get('/'), username='editor', password=sys.stdin.read().strip()))"
        done = manage(data, "shell", "-v0", "-c", code, given=kept.read_text())
        assert done.stdout.strip() == editor.username


def test_notes_that_a_power_cut_left_half_written_cost_a_repetition(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(preparation, "steps", lambda: [preparation.Step("one", lambda: None)])
    (tmp_path / "prepared.json").write_text('{"one": ')
    said: list[str] = []
    preparation.prepare(said.append)
    preparation.prepare(said.append)
    assert said == ["Preparing: one"]


def test_two_at_once_on_an_empty_folder(tmp_path: Path) -> None:
    # Without the gazetteer's minute: what is raced for here are the key, the tables and the notes.
    code = "from config import preparation as p; p.steps = lambda s=p.steps: s()[:3]; p.prepare(print)"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    two = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(tmp_path), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate()[0].splitlines() for process in two]
    assert [process.returncode for process in two] == [0, 0]
    assert sorted(map(len, said)) == [0, 3]
