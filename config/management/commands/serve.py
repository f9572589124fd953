import http.client
import os
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.preparation import one_at_a_time
from config.restored_key import settle
from config.supervision import PortTaken, Supervisor, listen, web, worker

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Run the web site and the worker together until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="8000, or the variable PORT")

    def handle(self, *, port: str, **options: Any) -> None:
        if not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise CommandError(f"PORT must be a number from 1 to 65535, not {port!r}", returncode=2)
        try:
            listening = listen(HOST, int(port))
        except PortTaken as taken:
            raise CommandError(str(taken), returncode=2) from None
        with one_at_a_time():
            settle()
        with listening:
            threading.Thread(target=self.announce, args=(int(port),), daemon=True).start()
            Supervisor([web(listening), worker()], self.stderr.write).run()

    def announce(self, port: int) -> None:
        """Say the address once the first page has been served."""
        connection = http.client.HTTPConnection(HOST, port, timeout=120)
        connection.request("GET", "/")
        connection.getresponse().read()
        connection.close()
        self.stdout.write(f"Strikeline is at http://{HOST}:{port}/  (Ctrl-C ends it)")
        kept = settings.DEMO_PASSWORD_FILE
        told = kept.with_name(f"{kept.name}_told")
        if kept.exists() and not told.exists():
            told.touch()
            password = kept.read_text(encoding="utf-8").strip()
            self.stdout.write(f"Demo editor: {settings.DEMO_EDITOR}, password {password} (told once; kept in {kept})")
