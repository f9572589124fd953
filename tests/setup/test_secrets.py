"""A secret is made once, whole, and for its owner's eyes alone."""

import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from config.secrets import secret


def test_processes_that_start_together_share_one_whole_secret(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        made = set(pool.map(secret, [tmp_path / "key"] * 40))
    assert len(made) == 1
    assert len(made.pop()) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    secret(tmp_path / "folder" / "key")
    assert stat.S_IMODE((tmp_path / "folder" / "key").stat().st_mode) == 0o600
