import sys
import time
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from geo.commandline import OneLineParser, bad_input
from geo.progress import Progress
from incidents.synthetic.database import RefusedDatabase, instead_of_ours, make_ready, settings_of
from incidents.synthetic.making import make
from incidents.synthetic.towns import NoGazetteer, read_gazetteer

MOST = 10_000_000


def how_many(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"{text!a} is no number from 1 to {MOST:,}")
    return int(text)


def seed(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise ArgumentTypeError(f"{text!a} is no whole number from 0 up")
    return int(text)


class Command(BaseCommand):
    help = "Make up published incidents, for benchmarks and load tests, in a database of their own."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.__class__ = OneLineParser
        parser.add_argument("--count", type=how_many, required=True, help=f"how many, up to {MOST:,}")
        parser.add_argument("--seed", type=seed, default=1, help="another one gives other incidents (1)")
        parser.add_argument("--database", required=True, metavar="FILE_OR_URL", help="an SQLite file or postgres://…")

    def handle(self, *, count: int, seed: int, database: str, **options: Any) -> None:
        started = time.monotonic()
        try:
            target = settings_of(database)
            gazetteer = read_gazetteer()
            with instead_of_ours(target):
                make_ready()
                with Progress("Incidents", count, sys.stderr) as progress:
                    make(count, seed, gazetteer, progress.at)
        except (RefusedDatabase, NoGazetteer) as refusal:
            raise bad_input(str(refusal)) from None
        self.stdout.write(f"{count:,} made-up incidents in {time.monotonic() - started:.0f} s.")
