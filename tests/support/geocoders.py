"""A server on loopback that answers as Nominatim and Photon do, or badly; geopy's own classes ask it."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOWN = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0. https://osm.org/copyright",
    "osm_type": "node",
    "osm_id": 4711,
    "lat": "35.05",
    "lon": "40.50",
    "class": "place",
    "type": "village",
    "place_rank": 19,
    "importance": 0.3,
    "display_name": "الزبيدية, دير الزور, سوريا",
    "boundingbox": ["35.03", "35.07", "40.48", "40.52"],
}
FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [40.51, 35.06]},
    "properties": {
        "osm_type": "W",
        "osm_id": 4712,
        "osm_key": "aeroway",
        "osm_value": "aerodrome",
        "type": "house",
        "name": "Zubayda airfield",
        "country": "Syria",
        "extent": [40.49, 35.07, 40.53, 35.05],
    },
}


class Server:
    """What is asked and answered. ``nominatim``, ``photon``: JSON, a status, "hangs", "drips" or "garbage"."""

    def __init__(self) -> None:
        self.nominatim: Any = [TOWN]
        self.photon: Any = {"type": "FeatureCollection", "features": [FEATURE]}
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.times: list[float] = []
        self.let_go = threading.Event()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.let_go.set()
        self.http.shutdown()
        self.http.server_close()

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.http.server_port}"

    def setting(self, *names: str, delay: float = 0) -> str:
        return " ".join(f"{name}?domain={self.domain}&scheme=http&delay={delay}" for name in names)

    def paths(self) -> list[str]:
        return [path for path, _query, _agent in self.asked]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                server.times.append(time.monotonic())
                server.asked.append((parts.path, parse_qs(parts.query), self.headers["User-Agent"]))
                said = server.photon if parts.path == "/api" else server.nominatim
                if said == "hangs":
                    server.let_go.wait(30)
                    return
                self.send_response(said if isinstance(said, int) else 200)
                self.end_headers()
                if said == "drips":
                    while not server.let_go.wait(0.05):
                        self.wfile.write(b" ")
                        self.wfile.flush()
                elif said == "garbage":
                    self.wfile.write(b"<html>no JSON</html>")
                elif not isinstance(said, int):
                    self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_arguments: object) -> None:
                pass

        return Handler
