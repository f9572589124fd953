"""Somebody at a browser, as far as a server can tell: pages over HTTP, with cookies and the forms' token."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.figures import BenchmarkFailed
from scripts.site import Site

SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """`location` is where a redirect leads, else empty."""

    status: int
    body: str
    location: str


class Visitor:
    """One person on one connection to 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form; the token is the cookie's, which an earlier page must have set."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode({**fields, **token}))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if response.status >= 400:
            raise BenchmarkFailed(f"{method} {path} was answered with status {response.status}")
        return Answer(response.status, text, response.headers.get("Location", ""))


def demo_editor(site: Site) -> Visitor:
    """The demo's editor, signed in."""
    visitor = Visitor(site.port)
    visitor.get("/desk/sign-in/")
    visitor.post("/desk/sign-in/", username="editor", password=site.password)
    if "sessionid" not in visitor.cookies:
        raise BenchmarkFailed("the demo editor could not sign in")
    return visitor
