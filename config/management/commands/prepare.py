from typing import Any

from django.core.management.base import BaseCommand

from config.preparation import prepare


class Command(BaseCommand):
    help = "Database, translations, static files, gazetteer and demo: whatever of it is not there yet."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        prepare(self.stdout.write)
