"""A served site, a real browser, and a page that forgives nothing: no warning, no error, no foreign request."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Playwright, Request, sync_playwright

from scripts import browser as browsers
from tests.support.site import Site, copy_of_prepared

# Playwright's synchronous face runs an event loop in the test's thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SCREENSHOTS = settings.BASE_DIR / "var" / "screenshots"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks of another host fails, and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("e2e")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = browsers.find()
    if not path:
        pytest.fail(browsers.MISSING, pytrace=False)
    started = playwright.chromium.launch(executable_path=path, args=OPTIONS)
    yield started
    started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Strikeline as `make run` serves it, with gazetteer and demo; one for each file of tests."""
    with Site(copy_of_prepared(tmp_path_factory.mktemp("site"))) as served:
        yield served


@pytest.fixture
def complaints() -> list[str]:
    """What the browser said against the pages; a test that expects some takes just those out."""
    return []


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, browser: Browser, site: Site, complaints: list[str]
) -> Iterator[OpenPage]:
    """Opens a page in a context of its own: `open_page(width=390, height=844, locale="ar")`. Addresses are relative."""
    pages: list[Page] = []

    def watch(asked: Request) -> None:
        address = urlsplit(asked.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != urlsplit(site.url).netloc:
            complaints.append(f"asked another host: {asked.url}")

    def opened(width: int = 1366, height: int = 768, locale: str = "en", **options: object) -> Page:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": height}, locale=locale, **options
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        context.on("request", watch)
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.on(
            "console",
            lambda line: line.type in ("error", "warning") and complaints.append(f"console {line.type}: {line.text}"),
        )
        pages.append(page)
        return page

    yield opened
    if request.node.stash.get(FAILED, True):
        for number, page in enumerate(pages):
            photograph(page, f"failed-{request.node.name}-{number}")
    for page in pages:
        page.context.close()
    assert not complaints


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop window in English, nobody signed in."""
    return open_page()


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page], None]:
    """Signs the demo editor in by the form."""

    def signed_in(page: Page) -> None:
        page.goto("/desk/sign-in/")
        page.fill("input[name=username]", settings.DEMO_EDITOR)
        page.fill("input[name=password]", site.password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda address: "sign-in" not in address)

    return signed_in


def photograph(page: Page, name: str) -> Path:
    """A picture of the window in var/screenshots; the name may hold anything."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{''.join(letter if letter.isalnum() else '-' for letter in name)}.png"
    page.screenshot(path=path)
    return path


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    return photograph
