"""The map's data as files (`docs/map-data.md`), served as any static host would."""

from __future__ import annotations

import gzip

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from incidents.published import published_version
from publicmap.columns import folder

YEAR = 31_536_000
_FRESH_S = 10
_TYPES = {"bin": "application/octet-stream", "json": "application/json"}


def _is_to_be_made() -> bool:
    """Whether there are no files yet, or only of another format, or such as tell what must not be told any more."""
    made = folder.read_manifest()
    return made is None or made.get("format") != folder.FORMAT or made["version"] < published_version().restricted


def _not_made_yet() -> HttpResponse:
    return HttpResponse("not made yet\n", "text/plain", 503, headers={"Retry-After": "5", "Cache-Control": "no-store"})


@require_safe
def manifest(request: HttpRequest) -> HttpResponseBase:
    """What files there are; 503 while there are none yet, or none that follow the last restriction."""
    if _is_to_be_made():
        return _not_made_yet()
    content = (folder.public_folder() / folder.MANIFEST).read_bytes()
    headers = {
        "ETag": f'"{folder.name_of("manifest", content, "json")}"',
        "Cache-Control": f"public, max-age={_FRESH_S}",
        "Access-Control-Allow-Origin": "*",
    }
    if _has(request, headers["ETag"]):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, "application/json", headers=headers)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the files that the manifest names: it never changes, so that it may be kept for ever."""
    if not folder.NAME.fullmatch(name):
        raise Http404
    if _is_to_be_made():
        return _not_made_yet()
    headers = {
        "ETag": f'"{name}"',
        "Cache-Control": f"public, max-age={YEAR}, immutable",
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
    }
    path = folder.public_folder() / f"{name}.gz"
    # Opened before anything is answered: its successor may be put in place, and this one taken away, at any moment.
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    content_type = _TYPES[name.rpartition(".")[2]]
    if _has(request, headers["ETag"]):
        opened.close()
        return HttpResponseNotModified(headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return FileResponse(opened, content_type=content_type, headers=headers | {"Content-Encoding": "gzip"})
    with opened:
        return HttpResponse(gzip.decompress(opened.read()), content_type, headers=headers)


def _has(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in (tag.removeprefix("W/") for tag in known)
