"""Data folders to measure in: made by the project's own commands, or copied from what a developer has ready."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import BenchmarkFailed
from config.processes import ends_with_parent
from scripts.site import DATABASE, ROOT, copy_site, environment, manage

Say = Callable[[str], None]

SHARED = ROOT.parent / "shared"
_GEONAMES = [f"geonames_{country}.txt.gz" for country in ("SY", "IQ", "LB", "YE")]
_IMPORTS = (
    ("import_places", *_GEONAMES, "--no-index"),
    ("import_places", "pcodes_SY.csv", "--country", "SY", "--source", "ocha", "--no-index"),
    ("import_boundaries", "boundaries_SY.geojson.gz", "--no-index"),
    ("import_boundaries", "boundaries_IQ.geojson.gz"),
)


def shared(name: str) -> Path:
    """A file of the development data beside the checkout. Raises BenchmarkFailed."""
    path = SHARED / name
    if not path.exists():
        raise BenchmarkFailed(f"{path} is missing: this benchmark reads the development sets beside the checkout")
    return path


def positive(text: str) -> int:
    """An option's value. Raises ArgumentTypeError where it is no number from 1 up."""
    if not text.isascii() or not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!a} is no whole number from 1 up")
    return int(text)


def add_prepared(parser: ArgumentParser) -> None:
    """The option `--prepared`."""
    told = "a data folder to copy instead of making one: the packages' places alone"
    parser.add_argument("--prepared", type=data_folder, metavar="FOLDER", help=told)


def add_made_up(parser: ArgumentParser) -> None:
    """The option `--made-up`."""
    told = "a folder with databases of seed_synthetic, COUNT.sqlite3, to be read instead of making some up"
    parser.add_argument("--made-up", type=Path, metavar="FOLDER", help=told)


def made_up(given: Path, count: int) -> Path:
    """The database of so many in the folder of `--made-up`. Raises BenchmarkFailed."""
    path = given.resolve() / f"{count}.sqlite3"
    if not path.is_file():
        raise BenchmarkFailed(f"{given} holds no {path.name}")
    return path


def data_folder(text: str) -> Path:
    """An option's value. Raises ArgumentTypeError where it is no data folder with a database."""
    path = Path(text).resolve()
    if not (path / DATABASE).is_file():
        raise ArgumentTypeError(f"{text} is no data folder: it holds no {DATABASE}")
    return path


def run(data: Path, *arguments: str, **more: str) -> str:
    """What `manage.py` prints on the data folder. Raises BenchmarkFailed with its last line where it fails."""
    done = manage(data, *arguments, **more)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines() or [f"exit status {done.returncode}"]
        raise BenchmarkFailed(f"manage.py {arguments[0]}: {said[-1]}")
    return done.stdout


def prepared(workplace: Path, given: Path | None, say: Say) -> Path:
    """A data folder as `make setup` leaves it, with the packages' places alone."""
    folder = workplace / "prepared"
    if given:
        say(f"Copying {given}")
        copy_site(given, folder)
    say("Preparing a data folder")
    run(folder, "prepare")
    return folder


def imported(workplace: Path, given: Path | None, source: Path, say: Say) -> Path:
    """A data folder that also holds all of ../shared/data; made from the prepared one where none is given."""
    folder = workplace / "imported"
    if given:
        say(f"Copying {given}")
        copy_site(given, folder)
        run(folder, "migrate", "--verbosity=0")
        return folder
    copy_site(source, folder)
    for command, *arguments in _IMPORTS:
        say(f"{command} {' '.join(arguments)}")
        run(folder, command, *(str(shared(f"data/{word}")) if "." in word else word for word in arguments))
    return folder


def call(data: Path, module: str, asked: object, **more: str) -> Any:
    """What `main` of the module answers in a process of its own on the data folder; both sides in JSON.

    `more` are environment variables.
    """
    program = f"import django; django.setup(); from {module} import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(data, **more),
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        preexec_fn=ends_with_parent(signal.SIGTERM),
    )
    if done.returncode:
        raise BenchmarkFailed(f"{module}: {(done.stderr.strip() or 'failed').splitlines()[-1]}")
    return json.loads(done.stdout)
