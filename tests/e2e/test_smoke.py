"""The first page and the way in: served, in both languages, with nothing that the browser complains of."""

import pytest

from tests.e2e.conftest import OpenPage


@pytest.mark.parametrize(("address", "direction"), [("/", "ltr"), ("/ar/", "rtl")])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_first_page(open_page: OpenPage, address: str, direction: str, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    answer = page.goto(address, wait_until="networkidle")
    assert answer and answer.status == 200
    assert page.locator("html").get_attribute("dir") == direction
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
