"""Asking other geocoders for a place, in the browser and with the real programs; they are a server on loopback."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.support.geocoders import Server
from tests.support.site import Site, copy_of_prepared


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with closing(Server()) as served:
        yield served


@pytest.fixture(scope="module")
def site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    setting = server.setting("nominatim", "photon")
    with Site(copy_of_prepared(tmp_path_factory.mktemp("site")), STRIKELINE_GEOCODERS=setting) as served:
        yield served


@pytest.mark.parametrize(("language", "width"), [("", 1366), ("/ar", 390)])
def test_an_answer_is_taken_over_with_who_gave_it(
    open_page: OpenPage, sign_in: Callable, screenshot: Callable, server: Server, language: str, width: int
) -> None:
    page = open_page(width=width, height=844)
    sign_in(page)
    page.goto(f"{language}/desk/places/new/?name=الزبيدية")
    asked = len(server.asked)
    page.locator("[name=place-name_ar]").press_sequentially(" الغربية", delay=10)
    page.locator(".small-button", has_text="Nominatim, Photon").click()
    answer = page.locator(".other-places button")
    expect(answer).to_contain_text("© OpenStreetMap contributors")
    expect(answer).to_contain_text("Nominatim (")
    screenshot(page, f"desk-place-elsewhere{language.replace('/', '-')}-{width}")
    answer.press("Enter")
    expect(page.locator("[name=place-latitude]")).to_have_value("35.05")
    expect(page.locator("[name=place-source_url]")).to_have_value("https://www.openstreetmap.org/node/4711")
    expect(page.locator(".drawn-point")).to_have_count(1)
    # One question, when the button was pressed; in the other language it is known already.
    assert len(server.asked) - asked == (0 if language else 1)
    if not language:
        page.click("form.claim-form button.primary")
        expect(page.locator(".message.success")).to_be_visible()


def test_in_the_form_of_a_claim(open_page: OpenPage, sign_in: Callable, server: Server) -> None:
    page = open_page()
    sign_in(page)
    page.goto("/desk/claims/new/")
    page.locator(".place-row summary").first.click()
    page.fill("[name=places-0-name]", "Zubayda")
    server.nominatim = []
    page.locator(".small-button", has_text="Nominatim, Photon").first.click()
    page.locator(".other-places button").click()
    expect(page.locator("[name=places-0-latitude]")).to_have_value("35.06")
    expect(page.locator("[name=places-0-precision]")).to_have_value("near")
    expect(page.locator("[name=places-0-place_id]")).to_have_value("")
