"""Where a request comes from: the address that the throttle counts by, and that the audit keeps."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The IP address of whoever asks; None where there is none to be had.

    Each proxy adds the address that it was asked from at the end of X-Forwarded-For, and what stands before is the
    client's own claim: so the address is as many from the end as there are proxies of ours (STRIKELINE_PROXIES).
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        address = forwarded[-settings.PROXIES].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
