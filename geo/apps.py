from django.apps import AppConfig
from django.conf import settings


class GeoConfig(AppConfig):
    name = "geo"

    def ready(self) -> None:
        """A wrong setting stops the program at its start, not an editor's question."""
        if settings.GEOCODERS:
            from geo.online.services import services  # noqa: PLC0415 - half a second to load, for a few

            services()
