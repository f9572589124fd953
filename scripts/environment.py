"""Make the environment in `.venv`, or leave it alone where it already is what the requirements ask for.

Runs on the system's Python, so it uses the standard library alone:  environment.py [--dev]
"""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
RUN_TIME = ("requirements.txt",)
DEVELOPMENT = ("requirements.txt", "requirements-dev.txt")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make` at once: the second waits, and then finds the work done."""
    (ROOT / "var").mkdir(exist_ok=True)
    with open(ROOT / "var" / "environment.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(names: tuple[str, ...]) -> str:
    """Changes with the pins and with the interpreter."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.base_prefix}".encode())
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp(names: tuple[str, ...]) -> Path:
    """The file that says what was installed from the last of `names`."""
    return ENVIRONMENT / f"{names[-1]}.stamp"


def installed(names: tuple[str, ...]) -> bool:
    file = stamp(names)
    return file.exists() and file.read_text() == fingerprint(names)


def usable() -> bool:
    """False too where the interpreter that the environment was made from is gone."""
    python = ENVIRONMENT / "bin" / "python"
    check = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return python.exists() and subprocess.run([python, "-c", check], capture_output=True).returncode == 0


def install(names: tuple[str, ...]) -> None:
    if not usable():
        print(f"Making the environment {ENVIRONMENT.name}", flush=True)
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    print(f"Installing {names[-1]} (once; a few minutes on a slow line)", flush=True)
    # PYTHONHOME and the like of the caller are not the environment's.
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run(
        [ENVIRONMENT / "bin" / "python", "-m", "pip", "install", *options, "-r", ROOT / names[-1]],
        check=True,
        env=clean,
    )
    # The stamp comes last: what was interrupted is done again.
    stamp(names).write_text(fingerprint(names))
    stamp(RUN_TIME).write_text(fingerprint(RUN_TIME))


def main() -> int:
    names = DEVELOPMENT if "--dev" in sys.argv[1:] else RUN_TIME
    if installed(names):
        return 0
    with one_at_a_time():
        if not installed(names):
            try:
                install(names)
            except subprocess.CalledProcessError:
                print(
                    "The requirements could not be installed; pip says why above. Try again when it is mended.",
                    file=sys.stderr,
                )
                return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
