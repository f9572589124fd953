from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from desk.letters import path_of
from incidents.errors import Refused
from incidents.people.links import issue_recovery_link
from incidents.people.second_factor import has_second_factor, reset_second_factor


class Command(BaseCommand):
    help = "Print a link by which somebody sets a new password, once, within a day: where no administrator gets in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name that they sign in with")
        parser.add_argument("--without-second-factor", action="store_true", help="take the second factor away as well")
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="scheme and host of the site")

    def handle(self, *, name: str, without_second_factor: bool, site: str, **options: Any) -> None:
        person = get_user_model()._default_manager.filter(username=name).first()
        if person is None:
            raise CommandError(f"nobody signs in as {name}", returncode=2)
        try:
            link = issue_recovery_link(by=None, person=person)
            if without_second_factor and has_second_factor(person):
                reset_second_factor(by=None, person=person)
        except Refused as refusal:
            raise CommandError(refusal.message, returncode=2) from None
        self.stdout.write(site.rstrip("/") + path_of(link))
