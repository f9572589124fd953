"""A process that writes the map's data is killed at every step in turn: the map that was there stays whole."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from incidents.models import Incident
from incidents.published import bump
from publicmap.columns import chunks, folder, following
from publicmap.columns.reading import read_folder
from tests.factories import IncidentFactory
from tests.publicmap.test_map_data import assert_same
from tests.publicmap.test_map_following import edited, files

pytestmark = pytest.mark.django_db
# What reaches the disk goes through these.
STEPS = ((os, "fsync"), (Path, "replace"), (Path, "unlink"))


@pytest.mark.parametrize("is_from_nothing", [True, False], ids=["from nothing", "a few changes"])
def test_killed_at_any_step_the_old_map_is_whole_and_the_next_run_completes(
    map_folder: Path, monkeypatch: pytest.MonkeyPatch, is_from_nothing: bool
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the process that is killed is a fork, which must not share a connection to a server")
    monkeypatch.setattr(chunks, "TARGET", 2)
    incidents = [IncidentFactory() for _ in range(5)]
    bump()
    assert_same(map_folder)
    steps = 0
    kinds = ["clash", "shelling"]
    while True:
        before = shown(map_folder)
        if is_from_nothing:
            Incident.objects.filter(pk=incidents[0].pk).update(kind=kinds[steps % 2])
            bump()
        else:
            edited(incidents[0], kind=kinds[steps % 2])
        survived = not killed_after(steps)
        now = shown(map_folder)
        assert now[0] in (before[0], before[0] + 1) or survived
        if now[0] == before[0]:
            assert now == before
        assert_same(map_folder)
        manifest = folder.read_manifest()
        assert manifest
        named = [*manifest["files"].values(), *manifest["chunks"]]
        assert files(map_folder) == {folder.MANIFEST, *(f"{entry['file']}.gz" for entry in named)}
        assert not list(map_folder.parent.parent.rglob("*.unfinished"))
        if survived:
            break
        steps += 1
    assert steps >= 8


def shown(map_folder: Path) -> tuple[int, list[str], list[int]]:
    """What a reader gets, which needs every file that the manifest names."""
    data = read_folder(map_folder)
    return data.manifest["version"], data.codes(), data["kind"].tolist()


def killed_after(steps: int) -> bool:
    """Follow in a process of its own that is killed (SIGKILL) before it takes one step more; whether it was."""
    child = os.fork()
    if child == 0:
        try:
            left = [steps]
            for owner, name in STEPS:
                setattr(owner, name, _counted(getattr(owner, name), left))
            following.follow()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _counted(step: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def take(*arguments: Any, **options: Any) -> Any:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return step(*arguments, **options)

    return take
