from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from geo import indexing


class Command(BaseCommand):
    help = "Builds the name index anew from the gazetteer in the database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        path = indexing.build()
        size = sum(file.stat().st_size for file in path.iterdir()) / 1e6
        self.stderr.write(f"The name index is built: {size:.0f} MB in {time.monotonic() - started:.0f} s.")
