from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # It knows the models, which are not there when this module is imported.
        import_module("config.administration").register()


class AdministrationConfig(SimpleAdminConfig):
    """Ours instead of Django's, and nothing that a package would register: not the keys of the phones, for one."""

    default_site = "config.administration.Administration"
