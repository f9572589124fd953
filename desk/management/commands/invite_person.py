from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from desk.letters import path_of
from incidents.people.links import invite_person
from incidents.policies import Role


class Command(BaseCommand):
    help = "Print a link by which somebody joins the desk, once, within seven days: the first administrator above all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="whom it is for, as you call them")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR)
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="scheme and host of the site")

    def handle(self, *, name: str, role: str, site: str, **options: Any) -> None:
        self.stdout.write(site.rstrip("/") + path_of(invite_person(by=None, for_whom=name, role=role)))
