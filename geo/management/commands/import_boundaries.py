from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from geo import indexing
from geo.commandline import bad_input
from geo.importing.boundaries import BoundaryImport
from geo.importing.lines import digest_of
from geo.importing.outlines import OutlinesError, outlines, read_frame
from geo.importing.report import Report
from geo.importing.run import note_source
from geo.management.commands.import_places import check_source, country_code
from geo.progress import Progress

FIELDS = ("name", "code", "id", "country", "level")


class Command(BaseCommand):
    help = "Imports outlines of areas from a GeoPackage, Shapefile or GeoJSON and joins them to the places."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="also .gz, or a .zip with a Shapefile in it")
        parser.add_argument("--level", choices=("adm1", "adm2", "adm3"), default="", help="where no field tells it")
        parser.add_argument("--country", type=country_code, help="refuse areas of other countries")
        parser.add_argument("--crs", default="", help="the coordinate system of a file that names none: EPSG:4326")
        parser.add_argument("--source", default="boundaries", help="a short name of the source")
        parser.add_argument("--no-index", action="store_true", help="leave the name index as it is")
        for field in FIELDS:
            parser.add_argument(f"--{field}-field", metavar="FIELD", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        path, source = Path(options["file"]), check_source(options["source"])
        chosen = {field: name for field in FIELDS if (name := options[f"{field}_field"])}
        try:
            frame = read_frame(path, options["crs"])
            items = list(outlines(frame, options["level"], chosen, options["country"] or ""))
        except OutlinesError as error:
            raise bad_input(f"{path}: {error}") from error
        digest = digest_of(path)
        file = settings.DATA_DIR / "imports" / f"{path.name}-{digest[:8]}.csv"
        with Report(file) as report, Progress(path.name, len(items), sys.stderr) as progress:
            work = BoundaryImport(source, report, progress.at)
            work.run(items)
        report.print_to(sys.stderr)
        if not work.joined + work.added + work.kept:
            raise bad_input(f"{path}: not one feature is an area with a name, code or id.")
        note_source(source, digest[:16])
        self.stderr.write(
            f"{path.name}: {work.joined:,} joined, {work.added:,} added, {work.kept:,} kept as edited,"
            f" {report.counts['refused']:,} refused; {work.placed:,} places put into districts."
        )
        if not options["no_index"]:
            self.stderr.write("Building the name index …")
            indexing.build_if_stale()
