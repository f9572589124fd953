import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benchmarks import extraction, geoparse, map, map_data, record, record_pairs, space_time
from benchmarks.figures import BenchmarkFailed, Figure, machine, table
from geo.commandline import BAD_INPUT, OneLineParser

BENCHMARKS: dict[str, ModuleType] = {
    "extraction": extraction,
    "geoparse": geoparse,
    "map": map,
    "map_data": map_data,
    "record": record,
    "record_pairs": record_pairs,
    "space_time": space_time,
}
LIMIT_MISSED = 1
BROKEN_OFF = 130  # what shells give for Ctrl-C


class Command(BaseCommand):
    help = "Measure, in temporary data folders: figures with their limits, and baselines of the same run."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.__class__ = OneLineParser
        names = parser.add_subparsers(dest="name", metavar="NAME", required=True)
        for name, benchmark in BENCHMARKS.items():
            own = names.add_parser(name, help=(benchmark.__doc__ or "").partition("\n")[0])
            own.add_argument("--json", action="store_true", dest="as_json", help="one JSON object on standard output")
            benchmark.add_arguments(own)

    def handle(self, *, name: str, as_json: bool, **options: Any) -> None:
        try:
            with temporary_folder() as workplace:
                figures = list(BENCHMARKS[name].run(options, workplace, self.stderr.write))
        except BenchmarkFailed as failed:
            raise CommandError(str(failed), returncode=BAD_INPUT) from None
        except KeyboardInterrupt:
            raise CommandError("Broken off; what it had made is removed.", returncode=BROKEN_OFF) from None
        self.stdout.write(_json(name, figures) if as_json else table(figures))
        if not all(figure.ok for figure in figures):
            sys.exit(LIMIT_MISSED)


def _json(name: str, figures: list[Figure]) -> str:
    shown = {"benchmark": name, "machine": machine(), "figures": [figure.as_json() for figure in figures]}
    return json.dumps(shown, ensure_ascii=False, indent=1)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for one run, removed however that ends: the signals all end it as Ctrl-C does."""
    # SIGINT, too: a shell that starts it in the background has it ignored.
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, signal.default_int_handler) for number in signals]
    folder = Path(tempfile.mkdtemp(prefix="strikeline-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
