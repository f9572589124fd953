"""Fetching a country's dump from GeoNames. The only part of the importing that touches the network, when asked to."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

USER_AGENT = "Strikeline/1 (gazetteer import)"
LARGEST_FILE = 500 * 1024 * 1024  # bytes; the largest country, the United States, has about 70 MB
_TRIES = 3
_TIMEOUT_S = 30.0
_BLOCK = 1 << 16


class DownloadError(Exception):
    """The file could not be had; the message says why, for people."""


def download(
    base_url: str,
    country: str,
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    largest: int = LARGEST_FILE,
    wait_s: float = 2.0,
) -> Path:
    """``<base_url>/<country>.zip`` in the folder, whole and with right checksums. Raises DownloadError.

    Tried three times, with a growing pause between; a file that the server says is not there is not asked for again.
    ``progress`` is told the bytes so far and in all (0: unknown).
    """
    if not base_url.startswith(("https://", "http://")):
        raise DownloadError("GEONAMES_URL must start with https:// or http://")
    url = f"{base_url.rstrip('/')}/{country}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    target, unfinished = folder / f"{country}.zip", folder / f"{country}.zip.unfinished"
    problem = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(wait_s * 2 ** (attempt - 1))
        try:
            _fetch(url, unfinished, largest, progress)
            _check(unfinished)
            unfinished.replace(target)
            return target
        except urllib.error.HTTPError as error:
            problem = f"{url}: the server answers {error.code} {error.reason}"
            if error.code in (403, 404, 410):
                break
        except (OSError, http.client.HTTPException, zipfile.BadZipFile) as error:
            problem = f"{url}: {error}"
        finally:
            unfinished.unlink(missing_ok=True)
    raise DownloadError(problem)


def _fetch(url: str, target: Path, largest: int, progress: Callable[[int, int], None]) -> None:
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT})  # noqa: S310 - checked by `download`
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer, target.open("wb") as file:  # noqa: S310
        stated = answer.headers.get("Content-Length", "")
        total = int(stated) if stated.isdigit() else 0
        done = 0
        while block := answer.read(_BLOCK):
            done += len(block)
            if max(done, total) > largest:
                raise DownloadError(f"{url}: larger than {largest:,} bytes")
            file.write(block)
            progress(done, total)
        if total and done != total:
            raise OSError(f"{done:,} of {total:,} bytes came")


def _check(path: Path) -> None:
    """Raises BadZipFile where the archive is broken: each file in it bears a CRC-32."""
    with zipfile.ZipFile(path) as archive:
        if broken := archive.testzip():
            raise zipfile.BadZipFile(f"the checksum of {broken} is wrong")
