from typing import Any

from django.core.management.base import BaseCommand

from publicmap.columns.following import follow


class Command(BaseCommand):
    help = "Bring the map's data up to what is published now; the worker does so by itself every few seconds."

    def handle(self, **options: Any) -> None:
        follow()
