from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from incidents.demo import DemoFailed, load_demo


class Command(BaseCommand):
    help = "Take the demo reports through the pipeline and publish them; safe to repeat."

    def handle(self, **options: Any) -> None:
        editor = get_user_model().objects.filter(username=settings.DEMO_EDITOR).first()
        if editor is None:
            raise CommandError("there is no demo editor yet: run manage.py prepare", returncode=2)
        try:
            count = load_demo(editor, self.stdout.write)
        except DemoFailed as failed:
            raise CommandError(str(failed)) from None
        self.stdout.write(f"{count} demo incidents are published.")
