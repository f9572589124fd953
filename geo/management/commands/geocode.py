from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from geo.api import geocode
from geo.commandline import answer_batch, bad_input
from geo.index import IndexMissing
from geo.opening import open_index
from geo.shapes import geocode_shape


class Command(BaseCommand):
    help = "Ranked places for a name."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", nargs="?")
        parser.add_argument("--country", help="ISO 3166-1 alpha-2")
        parser.add_argument("--admin1", help="name of the governorate or province")
        parser.add_argument("--limit", type=int, default=5)
        parser.add_argument("--batch", metavar="FILE", help='one {"id", "query", "country", "admin1"} a line')
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["query"] is None) == (options["batch"] is None):
            raise bad_input("Give either a name or --batch FILE.")
        limit = max(1, options["limit"])

        def answer(row: dict[str, Any]) -> dict[str, Any]:
            if not isinstance(row.get("query"), str):
                raise ValueError("the query is missing")
            check_country(row.get("country"))
            result = geocode(row["query"], country=row.get("country"), admin1=row.get("admin1"), limit=limit)
            return geocode_shape(result)

        try:
            if options["batch"]:
                answer_batch(options["batch"], answer, self.stdout)
                return
            result = answer(options)
        except (ValueError, IndexMissing) as error:
            raise bad_input(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        if not result["candidates"]:
            self.stdout.write("No place of the gazetteer bears this name.")
        for place in result["candidates"]:
            self.stdout.write(
                f"{place['score']:.2f}  {place['name']} ({place['kind']}, {place['country']}) "
                f"{place['latitude']:.4f} {place['longitude']:.4f}  {'; '.join(place['reasons'])}"
            )


def check_country(code: object) -> None:
    """Raises ValueError with a message for people where the gazetteer has no country of the code, if one is given."""
    if code and (not isinstance(code, str) or code.upper() not in open_index().row_of_country):
        raise ValueError(f"No country has the code {code!r}: two letters of ISO 3166-1 are asked for, such as SY.")
