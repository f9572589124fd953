"""What is the same for everybody says so: a cache between us and the readers then keeps one copy."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
_SAME_FOR_ALL = "machines"  # the addresses that are the same in every language


class SameForAll:
    """Takes the language out of `Vary`, which Django's own middleware lists for every address without a prefix."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        match = request.resolver_match
        if match is not None and match.namespace == _SAME_FOR_ALL and response.has_header("Vary"):
            kept = [name for name in response["Vary"].split(", ") if name.lower() not in ("accept-language", "cookie")]
            del response["Vary"]
            del response["Content-Language"]
            if kept:
                response["Vary"] = ", ".join(kept)
        return response
