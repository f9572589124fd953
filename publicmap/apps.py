from django.apps import AppConfig


class PublicMapConfig(AppConfig):
    name = "publicmap"
