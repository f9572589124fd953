"""The public map in a real browser: drawn by precision, in time, and shared by its address."""

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from incidents.models import Incident
from incidents.published import bump, published_version
from tests.e2e.conftest import OpenPage
from tests.e2e.drawn import ALPHA, ANY_MARK, SPOT, alpha, click, is_drawn, told_by_the_bar, write_map_data
from tests.factories import ClaimFactory, ClaimSpanFactory, IncidentFactory
from tests.support.site import Site, database_in

DEPOT, DESERT, EAST = (33.9, 38.1), (35.0, 40.4), (36.4, 39.2)

UNDATED, RANGE, POINT, TWIN, SOMEWHERE = (f"SY-2012-90{number:02d}" for number in range(1, 6))
# A year that no demo report tells of, so that the window alone selects these.
SPRING = "from=2012-03-01&to=2012-05-31"


@pytest.fixture(scope="module", autouse=True)
def known_incidents(site: Site, django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """One without a date, a range in a region, two at one spot, one known to its country only."""
    with django_db_blocker.unblock(), database_in(site.data):
        IncidentFactory(
            code=UNDATED,
            title_en="Undated strike",
            date_start=None,
            date_end=None,
            not_after=dt.date(2012, 7, 1),
            latitude=DESERT[0],
            longitude=DESERT[1],
            precision="near",
            radius_m=25_000,
        )
        IncidentFactory(
            code=RANGE,
            title_en="Strikes in the east",
            date_start=dt.date(2012, 4, 28),
            date_end=dt.date(2012, 5, 3),
            latitude=EAST[0],
            longitude=EAST[1],
            precision="region",
            radius_m=90_000,
        )
        for code, title, kind in ((POINT, "Attack on a depot", "drone_strike"), (TWIN, "Second attack", "clash")):
            incident = IncidentFactory(
                code=code,
                title_en=title,
                kind=kind,
                date_start=dt.date(2012, 3, 11),
                latitude=DEPOT[0],
                longitude=DEPOT[1],
                radius_m=100,
                precision="exact",
            )
            ClaimSpanFactory(claim=ClaimFactory(incident=incident, state="accepted"))
        IncidentFactory(code=SOMEWHERE, title_en="Somewhere", date_start=dt.date(2012, 3, 20), precision="country")
        bump()
        write_map_data(site, published_version().number, Incident.objects.published().count())
        yield
        Incident.objects.filter(code__startswith="SY-2012-90").update(is_deleted=True)


def opened(page: Page, query: str = SPRING, prefix: str = "") -> Page:
    page.goto(f"{prefix}/?{query}")
    page.wait_for_selector("#explorer[data-ready]", state="attached")
    return page


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_each_is_drawn_as_precisely_as_it_is_known(page: Page) -> None:
    opened(page)
    is_drawn(page, "areas", EAST)
    # A solid point; around a place of which no more is known an area without a dot.
    assert alpha(page, "symbols", DEPOT, right=4) == 255
    assert 0 < alpha(page, "symbols", DESERT) < 100
    assert alpha(page, "symbols", EAST) == 0
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 4")
    drawer = page.locator("#drawer-groups")
    for code in (RANGE, SOMEWHERE):
        expect(drawer.locator(f"[data-code={code}]")).to_have_count(1)
    expect(page.locator("[data-reason]")).to_have_count(3)


def test_the_undated_is_on_the_map_and_in_its_own_count(page: Page) -> None:
    opened(page)
    expect(page.locator(f"#undated-list [data-code={UNDATED}]")).to_contain_text("reported by 1 Jul 2012")
    page.locator(f"#incident-list [data-code={UNDATED}]").click()
    page.wait_for_function(ANY_MARK)
    # After the day on which it was reported it cannot have happened.
    opened(page, "from=2012-07-02&to=2012-12-31")
    expect(page.locator(f"[data-code={UNDATED}]")).to_have_count(0)


def test_a_range_is_in_each_bin_that_it_overlaps_and_the_undated_in_none(page: Page) -> None:
    opened(page, f"{SPRING}&timeline=2012-03-01/2012-06-30")
    expect(page.locator(".timeline-chart path.possible[d^=M]").first).to_be_attached()
    # 11 March has two, 20 March one, and six days of the range one each.
    counts = {(3, 11): 2, (3, 12): 0, (3, 20): 1, (4, 27): 0, (4, 28): 1, (5, 3): 1, (5, 4): 0}
    sight = (dt.date(2012, 3, 1), dt.date(2012, 6, 30))
    for (month, day), count in counts.items():
        assert told_by_the_bar(page, dt.date(2012, month, day), sight).endswith(f"2012: {count}")


def test_several_at_one_spot_open_as_a_list_and_lead_to_one_with_its_words(page: Page) -> None:
    opened(page)
    is_drawn(page, "symbols", DEPOT)
    click(page, DEPOT)
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading")).to_have_text("Incidents here: 2")
    panel.locator(f"[data-code={POINT}]").click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Attack on a depot")
    expect(panel.locator("q.quote")).to_contain_text("Aircraft struck")
    assert panel.locator('a[rel="noopener nofollow"]').get_attribute("href").startswith("https://")
    assert query_of(page)["incident"] == [POINT]


def test_escape_closes_and_back_opens_again(page: Page) -> None:
    opened(page)
    page.locator(f"#incident-list [data-code={TWIN}]").click()
    expect(page.locator("#card-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#incident-list").locator(f"[data-code={TWIN}]")).to_be_visible()
    page.go_back()
    expect(page.locator("#card-title")).to_have_text("Second attack")


def test_the_brush_by_keyboard(page: Page) -> None:
    opened(page)
    end = page.get_by_role("slider", name="Last day shown")
    end.focus()
    for _ in range(2):
        page.keyboard.press("PageDown")
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 0")
    page.wait_for_url(re.compile("to=2012-03-01|to=2011"))
    page.get_by_role("button", name="All dates").click()
    expect(page.locator("#window-label")).to_have_text("All dates")


def test_the_brush_by_pointer(page: Page) -> None:
    opened(page, f"{SPRING}&timeline=2012-01-01/2012-12-31")
    box = page.locator("#timeline-chart").bounding_box()
    middle = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * 0.7, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, middle, steps=5)
    page.mouse.up()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 0")
    page.wait_for_url(re.compile("from=2012-1"))
    page.go_back()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 4")


def test_time_plays_and_stops(page: Page) -> None:
    opened(page, f"{SPRING}&timeline=2012-01-01/2012-12-31")
    label = page.locator("#window-label")
    before = label.text_content()
    page.get_by_role("button", name="Play").click()
    expect(label).not_to_have_text(before or "")
    page.get_by_role("button", name="Pause").click()
    stopped = label.text_content()
    page.wait_for_url(lambda address: "from=2012-03-01" not in address)
    page.get_by_role("button", name="Step back").click()
    expect(label).not_to_have_text(stopped or "")


def test_a_link_shows_what_its_sender_saw_in_the_other_language_too(page: Page, open_page: OpenPage) -> None:
    opened(page)
    page.locator("input[value=clash]").check()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 1")
    page.wait_for_url(re.compile("kind=clash"))
    arabic = open_page(locale="ar")
    arabic.goto(page.locator(".language-switch a").get_attribute("href"))
    arabic.wait_for_selector("#explorer[data-ready]", state="attached")
    assert arabic.locator("html").get_attribute("dir") == "rtl"
    assert arabic.locator("input[value=clash]").is_checked()
    assert query_of(arabic) == query_of(page)
    expect(arabic.locator("#incident-list button")).to_have_count(1)


def test_go_to_a_place_in_either_script(page: Page) -> None:
    opened(page)
    box = page.get_by_role("combobox")
    for typed in ("الميادين", "Mayad"):
        box.fill(typed)
        expect(page.locator("#go-to-options [role=option]").first).to_be_visible()
        box.press("ArrowDown")
        box.press("ArrowUp")
        box.press("Enter")
        page.wait_for_url(re.compile(r"map=1[0-2]/3[45]\.\d+/40\.\d+"))
        page.goto(f"/?{SPRING}")
        page.wait_for_selector("#explorer[data-ready]", state="attached")


def test_data_that_do_not_come_are_asked_for_again(page: Page, complaints: list[str]) -> None:
    failing = re.compile(r"/map/data/")

    def abort(route: Route) -> None:
        route.abort()

    page.route(failing, abort)
    page.goto(f"/?{SPRING}")
    message = page.locator("#stage-message")
    expect(message).to_contain_text("could not be loaded")
    page.unroute(failing, abort)
    message.get_by_role("button").click()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 4")
    assert all("/map/data/" in line or "ERR_FAILED" in line or "could not be loaded" in line for line in complaints)
    complaints.clear()


def test_nothing_that_matches_says_so_and_leads_out(page: Page) -> None:
    opened(page, "from=1999-01-01&to=1999-12-31&kind=other")
    message = page.locator("#stage-message")
    expect(message).to_contain_text("No incident matches")
    message.get_by_role("button").click()
    expect(message).to_be_hidden()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_on_the_phone_the_list_and_the_incident_are_sheets(open_page: OpenPage, prefix: str) -> None:
    page = opened(open_page(width=390, height=844), prefix=prefix)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#sidebar")).to_be_hidden()
    page.locator("#sidebar-toggle").click()
    page.locator(f"#incident-list [data-code={POINT}]").click()
    expect(page.locator("#sidebar")).to_be_hidden()
    panel = page.locator("#panel")
    expect(panel.locator("#card-title")).to_be_visible()
    box = panel.bounding_box()
    assert box["x"] == 0 and box["width"] == 390 and box["y"] + box["height"] == 844
    # The spot of the incident lies above the sheet.
    page.wait_for_function(
        f"spot => ({SPOT})(spot).y < document.querySelector('#panel').getBoundingClientRect().top", arg=list(DEPOT)
    )
    is_drawn(page, "marks", DEPOT, right=10)


def test_the_focus_of_the_list_is_seen_on_the_map(page: Page) -> None:
    opened(page)
    assert alpha(page, "marks", DEPOT, right=10) == 0
    page.locator(f"#incident-list [data-code={POINT}]").focus()
    is_drawn(page, "marks", DEPOT, right=10)
    page.get_by_role("combobox").focus()
    page.wait_for_function(f"asked => ({ALPHA})(asked) === 0", arg=["marks", *DEPOT, 10])


def test_the_incidents_can_be_read_without_javascript(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="All incidents").first.click()
    page.get_by_role("link", name="Attack on a depot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attack on a depot")
    expect(page.locator("q.quote").first).to_be_visible()


def test_back_while_time_plays_stops_it_where_one_was_before(page: Page) -> None:
    opened(page)
    page.locator("#incident-list").locator(f"[data-code={TWIN}]").click()
    page.wait_for_url(re.compile(f"incident={TWIN}"))
    before = page.locator("#window-label").text_content()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#window-label")).not_to_have_text(before or "")
    page.go_back()
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#window-label")).to_have_text(before or "")
    assert query_of(page)["from"] == ["2012-03-01"]


def test_a_link_with_one_day_alone_shows_what_the_server_counts(page: Page) -> None:
    opened(page, "to=2012-05-31")
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 4")


def test_back_leaves_a_link_that_is_not_written_as_we_write_it(page: Page) -> None:
    page.goto("/ar/")
    opened(page, f"{SPRING}&map=6/35/39&utm_source=mail")
    page.locator("input[name=kind][value=clash]").check()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 1")
    page.go_back()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 4")
    page.go_back()
    page.wait_for_url(re.compile("/ar/"))


def test_a_link_with_one_day_keeps_it_on_a_slow_line(page: Page) -> None:
    release: list[Route] = []
    page.route("**/map/data/manifest.json", lambda route: release.append(route))
    page.goto("/?to=2012-05-31&map=7/35.0000/39.0000")
    # The address is written anew while the data are on their way.
    page.wait_for_url(lambda address: "to=" not in address)
    release[0].continue_()
    expect(page.locator("#figure-dated")).to_have_text("In these dates: 4")


def test_a_choice_is_in_the_address_and_its_links_also_while_time_plays(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Play").click()
    page.locator("input[name=kind][value=clash]").check()
    page.wait_for_url(re.compile("kind=clash"))
    expect(page.locator(".language-switch a").first).to_have_attribute("href", re.compile("kind=clash"))
    expect(page.locator("a[data-carries-filter]")).to_have_attribute("href", re.compile("kind=clash"))


def test_escape_closes_the_panel_from_wherever_one_is_and_gives_the_row_its_focus_back(page: Page) -> None:
    opened(page)
    row = page.locator("#incident-list").locator(f"[data-code={TWIN}]")
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_have_text("Second attack")
    expect(row).to_have_attribute("aria-current", "true")
    page.locator("#panel .facts").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(row).to_be_focused()
    expect(row).not_to_have_attribute("aria-current", "true")


def test_the_menu_of_playing_closes_by_escape_and_by_a_click_beside_it(page: Page) -> None:
    opened(page)
    menu = page.locator(".play-options")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("#window-label").click()):
        menu.locator("summary").click()
        expect(menu).to_have_attribute("open", "")
        close()
        expect(menu).not_to_have_attribute("open", "")
