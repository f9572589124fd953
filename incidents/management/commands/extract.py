import datetime as dt
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand

from extraction.facts import Reading
from extraction.serialise import reading_as_json
from geo.commandline import bad_input
from geo.index import IndexMissing
from incidents.errors import Refused
from incidents.linking import groups
from incidents.reading import read_report
from incidents.sketches import Sketch
from incidents.text import stored_text


class Read(NamedTuple):
    id: object
    reading: Reading


class Command(BaseCommand):
    help = "Read the claims of a report out of a UTF-8 text file, or of many with --batch."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?")
        parser.add_argument("--published", metavar="DATE", help="day of publication, the anchor of relative dates")
        parser.add_argument("--batch", metavar="FILE", help='one {"id", "text", "published"} a line')
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: str | None, published: str | None, json: bool, batch: str | None, **options: Any) -> None:
        if (file is None) == (batch is None):
            raise bad_input("Give either a file or --batch FILE.")
        try:
            if batch:
                self.read_batch(batch)
            elif file:
                reading = _read(_decoded(Path(file).read_bytes()), published)
                self.stdout.write(_dumped(reading_as_json(reading), indent=1) if json else _in_words(reading))
        except OSError as error:
            raise bad_input(f"{error.filename}: {error.strerror}") from None
        except (ValueError, IndexMissing) as error:
            raise bad_input(f"{file or batch}: {error}") from None

    def read_batch(self, path: str) -> None:
        """Linking needs all claims: nothing is printed before the last report was read.

        Wrong lines are named after the others have been answered.
        """
        read, problems = [], []
        for number, line in enumerate(Path(path).read_bytes().split(b"\n"), start=1):
            try:
                read += list(_line(line))
            except (ValueError, TypeError) as error:
                problems.append(f"line {number}: {error}")
        sketches = [Sketch.of_read(claim, number) for number, row in enumerate(read) for claim in row.reading.claims]
        keys = iter(groups(sketches))
        for row in read:
            shape = reading_as_json(row.reading)
            for claim in shape["claims"]:  # type: ignore[attr-defined]
                claim["incident_key"] = f"incident-{next(keys) + 1}"
            self.stdout.write(_dumped({"id": row.id, **shape}))
        if problems or not read:
            more = f" (and {len(problems) - 1} more lines)" if len(problems) > 1 else ""
            raise ValueError(f"{problems[0]}{more}" if problems else "the file is empty")


def _line(line: bytes) -> Iterator[Read]:
    text = _decoded(line)
    if not text.strip():
        return
    row = json.loads(text)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('an object with "id" and "text" is expected')
    yield Read(row.get("id"), _read(row["text"], row.get("published")))


def _decoded(raw: bytes) -> str:
    """The text with its own line ends: offsets must not depend on how a file was opened."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start})") from None


def _read(text: str, published: str | None) -> Reading:
    try:
        return read_report(stored_text(text), published=_day(published))[0]
    except Refused as refused:
        raise ValueError(refused.message) from None


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except (ValueError, TypeError):
        raise ValueError(f"“{written}” is not a date: write 2020-07-01") from None


def _dumped(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _in_words(reading: Reading) -> str:
    lines = [f"language {reading.language}, said by {reading.said_by or 'nobody named'}, {len(reading.claims)} claims"]
    for claim in reading.claims:
        when = claim.date.edtf or f"undated ({claim.date.rule or 'no date in the text'})"
        where = next((f"{place.name or place.text} ({place.precision})" for place in claim.places if place.main), "—")
        lines.append(f"- {claim.role} {claim.kind}: {when}; {where}")
        lines += [f"    {span.field}: {span.text}" for span in claim.spans]
    return "\n".join(lines)
