from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from geo.commandline import answer_batch, bad_input, check_text, read_text
from geo.index import IndexMissing
from geo.shapes import geoparse_shape
from incidents.reading import read_report, roles


class Command(BaseCommand):
    """Stands in this room because a place's role is known only from what the report claims."""

    help = "The places that a text names, each of what the report is about (event) or of its background."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?")
        parser.add_argument("--country", action="append", default=[], help="a country that the source reports on")
        parser.add_argument("--batch", metavar="FILE", help='one {"id", "text", "spans"} a line; spans may be left out')
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["file"] is None) == (options["batch"] is None):
            raise bad_input("Give either a file or --batch FILE.")

        def answer(row: dict[str, Any]) -> dict[str, Any]:
            return _answer(check_text(row.get("text")), options["country"], row.get("spans"))

        try:
            if options["batch"]:
                answer_batch(options["batch"], answer, self.stdout)
                return
            result = answer({"text": read_text(options["file"])})
        except (ValueError, IndexMissing) as error:
            raise bad_input(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for toponym in result["toponyms"]:
            phrase = f"  [{toponym['relation']['text']}]" if toponym["relation"] else ""
            place = f"{toponym['text']} = {toponym['name']}{phrase}"
            self.stdout.write(f"{toponym['start']}-{toponym['end']}  {toponym['role']}  {place}")


def _answer(text: str, countries: list[str], given: list[list[int]] | None) -> dict[str, Any]:
    spans = None if given is None else [(int(start), int(end)) for start, end in given]
    if any(not 0 <= start < end <= len(text) for start, end in spans or ()):
        raise ValueError("a span lies outside the text")
    reading, places = read_report(text, published=None, country_focus=countries, spans=spans)
    shape = geoparse_shape(places)
    for toponym, role in zip(shape["toponyms"], roles(places, reading), strict=True):
        toponym["role"] = role
    return shape
