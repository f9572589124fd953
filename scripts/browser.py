"""Find a Chrome or Chromium for the browser tests; as root on Debian, install chromium where there is none."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# What Playwright installs for itself, newest first.
PLAYWRIGHT = (".cache/ms-playwright", "Library/Caches/ms-playwright")
MISSING = "No Chrome or Chromium was found for the browser tests; install one (on Debian: apt install chromium)."


def find() -> str | None:
    """Path of a browser, or None. The variable BROWSER_PATH goes before everything."""
    given = os.environ.get("BROWSER_PATH")
    if given:
        return given if Path(given).exists() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for path in ELSEWHERE:
        if Path(path).exists():
            return path
    for folder in PLAYWRIGHT:
        found = sorted((Path.home() / folder).glob("chromium-*/chrome-*/chrome"), reverse=True)
        if found:
            return str(found[0])
    return None


def find_or_install() -> str | None:
    found = find()
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    print("Installing chromium for the browser tests", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # DejaVu has the Arabic letters that a bare box lacks.
    wanted = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
    for arguments in (["update", "-qq"], wanted):
        subprocess.run(["apt-get", *arguments], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return find()
