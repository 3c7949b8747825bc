from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ADDRESSES = (
    "/",
    "/search",
    "/search?q=strike&actor=ada-larsen&actor=bo-okafor&date=2023&not.place=port-ellery&foo=1",
    '/search?q=ferry+"crane',
    "/search?q=xylophone",
    "/story/ferry-strike?q=peace",
    "/story/storm",
    "/actor/ada-larsen",
    "/facet/source",
    "/saved",
    "/status",
    "/api",
    "/batch?actor=ada-larsen",
    "/compare?a.q=strike&b.actor=ada-larsen",
)


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds wrong: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(tab: Page, site: str, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {}
    for address in ADDRESSES:
        tab.goto(site + address)
        tab.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        found[address] = violations(tab)

    assert found == {address: [] for address in ADDRESSES}


def test_forms_are_accessible(tab: Page, own_site: str) -> None:
    tab.goto(f"{own_site}/search?q=strike")
    tab.get_by_role("button", name="Save").click()
    found = violations(tab)
    tab.goto(f"{own_site}/s/strike/edit")
    found += violations(tab)
    tab.goto(f"{own_site}/s/strike/delete")
    found += violations(tab)
    tab.get_by_role("button", name="Delete").click()
    found += violations(tab)

    assert found == []


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 2200])
def test_no_page_is_wider_than_its_window(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    too_wide = []
    for address in ADDRESSES:
        tab.goto(site + address)
        tab.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            too_wide.append(address)

    assert too_wide == []


def test_facets_stand_open_in_a_wide_window_and_wait_in_a_narrow_one(tab: Page, site: str) -> None:
    name = tab.get_by_role("link", name="Ada Larsen", exact=True)
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{site}/search")
    expect(name).to_be_visible()

    tab.set_viewport_size({"width": 375, "height": 700})
    expect(name).to_be_hidden()
    tab.get_by_text("Narrow down").click()
    expect(name).to_be_visible()


def test_a_keyboard_reaches_the_stories(tab: Page, site: str) -> None:
    tab.goto(f"{site}/search?q=strike&sort=newest")
    first = tab.get_by_role("link", name="Strike over, ferries sail")
    second = tab.get_by_role("link", name="Ferry crews strike at dawn")

    tab.keyboard.press("j")
    expect(first).to_be_focused()
    tab.keyboard.press("j")
    expect(second).to_be_focused()
    tab.keyboard.press("k")
    expect(first).to_be_focused()
    tab.keyboard.press("/")
    expect(tab.get_by_label("Search the archive")).to_be_focused()
    tab.keyboard.type("jk?/")
    expect(tab.get_by_label("Search the archive")).to_have_value("jk?/")


def test_the_keys_are_listed(tab: Page, site: str) -> None:
    tab.goto(f"{site}/search")
    tab.keyboard.press("?")

    expect(tab.get_by_role("dialog", name="Keys")).to_contain_text("to the next story")
    tab.get_by_role("button", name="Close").click()
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_the_first_stop_of_the_keyboard_leads_to_the_content(tab: Page, site: str) -> None:
    tab.goto(f"{site}/search")
    tab.keyboard.press("Tab")

    skip = tab.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()


def test_text_written_from_right_to_left_is_shown_so(tab: Page, site: str) -> None:
    tab.goto(f"{site}/story/storm")

    direction = "getComputedStyle(document.querySelector('.text p')).direction"
    assert tab.evaluate(direction) == "rtl"


def test_a_printed_story_holds_the_story_alone(tab: Page, site: str) -> None:
    tab.emulate_media(media="print")
    tab.goto(f"{site}/story/ferry-strike")

    expect(tab.get_by_label("Search the archive")).to_be_hidden()
    expect(tab.locator(".text")).to_be_visible()
