"""What an editor does with a claim: by key, on the map, and while somebody else does it too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.test_desk_flow import paste, wait_for_claims

TEXT = (
    "An air strike hit a depot in Mayadin on 3 May 2021, killing two fighters.\n"
    "Earlier, on 9 April 2021, a drone strike near Albukamal wounded four people.\n"
)


@pytest.fixture
def review(page: Page, sign_in: Callable[[Page], None], request: pytest.FixtureRequest) -> Page:
    """The review page of a report of its own, with its two claims."""
    sign_in(page)
    # A source of its own: one that has nearly the text already would be asked about.
    paste(page, f"{TEXT}{request.node.name}", f"Wire of {request.node.name}", "2021-05-04")
    wait_for_claims(page, 2)
    return page


def focused(page: Page) -> str:
    return page.locator(".claim.is-focused").get_attribute("id") or ""


def test_keys_move_reject_and_undo(review: Page) -> None:
    first, second = (card.get_attribute("id") for card in review.locator("[data-claim]").all())
    assert focused(review) == first
    review.keyboard.press("j")
    assert focused(review) == second
    review.keyboard.press("r")
    expect(review.locator(f"#{second}")).to_have_class(re.compile("state-rejected"))
    assert focused(review) == second, "the claim stays in focus after the answer"
    review.keyboard.press("u")
    expect(review.locator(f"#{second}")).to_have_class(re.compile("state-proposed"))
    assert focused(review) == second, "the new page hears the keys"
    review.keyboard.press("k")
    review.keyboard.press("?")
    expect(review.locator("[data-help]")).to_be_visible()
    review.keyboard.press("r")
    # No key acts behind the help.
    expect(review.locator(f"#{first}")).to_have_class(re.compile("state-proposed"))


def double_click_word(page: Page, word: str) -> None:
    """Select a word of the report's text by mouse."""
    spot = page.locator("[data-report-text]").evaluate(
        """(text, word) => {
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            const box = range.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
          }
        }""",
        word,
    )
    page.mouse.dblclick(*spot)


def test_words_are_marked_and_unmarked_by_mouse(review: Page) -> None:
    quotes = review.locator("[data-claim]").first.locator(".quotes li")
    before = quotes.count()
    double_click_word(review, "depot")
    expect(review.locator("[data-marking]")).to_be_visible()
    expect(review.locator("[data-unmark]")).to_be_hidden()
    review.locator("[data-mark=actor]").click()
    expect(quotes).to_have_count(before + 1)
    double_click_word(review, "depot")
    review.locator("[data-unmark]").click()
    expect(quotes).to_have_count(before)


def test_the_marking_menu_gives_way(review: Page) -> None:
    menu = review.locator("[data-marking]")
    double_click_word(review, "depot")
    expect(menu).to_be_visible()
    review.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    double_click_word(review, "depot")
    expect(menu).to_be_visible()
    review.locator("h1").click()
    expect(menu).to_be_hidden()
    double_click_word(review, "depot")
    expect(menu).to_be_visible()
    box = review.locator("[data-report-text]").bounding_box()
    assert box
    review.mouse.move(box["x"] + 5, box["y"] + 5)
    review.mouse.down()
    expect(menu).to_be_hidden()
    review.mouse.up()


def test_a_claim_is_linked_by_one_key_to_the_incident_that_it_probably_is(review: Page) -> None:
    review.keyboard.press("a")
    expect(review.locator("[data-claim]").first.locator(".claim-actions a.primary")).to_be_visible()
    code = review.locator("[data-claim]").first.locator(".claim-head .code").inner_text()
    paste(review, f"{TEXT}Another outlet tells the same.", "Another wire", "2021-05-04")
    wait_for_claims(review, 2)
    expect(review.locator("[data-claim]").first.locator(".likely .reasons")).to_contain_text("the same place")
    review.keyboard.press("l")
    expect(review.locator("[data-claim]").first.locator(".claim-head .code")).to_have_text(code)


def test_an_area_is_drawn_and_saved(review: Page, screenshot: Callable) -> None:
    review.keyboard.press("e")
    review.wait_for_url(re.compile("/correct/"))
    field = review.locator("[data-drawn-place]").first
    field.scroll_into_view_if_needed()
    review.clock.install()
    review.locator(".leaflet-draw-draw-polygon").first.click()
    box = field.locator("[data-map]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    corners = [(60, -60), (200, -60), (180, 20), (60, -60)]  # clear of the toolbar's own buttons
    for number, (right, down) in enumerate(corners, start=1):
        # Leaflet.draw takes no corner within 50 ms of the last one.
        review.clock.fast_forward(50)
        review.mouse.move(x + right, y + down)
        review.mouse.down()
        review.mouse.up()
        if number < len(corners):
            expect(field.locator(".leaflet-editing-icon")).to_have_count(number)
    expect(field.locator("textarea")).to_have_value(re.compile("Polygon"))
    expect(review.locator("[name=places-0-latitude]")).to_have_value("")
    screenshot(review, "desk-drawn")
    review.select_option("[name=places-0-precision]", "near")
    review.fill("[name=places-0-name]", "Fields near Mayadin")
    review.click(".claim-form button.primary")
    expect(review.locator(".message.success")).to_be_visible()
    shapes = review.locator("#review-shapes").evaluate("element => JSON.parse(element.textContent)")
    assert shapes[0]["area"]["type"] == "Polygon"
    assert shapes[0]["radius_m"] > 0


def test_adding_a_row_opens_the_empty_one_that_was_hidden(review: Page) -> None:
    review.keyboard.press("e")
    review.wait_for_url(re.compile("/correct/"))
    for rows in ("places", "actors"):
        button, total = review.locator(f"[data-add-row={rows}]"), review.locator(f"[name={rows}-TOTAL_FORMS]")
        blank = int(total.input_value()) - 1
        button.click()
        expect(review.locator(f"[name={rows}-{blank}-name]")).to_be_focused()
        expect(total).to_have_value(str(blank + 1))
        review.fill(f"[name={rows}-{blank}-name]", "A name")
        button.click()
        expect(review.locator(f"[name={rows}-{blank + 1}-name]")).to_be_focused()


def test_a_point_is_moved_by_its_numbers_in_arabic_digits(review: Page) -> None:
    review.keyboard.press("e")
    review.wait_for_url(re.compile("/correct/"))
    review.fill("[name=places-0-latitude]", "٣٥٫٠٣")
    review.locator("[name=places-0-longitude]").focus()
    expect(review.locator("[name=places-0-drawn]")).to_have_value(re.compile(r"35\.03\]"))
    review.click(".claim-form button.primary")
    expect(review.locator(".message.success")).to_be_visible()


def test_two_editors_at_once_see_both_versions(
    review: Page, open_page: OpenPage, sign_in: Callable[[Page], None], complaints: list[str]
) -> None:
    other = open_page()
    sign_in(other)
    other.goto(review.url)
    review.keyboard.press("e")
    review.wait_for_url(re.compile("/correct/"))
    other.keyboard.press("r")
    expect(other.locator(".message.success")).to_be_visible()
    other.keyboard.press("u")
    expect(other.locator(".claim.is-focused .tag.state-proposed")).to_be_visible()
    review.fill("[name=time_of_day]", "at dawn")
    review.click(".claim-form button.primary")
    expect(review.locator(".conflict")).to_contain_text("at dawn")
    expect(review.locator("[name=time_of_day]")).to_have_value("at dawn")
    review.click(".claim-form button.primary")
    expect(review.locator(".message.success")).to_be_visible()
    # The browser notes the answer 409 as a failed resource.
    complaints[:] = [line for line in complaints if "409" not in line]


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_review_page_fits_its_window(
    open_page: OpenPage, sign_in: Callable[[Page], None], screenshot: Callable, prefix: str, width: int, height: int
) -> None:
    page = open_page(width=width, height=height)
    sign_in(page)
    paste(page, f"{TEXT}{prefix}{width}", f"Wire {prefix}{width}", "2021-05-04")
    wait_for_claims(page, 2)
    address = page.url.replace("/desk/", f"{prefix}/desk/", 1)
    page.goto(address, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    screenshot(page, f"desk-review-{prefix.strip('/') or 'en'}-{width}")
