from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.pages.test_comfort import violations

WIDTHS = (1280, 768, 360)
Touch = Callable[..., None]
"""A finger put down, moved or taken up, with the place it has then."""


def middle(bar: Locator) -> tuple[float, float]:
    box = bar.locator("rect").first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@contextmanager
def touched(browser: Browser) -> Iterator[tuple[Page, Touch]]:
    """A page on a phone, and its finger."""
    context = browser.new_context(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    fingers = context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    yield page, touch
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_dragging_over_years_shows_them(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{site}/search")
    bars = tab.locator(".histogram .chart a")
    bars.first.scroll_into_view_if_needed()
    tab.mouse.move(*middle(bars.nth(2)))
    tab.mouse.down()
    tab.mouse.move(*middle(bars.nth(1)))
    expect(tab.locator(".histogram .dragged")).to_have_count(2)
    tab.mouse.up()

    tab.wait_for_url(f"{site}/search?date=2020..2021")
    expect(tab.get_by_role("heading", level=1)).to_have_text("2 stories")


@pytest.mark.parametrize("ends", [(2, 1), (1, 2)])
def test_a_finger_dragged_over_years_shows_them(
    browser: Browser, site: str, ends: tuple[int, int]
) -> None:
    with touched(browser) as (page, touch):
        page.goto(f"{site}/search")
        bars = page.locator(".histogram .chart a")
        bars.first.scroll_into_view_if_needed()
        start, end = (middle(bars.nth(place)) for place in ends)
        touch("touchStart", start)
        touch("touchMove", ((start[0] + end[0]) / 2, start[1]))
        touch("touchMove", end)
        expect(page.locator(".histogram .dragged")).to_have_count(2)
        touch("touchEnd")

        page.wait_for_url(f"{site}/search?date=2020..2021")
        page.go_back()
        page.locator(".histogram .chart a", has_text="2019: ").tap()
        page.wait_for_url(f"{site}/search?date=2019")


def test_a_finger_moved_up_scrolls_and_drags_nothing(browser: Browser, site: str) -> None:
    with touched(browser) as (page, touch):
        page.goto(f"{site}/search")
        bar = page.locator(".histogram .chart a").nth(1)
        bar.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        across, down = middle(bar)
        touch("touchStart", (across, down))
        for step in range(1, 9):
            touch("touchMove", (across + step, down - 25 * step))
        touch("touchEnd")

        page.wait_for_function("before => scrollY > before + 50", arg=before)
        expect(page.locator(".histogram .dragged")).to_have_count(0)
        expect(page.get_by_label("From")).to_have_value("")
        assert page.url == f"{site}/search"


def test_a_click_drills_down_and_a_link_leads_up(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search")
    chart = any_tab.locator(".histogram .chart")
    for title in ("2023: ", "April 2023: ", "28 April 2023: "):
        chart.locator("a", has_text=title).click()
    assert any_tab.url == f"{site}/search?date=2023-04-28"

    any_tab.locator(".histogram").get_by_role("link", name="2023", exact=True).click()
    assert any_tab.url == f"{site}/search?date=2023"
    any_tab.get_by_role("link", name="All years").click()
    assert any_tab.url == f"{site}/search"


def test_a_drag_is_given_up_with_escape(tab: Page, site: str) -> None:
    tab.goto(f"{site}/search")
    bars = tab.locator(".histogram .chart a")
    tab.mouse.move(*middle(bars.nth(1)))
    tab.mouse.down()
    tab.mouse.move(*middle(bars.nth(3)))
    tab.keyboard.press("Escape")

    expect(tab.locator(".histogram .dragged")).to_have_count(0)
    tab.mouse.up()
    assert tab.url == f"{site}/search"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_says_what_the_chart_shows(any_tab: Page, site: str, width: int) -> None:
    any_tab.set_viewport_size({"width": width, "height": 800})
    any_tab.goto(f"{site}/search?q=strike&date=2023")
    any_tab.get_by_text("The same as a table").click()

    rows = any_tab.locator(".histogram tbody tr")
    expect(rows).to_have_count(12)
    expect(rows.nth(2)).to_have_text("March 2023no stories in the archive")
    expect(rows.nth(3)).to_have_text("April 20231250 %")
    expect(any_tab.locator(".histogram .bare")).to_have_count(10)
    assert any_tab.evaluate("document.documentElement.scrollWidth") <= width


def test_bars_and_what_they_do_not_hold_add_up(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search?source=Coast+Daily&date=2022..2023")
    any_tab.get_by_text("The same as a table").click()
    counts = any_tab.locator(".histogram td:nth-child(2):not([colspan])").all_inner_texts()
    bars = sum(map(int, counts))
    told = any_tab.locator(".histogram .key", has_text="Not drawn")
    expect(told).to_have_text("Not drawn: 2022, month not known: 1 story")
    assert any_tab.get_by_role("heading", level=1).inner_text() == f"{bars + 1} stories"

    told.get_by_role("link").click()
    expect(any_tab.locator(".hit h3")).to_have_text(["Lighthouse lit"])


def test_the_chart_in_shares_is_an_address(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search?q=strike&date=2023")
    any_tab.get_by_role("link", name="Share of the archive").click()

    assert any_tab.url == f"{site}/search?q=strike&date=2023&chart=share"
    expect(any_tab.locator(".histogram .up").first).to_have_text("100 %")
    any_tab.get_by_role("link", name="All years").click()
    assert any_tab.url == f"{site}/search?q=strike&chart=share"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_table_has_no_fault_that_axe_finds(tab: Page, site: str, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(f"{site}/search?q=strike&date=2023&chart=share")
    tab.get_by_text("The same as a table").click()

    assert violations(tab) == []
