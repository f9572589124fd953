"""The pages of a history fit their window in both languages, and a keyboard opens what they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_history_of_an_incident(
    open_page: OpenPage, sign_in: Callable[[Page], None], screenshot: Callable, prefix: str, width: int, height: int
) -> None:
    page = open_page(width=width, height=height)
    sign_in(page)
    page.goto(f"{prefix}/desk/")
    page.locator("a[href*='/desk/incidents/']").first.click()
    record = page.url
    page.locator("a[href*='/desk/history/incident/']").last.click()
    history = page.url
    page.locator(".history summary").first.press("Enter")
    expect(page.locator(".history details").first).to_have_attribute("open", "")
    name = f"{prefix.strip('/') or 'en'}-{width}"
    for shown in ("", "1/", "1/restore/", "compare/?from=1&to=2"):
        page.goto(f"{history}{shown}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), shown
        screenshot(page, f"desk-history-{name}-{shown}")
    page.goto(f"{record}?as_of=2100-01-01")
    expect(page.locator(".as-of")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
