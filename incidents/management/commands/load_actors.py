from typing import Any

from django.core.management.base import BaseCommand

from incidents.actors import load_seed


class Command(BaseCommand):
    help = "Bring the reader's own parties into the database; safe to repeat."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{load_seed()} actors added.")
