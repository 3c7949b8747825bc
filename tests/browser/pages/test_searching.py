from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def search(page: Page, words: str) -> None:
    page.get_by_label("Search the archive").fill(words)
    page.get_by_role("button", name="Search").click()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_search_is_narrowed_by_a_name_and_widened_again(any_tab: Page, site: str) -> None:
    any_tab.goto(site)
    search(any_tab, "strike")
    assert heading(any_tab) == "2 stories"

    any_tab.get_by_role("link", name="Harbour Board", exact=True).click()
    assert heading(any_tab) == "1 story"
    expect(any_tab.locator(".chips")).to_contain_text("Harbour Board")

    any_tab.get_by_role("link", name="Remove Harbour Board").click()
    assert heading(any_tab) == "2 stories"
    assert any_tab.url == f"{site}/search?q=strike"


def test_dates_are_opened_year_by_month_by_day(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search")
    dates = any_tab.locator("#facet-date")
    dates.get_by_role("link", name="2023", exact=True).click()
    dates.get_by_role("link", name="April 2023", exact=True).click()
    dates.get_by_role("link", name="28 April 2023", exact=True).click()

    assert heading(any_tab) == "1 story"
    assert any_tab.url == f"{site}/search?date=2023-04-28"


def test_a_range_of_dates_is_typed(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search")
    any_tab.get_by_label("From").fill("2019-12")
    any_tab.get_by_label("to", exact=True).fill("2021-11")
    any_tab.get_by_role("button", name="Show").click()

    assert any_tab.url == f"{site}/search?date=2019-12..2021-11"
    assert heading(any_tab) == "2 stories"


def test_a_bar_of_the_chart_leads_to_its_stories(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search")
    any_tab.locator(".histogram .chart a", has_text="2019: 15 stories").click()

    assert heading(any_tab) == "15 stories"


def test_pages_are_turned(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search?source=Almanac&sort=oldest")
    any_tab.get_by_role("link", name="Next").click()

    expect(any_tab.locator(".hit")).to_have_count(5)
    any_tab.get_by_role("link", name="Previous").click()
    expect(any_tab.locator(".hit h3").first).to_have_text("Tide table 1")


def test_names_in_a_story_lead_to_their_stories_and_back(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search?q=peace")
    any_tab.get_by_role("link", name="Ferry crews strike at dawn").click()
    expect(any_tab.locator(".cutting mark")).to_have_text("peace")

    any_tab.locator(".text").get_by_role("link", name="Bo Okafor").click()
    assert heading(any_tab) == "2 stories"

    any_tab.go_back()
    any_tab.get_by_role("link", name="Back to the search").click()
    assert any_tab.url == f"{site}/search?q=peace"


def test_a_query_is_saved_opened_deleted_and_brought_back(any_tab: Page, own_site: str) -> None:
    any_tab.goto(f"{own_site}/search?q=strike")
    any_tab.get_by_label("Name", exact=True).fill("The strike")
    any_tab.get_by_role("button", name="Save").click()
    assert any_tab.url == f"{own_site}/s/the-strike"

    any_tab.get_by_role("link", name="Saved queries").click()
    any_tab.get_by_role("link", name="The strike", exact=True).click()
    expect(any_tab.locator(".hit")).to_have_count(2)

    any_tab.get_by_role("link", name="Saved queries").click()
    any_tab.get_by_role("link", name=re.compile("Delete")).click()
    any_tab.get_by_role("button", name="Delete").click()
    expect(any_tab.locator(".queries")).to_have_count(0)

    any_tab.get_by_role("button", name="Bring it back").click()
    assert any_tab.url == f"{own_site}/s/the-strike"
    assert heading(any_tab) == "The strike"


def test_a_fault_in_the_query_is_mended_by_a_click(any_tab: Page, site: str) -> None:
    any_tab.goto(site)
    search(any_tab, "ferry AND")
    any_tab.locator(".warning").get_by_role("link").click()

    assert any_tab.url == f"{site}/search?q=ferry"
    expect(any_tab.locator(".warning")).to_have_count(0)
