"""One address for one page: what two people paste for the same article becomes the same string."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from incidents.errors import Refused

MAXIMUM_LENGTH = 1000
_NOT_IN_AN_ADDRESS = re.compile(r"[\s\\<>\"\x00-\x1f\x7f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What campaigns and social networks append; never part of which page it is.
_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|twclid|yclid)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The canonical form of an http(s) address, empty for an empty one. Refused for anything else."""
    url = url.strip()
    if not url:
        return ""
    if _NOT_IN_AN_ADDRESS.search(url):
        raise Refused(_("The address holds a character that no address may hold."), "url")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused(_("This is not an address."), "url") from None
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise Refused(_("Only addresses that start with http:// or https:// are accepted."), "url")
    canonical = urlunsplit(
        SplitResult(
            scheme=parts.scheme,
            netloc=_host(host) + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else ""),
            path=quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"),
            query=_without_tracking(parts.query),
            fragment="",
        )
    )
    if len(canonical) > MAXIMUM_LENGTH:
        raise Refused(_("The address is too long."), "url")
    return canonical


def _host(host: str) -> str:
    if ":" in host:  # an IPv6 address
        return f"[{host}]"
    try:
        return host.rstrip(".").encode("idna").decode()
    except UnicodeError:
        raise Refused(_("This is not an address."), "url") from None


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.match(pair[0])]
    # Written anew only where something was dropped: rewriting could change what the server understands.
    return urlencode(kept) if len(kept) < len(pairs) else quote(query, safe="/%:@!$&'()*+,;=~-._?")
