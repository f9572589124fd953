from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from incidents.triggers import protect


def protect_history(using: str, **_: object) -> None:
    protect(using=using)


class IncidentsConfig(AppConfig):
    name = "incidents"

    def ready(self) -> None:
        # It knows the models, which are not there when this module is imported.
        import_module("incidents.people.sign_ins").listen()
        post_migrate.connect(protect_history, sender=self, dispatch_uid="protect_history")
