from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import translations

ROOMS = ["config", "publicmap", "desk", "api", "incidents", "extraction", "geo"]


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po up to the source; no system gettext is needed."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--check", action="store_true", help="change nothing; fail where a translation is missing")
        how.add_argument("--compile", action="store_true", help="write the .mo files from the .po files")

    def handle(self, *, check: bool, compile: bool, **options: Any) -> None:
        catalogs = [path / "LC_MESSAGES" / "django.po" for path in self._languages()]
        if compile:
            for path in catalogs:
                translations.compile_catalog(path)
            return
        found = translations.extracted(settings.BASE_DIR, ROOMS)
        complaints = [line for path in catalogs for line in self._bring_up(path, found, check)]
        for line in complaints:
            self.stderr.write(line)
        if check and complaints:
            raise CommandError(f"{len(complaints)} translations are missing or broken; `manage.py messages` adds them")

    def _languages(self) -> list[Path]:
        base = settings.LOCALE_PATHS[0]
        return [base / code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

    def _bring_up(self, path: Path, found: Any, check: bool) -> list[str]:
        language = path.parent.parent.name
        catalog = translations.read(path, language)
        if not check:
            translations.update(catalog, found)
            translations.write(catalog, path)
        missing = [f"{language}: not translated: {text}" for text in translations.untranslated(catalog, found)]
        return missing + [f"{language}: {text}" for text in translations.broken(catalog)]
