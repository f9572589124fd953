"""The mail server out of one address, `smtp://user:password@host:587`; `smtps` for TLS from the first byte."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TIMEOUT = 10  # seconds; whoever sends waits for it


def mail_settings(address: str) -> dict[str, Any]:
    """Django's settings of the server. `smtp` on port 587 starts TLS; on another port it does so with `smtp+tls`."""
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise ImproperlyConfigured("STRIKELINE_MAIL is smtp://user:password@host:port, or smtps:// or smtp+tls://")
    port = parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls" or (parts.scheme == "smtp" and port == 587),
        "EMAIL_TIMEOUT": TIMEOUT,
    }
