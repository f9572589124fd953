from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup import BackupFailed, restore


class Command(BaseCommand):
    help = "Put a backup in place of what is there: all of it or, where it is broken or broken off, nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            manifest = restore(file)
        except BackupFailed as failure:
            raise CommandError(str(failure), returncode=2) from None
        self.stdout.write(f"Restored as of {manifest['made_at']}. Now run `make setup`: it brings the rest up to it.")
