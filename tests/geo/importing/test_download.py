"""Fetching from a server on this machine that behaves as badly as servers do."""

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from geo.importing.download import USER_AGENT, DownloadError, download
from geo.models import Place
from tests.geo.importing.conftest import line


def archive(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        file.writestr("readme.txt", "About")
        file.writestr("SY.txt", text)
    return buffer.getvalue()


GOOD = archive(line(90001, "Fetched Village") + "\n")
BROKEN = GOOD.replace(b"Fetched Village", b"Changed Village")


class Server(ThreadingHTTPServer):
    """Answers each request with the next of ``answers`` (status, body, bytes that it sends of it)."""

    answers: list[tuple[int, bytes, int]]
    agents: list[str]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.agents.append(self.headers["User-Agent"])
        status, body, sent = self.server.answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as served:
        served.answers, served.agents = [], []
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/dump"


def test_a_country_is_fetched_and_imported(imports: Path, server: Server, settings: Settings) -> None:
    settings.GEONAMES_URL = url(server)
    server.answers = [(200, GOOD, len(GOOD))]
    call_command("import_places", "--download", "SY", "--no-index")
    assert Place.objects.get(pk=90001).name == "Fetched Village"
    assert server.agents == [USER_AGENT]


def test_an_unsteady_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.answers = [(503, b"", 0), (200, GOOD, 40), (200, GOOD, len(GOOD))]
    assert download(url(server), "SY", tmp_path, wait_s=0).read_bytes() == GOOD


def test_a_wrong_checksum_is_not_imported(server: Server, tmp_path: Path) -> None:
    server.answers = [(200, BROKEN, len(BROKEN))] * 3
    with pytest.raises(DownloadError, match=r"checksum|CRC"):
        download(url(server), "SY", tmp_path, wait_s=0)
    assert not list(tmp_path.iterdir())


def test_what_is_not_there_is_asked_for_once(imports: Path, server: Server, settings: Settings) -> None:
    settings.GEONAMES_URL = url(server)
    server.answers = [(404, b"", 0)]
    with pytest.raises(CommandError, match="404") as raised:
        call_command("import_places", "--download", "SY", "--no-index")
    assert raised.value.returncode == 2 and len(server.agents) == 1


def test_a_file_over_the_limit_is_refused_at_once(server: Server, tmp_path: Path) -> None:
    server.answers = [(200, GOOD, len(GOOD))]
    with pytest.raises(DownloadError, match="larger than 100 bytes"):
        download(url(server), "SY", tmp_path, largest=100, wait_s=0)
    assert len(server.agents) == 1
