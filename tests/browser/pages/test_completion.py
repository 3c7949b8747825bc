from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.pages.test_comfort import violations


@pytest.fixture
def box(tab: Page, site: str) -> Locator:
    """The search box, the words typed so far completed below it."""
    tab.goto(f"{site}/search")
    found = tab.get_by_label("Search the archive")
    found.press_sequentially("high wat")
    expect(tab.get_by_role("option")).to_have_text([re.compile("^high water15 stories$")])
    return found


def query_of(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query)["q"]


def test_enter_searches_for_what_is_typed(tab: Page, box: Locator) -> None:
    box.press("Enter")
    tab.wait_for_url(re.compile("q="))

    assert query_of(tab) == ["high wat"]


def test_an_offer_that_the_arrows_choose_is_searched_for(tab: Page, box: Locator) -> None:
    box.press("ArrowDown")
    expect(box).to_have_value("high water")
    expect(tab.get_by_role("option", selected=True)).to_have_text(re.compile("^high water"))
    box.press("Enter")
    tab.wait_for_url(re.compile("q="))

    assert query_of(tab) == ["high water"]


def test_the_arrows_come_round_to_what_was_typed(tab: Page, box: Locator) -> None:
    for key, value in (
        ("ArrowUp", "high water"),
        ("ArrowUp", "high wat"),
        ("ArrowDown", "high water"),
        ("ArrowDown", "high wat"),
    ):
        box.press(key)
        expect(box).to_have_value(value)
    expect(tab.get_by_role("option", selected=True)).to_have_count(0)


def test_escape_closes_and_brings_back_what_was_typed(tab: Page, box: Locator) -> None:
    box.press("ArrowDown")
    box.press("Escape")

    expect(tab.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("high wat")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_click_searches_for_the_offer(tab: Page, box: Locator) -> None:
    tab.get_by_role("option").click()
    tab.wait_for_url(re.compile("q="))

    assert query_of(tab) == ["high water"]


def test_leaving_the_box_closes_the_list(tab: Page, box: Locator) -> None:
    box.press("Tab")

    expect(tab.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("high wat")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_list_is_accessible(tab: Page, box: Locator, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    box.press("ArrowDown")

    expect(box).to_have_attribute("aria-expanded", "true")
    assert violations(tab) == []


def test_a_name_is_offered_with_what_it_is(tab: Page, site: str) -> None:
    tab.goto(site)
    tab.get_by_label("Search the archive").press_sequentially("oka")

    expect(tab.get_by_role("option")).to_have_text(
        ["okafor2 stories", 'actor:"Bo Okafor"actor, 2 stories']
    )


def test_filters_stay_when_an_offer_is_taken(tab: Page, site: str) -> None:
    tab.goto(f"{site}/search?source=Almanac")
    tab.get_by_label("Search the archive").press_sequentially("wat")
    tab.get_by_role("option").first.click()
    tab.wait_for_url(re.compile("q="))

    assert urlsplit(tab.url).query == "q=water&source=Almanac"


def test_an_archive_that_offers_nothing_takes_nothing_away(tab: Page, site: str) -> None:
    tab.route("**/suggest?*", lambda route: route.fulfill(status=200, body="no JSON"))
    tab.goto(site)
    box = tab.get_by_label("Search the archive")
    with tab.expect_response("**/suggest?*"):
        box.press_sequentially("wat")
    box.press("Enter")
    tab.wait_for_url(re.compile("q="))

    assert query_of(tab) == ["wat"]


def test_a_late_answer_offers_nothing_for_older_words(tab: Page, site: str) -> None:
    held: list[Route] = []
    tab.goto(site)
    tab.route("**/suggest?q=wat", lambda route: held.append(route))
    box = tab.get_by_label("Search the archive")
    with tab.expect_request("**/suggest?q=wat"):
        box.press_sequentially("wat")
    box.fill("cra")
    expect(tab.get_by_role("option")).to_have_text(["crane1 story"])
    held[0].fulfill(json=["wat", ["water"], ["15 stories"]])

    expect(tab.get_by_role("option")).to_have_text(["crane1 story"])
