from __future__ import annotations

import gc
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from geo import indexing, regions, reviewed
from geo.folding import key_of
from geo.loading import add_country_names, load
from geo.models import GazetteerSource
from geo.packages import Packages, package_versions
from geo.progress import Progress


class Command(BaseCommand):
    help = "Loads the gazetteer from the installed packages and the reviewed table, then builds the name index."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="load again what is there in the same version")
        parser.add_argument("--no-index", action="store_true", help="leave the name index as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        # Millions of rows and names without a cycle among them: looking for cycles as often as usual cost 9 s of 62.
        gc.set_threshold(100_000, 50, 1_000)
        there = {} if options["force"] else dict(GazetteerSource.objects.values_list("name", "version"))
        versions = package_versions()
        if there.get("packages") != versions:
            self._load_packages(versions)
        if there.get("packages") != versions or there.get("reviewed") != reviewed.version():
            load("reviewed", reviewed.version(), reviewed.rows())
            add_country_names(reviewed.country_names(), key_of)
        if there.get("regions") != regions.version(versions):
            load("regions", regions.version(versions), regions.rows())
        if not options["no_index"]:
            indexing.build_if_stale()
        places = sum(GazetteerSource.objects.values_list("places", flat=True))
        self.stderr.write(f"The gazetteer holds {places:,} places ({time.monotonic() - started:.0f} s).")

    def _load_packages(self, versions: str) -> None:
        self.stderr.write("Reading the packages …")
        packages = Packages()
        with Progress("Places", len(packages), sys.stderr) as progress:
            load("packages", versions, packages.rows(), progress.at)
