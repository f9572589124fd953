"""A village that the gazetteer lacks: marked in the report's text, added on the map, and found in the same report."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.test_desk_flow import paste, wait_for_claims

TEXT = "دير الزور - قصفت طائرة مجهولة فجر 14 آذار 2021 مستودعا في قرية الزبيدية قرب مدينة الميادين، وقتل ثلاثة مسلحين."


def select_by_keyboard(page: Page, first: str, last: str) -> None:
    """From the first word to the last, by arrow keys in the text's own direction."""
    words = TEXT.split()
    page.keyboard.press("t")
    for _word in words[: words.index(first) + 1]:
        page.keyboard.press("ArrowLeft")
    for _word in range(words.index(last) - words.index(first)):
        page.keyboard.press("Shift+ArrowLeft")


def test_a_missing_place_is_added_by_keyboard_and_found(
    open_page: OpenPage, sign_in: Callable[[Page], None], screenshot: Callable, complaints: list[str]
) -> None:
    page = open_page(locale="ar")
    sign_in(page)
    paste(page, TEXT, "Furat Post", "2021-03-15")
    wait_for_claims(page, 1)
    report = page.url
    assert "الزبيدية" not in page.locator(".claim-facts .place").first.inner_text()
    select_by_keyboard(page, "قرية", "الزبيدية")
    page.keyboard.press("Enter")
    expect(page.locator("[data-marking]")).to_be_visible()
    page.keyboard.press("ArrowUp")  # the last entry
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/places/new/\?"))
    assert page.input_value("[name=place-name_ar]") == "الزبيدية"
    assert page.input_value("[name=place-kind]") == "settlement"
    page.fill("[name=place-latitude]", "35.05")
    page.fill("[name=place-longitude]", "٤٠٫٥")
    page.fill("[name=place-radius_m]", "3000")
    page.keyboard.press("Tab")
    expect(page.locator(".drawn-point")).to_have_count(1)
    expect(page.locator(".drawn-reach")).to_have_count(1)
    # The area that it lies in, from the list.
    page.locator("[name=place-parent_name]").press_sequentially("دير الزور", delay=20)
    offered = page.locator("[name=place-parent_name] ~ .suggestions button")
    expect(offered.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=place-parent_id]")).not_to_have_value("")
    # Nothing says yet how it is known: what was typed stays, the map as well.
    page.click("form.claim-form button.primary")
    expect(page.locator(".field .error")).to_have_count(1)
    assert len(complaints) == 1 and "422" in complaints.pop()
    expect(page.locator(".drawn-point")).to_have_count(1)
    page.fill("[name=place-reason]", "Told by a resident.")
    screenshot(page, "desk-place-new")
    page.click("form.claim-form button.primary")
    page.wait_for_url(re.compile(r"/reports/\d+/"))
    assert page.url.split("#")[0] == report.split("#")[0]
    # The worker reads it again; the page follows by itself.
    expect(page.locator(".claim-facts .place", has_text="الزبيدية").first).to_be_visible(timeout=30_000)


def test_a_place_is_moved_on_the_map_and_the_move_taken_back(page: Page, sign_in: Callable[[Page], None]) -> None:
    sign_in(page)
    page.goto("/desk/places/?q=Albukamal")
    page.locator(".row-title").first.click()
    position = page.locator("dd .code").inner_text()
    page.get_by_role("link", name="Correct", exact=True).click()
    point = page.locator(".drawn-point")
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + 11, box["y"] + 11)
    page.mouse.down()
    page.mouse.move(box["x"] + 70, box["y"] + 40, steps=5)
    page.mouse.up()
    page.fill("[name=place-reason]", "A satellite picture.")
    page.click("form.claim-form button.primary")
    expect(page.locator(".message.success")).to_be_visible()
    assert page.locator("dd .code").inner_text() != position
    expect(page.locator(".history")).to_contain_text("A satellite picture.")
    page.get_by_role("button", name="Take the last change back").click()
    expect(page.locator("dd .code")).to_have_text(position)


def test_the_pages_fit_a_phone(open_page: OpenPage, sign_in: Callable[[Page], None], screenshot: Callable) -> None:
    page = open_page(width=390, height=844, locale="ar")
    sign_in(page)
    for name, address in (
        ("search", "/ar/desk/places/?q=الميادين"),
        ("place", "/ar/desk/places/173480/"),
        ("new", "/ar/desk/places/new/?name=الزبيدية"),
        ("correct", "/ar/desk/places/173480/correct/"),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        screenshot(page, f"desk-place-{name}-ar-390")
