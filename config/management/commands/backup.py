from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from config.backup import back_up


class Command(BaseCommand):
    help = "Write everything that people entered to one file; the site may run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="default: in backups/ of the data folder")

    def handle(self, *, file: Path | None, **options: Any) -> None:
        target = file or settings.DATA_DIR / "backups" / f"strikeline-{timezone.now():%Y%m%d-%H%M%S}.zip"
        back_up(target)
        self.stdout.write(str(target))
