"""What holds for every address of the API: read-only, open to the scripts of any page, and kept by its version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import etag

from incidents.published import published_version

View = Callable[..., HttpResponse]


class WrongParameter(ValueError):
    """A parameter of the query is wrong, unknown or given twice; `message` says how."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
        self.message = message


def _etag(request: HttpRequest, **_parts: str) -> str:
    """The published version and the whole question: the same question gets the same answer until something changes."""
    asked = f"{request.build_absolute_uri()} {get_language()}"
    return f'"{published_version().number}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"'


def public_endpoint(view: View) -> View:
    """GET and HEAD, with an ETag of the published version; a wrong parameter is answered with 400 and its name."""
    tagged = etag(_etag)(view)

    @wraps(view)
    def endpoint(request: HttpRequest, **parts: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            response: HttpResponse = JsonResponse({"error": "This address is read only."}, status=405)
            response["Allow"] = "GET, HEAD"
            return response
        try:
            response = tagged(request, **parts)
        except WrongParameter as wrong:
            response = JsonResponse({"error": wrong.message, "parameter": wrong.parameter}, status=400)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "no-cache"
        return response

    return endpoint
