"""The whole way of an editor in a real browser: sign in, paste, check the words, accept, publish, see it in public."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.drawn import ANY_MARK, told_by_the_bar, write_map_data
from tests.support.site import Site, manage

# An emoji of two UTF-16 units before every span, and the line ends of a form on Windows.
TEXT = (
    "🚨🚨 دير الزور - قصفت طائرة مجهولة الهوية فجر 14 آذار 2021 مستودعا للذخيرة في مدينة الميادين.\r\n"
    "وأسفر القصف عن مقتل ثلاثة مسلحين وإصابة خمسة آخرين، بحسب مصادر محلية.\r\n"
)


def paste(page: Page, text: str, source: str, published: str) -> None:
    page.goto("/desk/reports/new/")
    page.fill("[name=text]", text)
    page.fill("[name=source_name]", source)
    page.fill("[name=published_on]", published)
    page.click(".paste-form button.primary")
    page.wait_for_url(re.compile(r"/desk/reports/\d+/"))


def extracted(site: Site, folder: Path, text: str, published: str) -> list[dict]:
    """What the command line finds in the same text."""
    file = folder / "report.txt"
    file.write_bytes(text.encode())
    done = manage(site.data, "extract", str(file), "--published", published, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["claims"]


HIGHLIGHTS = """() => {
  const found = {};
  let at = 0;
  const text = document.querySelector("[data-report-text]");
  for (const node of text.childNodes) {
    const length = Array.from(node.textContent).length;  // code points
    for (const span of node.dataset?.spans?.split(" ") ?? []) {
      found[span] = [found[span]?.[0] ?? at, at + length];
    }
    at += length;
  }
  return Array.from(document.querySelectorAll("[data-claim]"), (card) =>
    Array.from(card.querySelectorAll("[data-span]"), (quote) =>
      [quote.closest("li").className.replace("field-", ""), ...found[quote.dataset.span]]));
}"""


def highlighted(page: Page) -> list[set[tuple[str, int, int]]]:
    """For each claim its highlights as (field, start, end) in code points, read off the page."""
    return [{(field, start, end) for field, start, end in spans} for spans in page.evaluate(HIGHLIGHTS)]


def told(claims: list[dict]) -> list[set[tuple[str, int, int]]]:
    return [{(span["field"], span["start"], span["end"]) for span in claim["spans"]} for claim in claims]


def wait_for_claims(page: Page, number: int) -> None:
    """They appear by themselves: the page is not loaded again."""
    expect(page.locator("[data-claim]")).to_have_count(number, timeout=30_000)


def accept_and_publish(page: Page, card: int) -> str:
    page.locator("[data-claim]").nth(card).locator("[data-key=a] button").click()
    page.wait_for_load_state()
    page.locator("[data-claim]").nth(card).locator(".claim-actions a.primary").click()
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator(".message.success")).to_be_visible()
    return page.locator(".review-facts .code").inner_text()


def test_a_pasted_report_is_read_checked_and_published(
    page: Page, site: Site, sign_in: Callable[[Page], None], tmp_path: Path, screenshot: Callable
) -> None:
    sign_in(page)
    page.evaluate("window.stillHere = true")
    paste(page, TEXT, "Furat Post", "2021-03-15")
    claims = extracted(site, tmp_path, TEXT, "2021-03-15")
    assert claims
    page.evaluate("window.stillHere = true")
    wait_for_claims(page, len(claims))
    assert highlighted(page) == told(claims)
    # What is selected is what is stored: the page's text is the report's, to the character.
    assert page.locator("[data-report-text]").evaluate("text => text.textContent") == TEXT.replace("\r\n", "\n")
    screenshot(page, "desk-review")
    code = accept_and_publish(page, 0)
    page.goto(f"/incidents/{code}/")
    expect(page.locator("main")).to_contain_text("Furat Post")
    assert code in page.request.get("/api/v1/incidents.geojson?from=2021-03-14&to=2021-03-14").text()


@pytest.mark.shared
def test_the_three_claims_of_the_seed_article_reach_the_map(
    page: Page, site: Site, sign_in: Callable[[Page], None], shared: Path, tmp_path: Path, screenshot: Callable
) -> None:
    text = (shared / "seed" / "article.ar.txt").read_bytes().decode()
    claims = extracted(site, tmp_path, text, "2020-07-01")
    sign_in(page)
    paste(page, text, "Seed", "2020-07-01")
    wait_for_claims(page, 3)
    assert highlighted(page) == told(claims)
    screenshot(page, "desk-review-seed")
    review = page.url
    codes = []
    for card in range(3):
        page.goto(review)
        codes.append(accept_and_publish(page, card))
    features = page.request.get("/api/v1/incidents.geojson?limit=1000").json()["features"]
    published = {feature["properties"]["code"]: feature["properties"] for feature in features}
    strike, taji, june = (published[code] for code in codes)
    assert (strike["date_start"], strike["precision"], strike["not_after"]) == (None, "near", "2020-07-01")
    assert (june["date_start"], june["date_end"], june["precision"]) == ("2020-06-01", "2020-06-10", "region")
    assert taji["date_start"] == "2020-03-01"
    write_map_data(site, page.request.get("/map/version.json").json()["version"])
    drawn_in_time_and_place(page, *codes)
    screenshot(page, "map-seed")


def drawn_in_time_and_place(page: Page, strike: str, taji: str, june: str) -> None:
    """The first in no bin but on the map, the second in each day of March, the third in ten days of June."""
    page.goto("/?from=2020-03-01&to=2020-06-30&timeline=2020-03-01/2020-06-30")
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    expect(page.locator(f"#undated-list [data-code={strike}]")).to_have_count(1)
    expect(page.locator(f"#drawer-groups [data-code={june}]")).to_have_count(1)
    sight = (dt.date(2020, 3, 1), dt.date(2020, 6, 30))
    counts = {(3, 1): 1, (3, 15): 1, (3, 31): 1, (4, 1): 0, (5, 31): 0, (6, 1): 1, (6, 10): 1, (6, 11): 0}
    for (month, day), count in counts.items():
        assert told_by_the_bar(page, dt.date(2020, month, day), sight).endswith(f"2020: {count}")
    for code in (strike, taji, june):
        page.locator(f"#incident-list [data-code={code}]").click()
        page.wait_for_function(ANY_MARK)


def test_words_are_marked_by_keyboard_after_an_emoji(page: Page, sign_in: Callable[[Page], None]) -> None:
    sign_in(page)
    text = "🚨 Shelling hit a village near Raqqa on 3 May 2021.\r\nNobody was hurt, the mayor said."
    paste(page, text, "Wire", "2021-05-04")
    wait_for_claims(page, 1)
    page.keyboard.press("t")
    words = ["🚨", "Shelling", "hit", "a", "village", "near", "Raqqa", "on", "3", "May", "2021.", "Nobody"]
    for _word in words:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("[data-mark=casualty]").click()
    expect(page.locator(".message")).to_be_visible()
    start = text.replace("\r\n", "\n").index("Nobody")
    assert ("casualty", start, start + 6) in highlighted(page)[0]
