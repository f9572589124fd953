"""The filters of the public map: what each choice would give, words, a drawn area, and time that plays."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from incidents.models import Incident
from incidents.published import bump, published_version
from tests.e2e.conftest import OpenPage
from tests.e2e.drawn import write_map_data
from tests.factories import IncidentFactory
from tests.support.site import Site, database_in

YEAR = "from=2013-01-01&to=2013-12-31"
NORTH, SOUTH, FAR = (f"SY-2013-90{number:02d}" for number in range(1, 4))


@pytest.fixture(scope="module", autouse=True)
def known_incidents(site: Site, django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Two air strikes and a shelling, in a year that no demo report tells of."""
    rows = (
        (NORTH, "air_strike", "likely", 3, dt.date(2013, 2, 1), 36.2),
        (SOUTH, "air_strike", "contested", 12, dt.date(2013, 4, 1), 33.1),
        (FAR, "shelling", "likely", None, dt.date(2013, 6, 1), 33.2),
    )
    with django_db_blocker.unblock(), database_in(site.data):
        for code, kind, status, killed, day, latitude in rows:
            IncidentFactory(
                code=code,
                kind=kind,
                title_en=f"The bridge of {code}",
                search_text=f"the bridge of {code.lower()}" if kind == "air_strike" else "",
                strike_status=status,
                killed_min=killed,
                killed_max=killed,
                date_start=day,
                latitude=latitude,
                longitude=38.0,
                radius_m=100,
                precision="exact",
            )
        bump()
        write_map_data(site, published_version().number, Incident.objects.published().count())
        yield


def opened(page: Page, query: str = YEAR, prefix: str = "") -> None:
    page.goto(f"{prefix}/?{query}")
    page.wait_for_selector("#explorer[data-ready]", state="attached")


def shown(page: Page, count: int) -> None:
    expect(page.locator("#figure-dated")).to_have_text(f"In these dates: {count}")


def unfold(page: Page, name: str) -> None:
    page.locator(f"details[data-filter={name}] > summary").click()


def test_a_choice_says_what_it_would_give_under_all_other_filters(page: Page) -> None:
    opened(page, f"{YEAR}&kind=air_strike")
    shown(page, 2)
    kinds = page.locator("details[data-filter=kind]")
    expect(kinds.locator("[data-count=shelling]")).to_have_text("1")
    unfold(page, "strike_status")
    statuses = page.locator("details[data-filter=strike_status]")
    expect(statuses.locator("[data-count=likely]")).to_have_text("1")
    statuses.get_by_label("Contested").check()
    shown(page, 1)
    expect(kinds.locator("[data-count=shelling]")).to_have_text("0")
    expect(page.locator("#described")).to_have_text("Air strike; Contested; 1 January 2013 to 31 December 2013")
    assert "strike_status=contested" in page.url
    page.locator("#clear-filters").click()
    expect(page.locator("#described")).to_have_text("all incidents")


def test_the_back_button_takes_a_filter_back(page: Page) -> None:
    opened(page)
    unfold(page, "casualties")
    page.locator("#filter-killed").select_option("5")
    shown(page, 1)
    page.go_back()
    shown(page, 3)
    expect(page.locator("#filter-killed")).to_have_value("0")


def test_words_are_looked_for_by_the_server(page: Page) -> None:
    opened(page)
    page.locator("#filter-q").fill("bridge")
    page.locator("#filter-q").press("Enter")
    expect(page.locator("#filter-q-status")).to_have_text("Found: 2")
    shown(page, 2)
    page.reload()
    expect(page.locator("#filter-q")).to_have_value("bridge")
    shown(page, 2)


def test_an_area_is_drawn_by_its_corners_and_shared_by_the_link(page: Page) -> None:
    opened(page, f"{YEAR}&map=6/34.6/38.0")
    unfold(page, "polygon")
    page.locator("#area-draw").click()
    box = page.locator("#map").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for x, y in ((-150, 10), (150, 10), (150, 200), (-150, 200)):
        page.mouse.click(middle[0] + x, middle[1] + y)
    page.keyboard.press("Enter")
    shown(page, 2)
    expect(page.locator("#described")).to_contain_text("in the area that is drawn")
    page.reload()
    shown(page, 2)
    unfold(page, "polygon")
    page.locator("#area-clear").click()
    shown(page, 3)


def test_drawing_can_be_given_up_and_no_incident_is_opened_meanwhile(page: Page) -> None:
    opened(page, f"{YEAR}&map=6/36.2/38.0")
    unfold(page, "polygon")
    page.locator("#area-draw").click()
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#panel")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#area-draw")).to_have_attribute("aria-pressed", "false")
    shown(page, 3)


def test_time_plays_cumulatively_at_speed_to_the_end(page: Page) -> None:
    opened(page, "from=2013-01-01&to=2013-01-31&kind=air_strike&timeline=2013-01-01/2014-01-31")
    page.locator(".play-options summary").click()
    page.locator("#play-cumulative").check()
    page.locator("#play-speed").select_option("8")
    page.locator("#play").click()
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "true")
    shown(page, 1)
    expect(page.locator("#window-label")).to_contain_text("1 January")
    shown(page, 2)
    # Grown to all that there is it ends by itself.
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false", timeout=60_000)
    page.wait_for_url(lambda address: "cumulative=1" in address and "speed=8" in address)


@pytest.mark.parametrize("width", [1366, 390])
def test_the_filters_in_arabic(open_page: OpenPage, width: int) -> None:
    page = open_page(width=width, height=844, locale="ar")
    opened(page, f"{YEAR}&kind=air_strike&killed=5", "/ar")
    if width == 390:
        page.locator("#sidebar-toggle").click()
    expect(page.locator("#described")).to_contain_text("5")
    unfold(page, "region")
    expect(page.locator("[data-list=country] li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
