"""The lines of a text file, plain, gzipped or zipped, read one by one with a limit on their length."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from geo.importing.records import RowError

LONGEST_LINE = 64 * 1024  # bytes; the longest of GeoNames has about 12,000


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the file. Of a zip archive the largest text in it, since GeoNames adds a readme.

    Raises OSError or zipfile.BadZipFile.
    """
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            texts = [entry for entry in archive.infolist() if entry.filename.lower().endswith((".txt", ".csv", ".tsv"))]
            if not texts:
                raise zipfile.BadZipFile("no .txt, .csv or .tsv file in it")
            with archive.open(max(texts, key=lambda entry: entry.file_size)) as stream:
                yield stream
    elif path.name.lower().endswith(".gz"):
        with gzip.open(path) as unpacked:
            yield cast(IO[bytes], unpacked)
    else:
        with path.open("rb") as stream:
            yield stream


def lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line without its end); None in place of a line over the limit. Blank lines are skipped."""
    with opened(path) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE)
                yield number, None
            elif line.strip():
                yield number, line.rstrip(b"\r\n")


def decoded(line: bytes | None) -> str:
    """The line's text. Raises RowError where it is too long or no UTF-8."""
    if line is None:
        raise RowError(f"the line has over {LONGEST_LINE:,} bytes")
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RowError(f"not UTF-8 at byte {error.start + 1}") from None


def digest_of(path: Path, *options: str) -> str:
    """What an import is known by: a digest of the file's bytes and of the options that shape what it gives."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    digest.update("\0".join(options).encode())
    return digest.hexdigest()


def count_lines(path: Path) -> int:
    with opened(path) as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) + 1
