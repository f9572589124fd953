"""What a bare box is told, and what `make` itself does."""

import os
import subprocess
from pathlib import Path

from django.conf import settings


def test_without_a_python_one_line_says_what_to_install(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "scripts/python.sh", "scripts/environment.py"],
        cwd=settings.BASE_DIR,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "apt install python3-venv make" in done.stderr


def test_a_python_that_cannot_make_environments_is_passed_over(tmp_path: Path) -> None:
    lame = tmp_path / "python3"
    lame.write_text("#!/bin/sh\nexit 1\n")
    lame.chmod(0o755)
    good = tmp_path / "python3.11"
    good.write_text('#!/bin/sh\n[ "$1" = -c ] || echo ran $1\n')
    good.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "scripts/python.sh", "script.py"],
        cwd=settings.BASE_DIR,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "ran script.py\n"


def test_help_lists_the_targets() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    listed = subprocess.run(
        ["make", "help"], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    ).stdout
    targets = [line.split()[0] for line in listed.splitlines()]
    assert targets == ["help", "setup", "run", "test", "backup", "restore", "services-up", "services-down", "clean"]
