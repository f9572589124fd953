"""Chromium for the map's benchmark, at the size that the issue names, and the page in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.figures import BenchmarkFailed
from scripts import browser

try:
    from playwright.sync_api import Error, sync_playwright
except ModuleNotFoundError:  # installed for the tests alone
    has_playwright = False
else:
    has_playwright = True
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE = (1366, 768)
MEASURES = Path(__file__).with_name("map_measures.js")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
# A frame as soon as there is something to paint, so that waiting for the screen is in no figure.
AT_ONCE = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
SECONDS = 120


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    if not has_playwright:
        raise BenchmarkFailed("playwright is missing: it comes with the tests' packages (`make test`)")
    path = browser.find()
    if not path:
        raise BenchmarkFailed(browser.MISSING)
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=[*QUIET, *options])
        try:
            yield opened
        except Error as error:
            raise BenchmarkFailed(f"the browser: {error.message.splitlines()[0]}") from None
        finally:
            opened.close()


def new_page(opened: Browser) -> Page:
    page = opened.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="en")
    page.set_default_timeout(SECONDS * 1000)
    return page


def show(page: Page, address: str) -> None:
    """Our map with all of its data, ready to be measured."""
    page.goto(address)
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    page.evaluate(MEASURES.read_text())
    # Lists and names come a moment after the map; what is measured is a page at rest.
    page.wait_for_timeout(1000)


def look(page: Page, query: str) -> None:
    """What a link with that query shows, without loading the page again."""
    page.evaluate(
        "async (query) => { history.replaceState(null, '', '/?' + query); dispatchEvent(new PopStateEvent('popstate'));"
        # Figures that follow the dates are written ten times a second.
        " await measures.painted(); await new Promise((done) => setTimeout(done, 150)); await measures.painted(); }",
        query,
    )


def memory(page: Page) -> float:
    """Megabytes of the heap and of all buffers, after what nobody holds was given back."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = session.send("Runtime.getHeapUsage")
    session.detach()
    return float(used["usedSize"] + used["backingStorageSize"]) / 1e6


def p95(took: list[float]) -> float:
    return float(np.percentile(took, 95))
