from __future__ import annotations

import gzip
import sys
import zipfile
import zlib
from argparse import ArgumentTypeError
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from geo import indexing
from geo.commandline import bad_input
from geo.importing.download import DownloadError, download
from geo.importing.geonames import read_alternate_names, read_dump
from geo.importing.lines import count_lines, digest_of
from geo.importing.osm import read_osm
from geo.importing.records import is_country
from geo.importing.report import Report
from geo.importing.run import Import, Reader
from geo.importing.tables import ColumnsError, parse_columns, read_table
from geo.models import Place, PlaceImport
from geo.progress import Progress

# Of another source than the packages': what a file says of their places fills gaps alone (`geo.importing.run`).
SOURCES = {"geonames": "geonames_dump", "alternatenames": "geonames_dump", "osm": "openstreetmap", "csv": "table"}
_LONGEST_SOURCE = 32
_BROKEN_OFF = 130  # what shells give for Ctrl-C


def country_code(text: str) -> str:
    if not is_country(text.upper()):
        raise ArgumentTypeError(f"{text!a} is no country code of two letters (ISO 3166-1)")
    return text.upper()


def check_source(name: str) -> str:
    """The name of a source. Raises CommandError."""
    if not name.isidentifier() or len(name) > _LONGEST_SOURCE:
        raise bad_input(f"--source is a word of at most {_LONGEST_SOURCE} letters, digits and underscores.")
    return name


class Command(BaseCommand):
    help = "Imports places and names: GeoNames dumps and alternate names, OpenStreetMap extracts, CSV tables."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help=".txt, .csv, .osm.pbf; also .gz and .zip")
        parser.add_argument("--download", nargs="+", type=country_code, default=[], metavar="SY", help="from GeoNames")
        parser.add_argument("--format", choices=sorted(SOURCES), help="told by the file's name where left out")
        parser.add_argument("--columns", default="", help="name=NAME_EN,name:ar=NAME_AR,latitude=Y,longitude=X,…")
        parser.add_argument("--country", type=country_code, help="refuse rows of other countries")
        parser.add_argument("--kind", choices=Place.Kind.values, default="settlement", help="of a table without one")
        parser.add_argument("--source", default="", help="a short name of the source, where it is not the format's")
        parser.add_argument("--force", action="store_true", help="import again what is imported")
        parser.add_argument("--no-index", action="store_true", help="leave the name index as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["files"] and not options["download"]:
            raise bad_input("Name a file, or countries after --download.")
        try:
            columns = parse_columns(options["columns"])
        except ColumnsError as error:
            raise bad_input(str(error)) from error
        check_source(options["source"] or "table")
        for name in options["files"]:
            self._import(Path(name), options, columns, options["country"] or "")
        for country in options["download"]:
            self._import(self._downloaded(country), {**options, "format": "geonames"}, {}, country)
        if not options["no_index"]:
            self.stderr.write("Building the name index …")
            indexing.build_if_stale()

    def _downloaded(self, country: str) -> Path:
        folder = settings.DATA_DIR / "imports" / "downloads"
        try:
            with Progress(f"Fetching {country}", 1, sys.stderr) as bar:

                def at(done: int, total: int) -> None:
                    bar.total = total or done
                    bar.at(done)

                return download(settings.GEONAMES_URL, country, folder, progress=at)
        except DownloadError as error:
            raise bad_input(str(error)) from error

    def _import(self, path: Path, options: dict[str, Any], columns: dict[str, str], country: str) -> None:
        layout = options["format"] or _layout_of(path)
        source = options["source"] or SOURCES[layout]
        try:
            digest = digest_of(path, layout, source, country, options["kind"], str(sorted(columns.items())))
            total = path.stat().st_size // 100 if layout == "osm" else count_lines(path)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise bad_input(f"{path}: {getattr(error, 'strerror', None) or error}") from error
        state = self._state(digest, path, source, options["force"])
        if state.finished_at:
            self.stderr.write(f"{path.name} was imported already; --force imports it again.")
            return
        readers: dict[str, Reader] = {
            "geonames": partial(read_dump, path, country, is_geonames=not options["source"]),
            "alternatenames": partial(read_alternate_names, path),
            "osm": partial(read_osm, path, country),
            "csv": partial(read_table, path, source, columns, country, options["kind"]),
        }
        with Report(settings.DATA_DIR / "imports" / f"{path.name}-{digest[:8]}.csv") as report:
            try:
                with Progress(path.name, total, sys.stderr) as progress:
                    work = Import(state, readers[layout], report, progress.at)
                    work.run()
            except (ColumnsError, RuntimeError, OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
                raise bad_input(f"{path}: {error}") from error
            except KeyboardInterrupt:
                message = f"Broken off after row {state.last_row:,}; the same command goes on from there."
                raise CommandError(message, returncode=_BROKEN_OFF) from None
        report.print_to(sys.stderr)
        if not work.good and not work.left_out:
            state.delete()
            raise bad_input(f"{path}: not one row is right; is it a file of the format “{layout}”?")
        self.stderr.write(
            f"{path.name}: {state.added:,} added, {state.joined:,} joined to known places, {state.updated:,} written"
            f" again, {report.counts['refused']:,} refused, {work.left_out:,} left out"
            f" (longest transaction {work.longest_transaction_s:.2f} s)."
        )

    def _state(self, digest: str, path: Path, source: str, force: bool) -> PlaceImport:
        if force:
            PlaceImport.objects.filter(digest=digest).delete()
        fresh = {"file_name": path.name[:255], "source": source}
        return PlaceImport.objects.get_or_create(digest=digest, defaults=fresh)[0]


def _layout_of(path: Path) -> str:
    name = path.name.lower()
    if name.endswith((".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")):
        return "osm"
    if name.removesuffix(".gz").removesuffix(".zip").endswith((".csv", ".tsv")):
        return "csv"
    return "alternatenames" if name.startswith("alternatename") else "geonames"
