from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.permissions import page

PAGE = settings.BASE_DIR / "docs" / "permissions.md"


class Command(BaseCommand):
    help = "Write docs/permissions.md: each address, role and state, out of the policies and the URLconf."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where the page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        made = page()
        if check and (not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made):
            raise CommandError("docs/permissions.md is out of date; `manage.py permissions` writes it")
        if not check:
            PAGE.write_text(made, encoding="utf-8")
