"""Online tiles are one setting away, and only their host is let in."""

import json
import os
import subprocess
import sys

from django.conf import settings

SHOW = """
import json, django; django.setup()
from django.conf import settings
print(json.dumps([settings.MAP_TILES, settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]]))
"""


def settings_with(**more: str) -> list:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **more}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_by_default_no_host_but_ours() -> None:
    tiles, images = settings_with()
    assert tiles is None
    assert images == ["'self'", "data:"]


def test_the_tiles_of_the_setting_come_from_their_host_alone() -> None:
    address = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    tiles, images = settings_with(STRIKELINE_TILES=address, STRIKELINE_TILES_CREDIT="© Example")
    assert tiles == {"url": address, "credit": "© Example"}
    assert images[-1] == "https://*.tiles.example"
