"""Which geocoders the setting names: ``nominatim photon``, or any class of geopy with its own options.

    nominatim?domain=geocoder.example.org&delay=0  photon  opencage?api_key=…  package.module.Geocoder?option=value

``delay`` is the pause between two requests in seconds, one where nothing is said: the most that the public servers of
Nominatim allow (its usage policy, operations.osmfoundation.org/policies/nominatim).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder

_DELAY_S = 1.0


@dataclass(frozen=True)
class Service:
    """One geocoder, and the limit that all its requests of this process go through."""

    name: str  # as an editor reads it: "Nominatim (nominatim.openstreetmap.org)"
    geocoder: Geocoder
    limited: RateLimiter


def services() -> tuple[Service, ...]:
    """The geocoders of the setting, in its order; none where it is empty. Raises ImproperlyConfigured."""
    return _services_of(settings.GEOCODERS, settings.CONTACT)


@lru_cache(maxsize=8)
def _services_of(setting: str, contact: str) -> tuple[Service, ...]:
    return tuple(_service(entry, contact) for entry in setting.split())


def _service(entry: str, contact: str) -> Service:
    name, _mark, query = entry.partition("?")
    options: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    try:
        delay = float(options.pop("delay", _DELAY_S))
        make = import_string(name) if "." in name else get_geocoder_for_service(name)
        geocoder = make(user_agent=f"Strikeline/1 ({contact or 'no contact given'})", **options)
        limited = RateLimiter(
            lambda ask: ask(),
            min_delay_seconds=delay,
            error_wait_seconds=delay,
            max_retries=0,
            swallow_exceptions=False,
        )
    except (GeopyError, ImportError, TypeError, ValueError, AssertionError) as error:
        raise ImproperlyConfigured(f"STRIKELINE_GEOCODERS: “{name}”: {error}") from error
    host = getattr(geocoder, "domain", "").partition("/")[0].rpartition("@")[2]  # a key may stand in the rest
    return Service(f"{type(geocoder).__name__} ({host})" if host else type(geocoder).__name__, geocoder, limited)
