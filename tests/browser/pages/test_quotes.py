"""Who says what, and which times are spoken of, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

WIDTHS = (1280, 360)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_quotation_leads_to_its_place_and_its_speaker_elsewhere(
    tab: Page, site: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    tab.goto(f"{site}/story/ferry-strike")
    quotes = tab.get_by_role("region", name="Who says what")
    quotes.get_by_role("link", name="for peace").click()
    expect(tab.locator("#said-1:target")).to_be_in_viewport()

    quotes.get_by_role("link", name="Stories that quote Ada Larsen").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("1 story")
    expect(tab.get_by_label("Search the archive")).to_have_value('speaker:"Ada Larsen"')


def test_a_speaker_is_read_from_the_page_of_the_name(plain_tab: Page, site: str) -> None:
    plain_tab.goto(f"{site}/actor/ada-larsen")
    plain_tab.get_by_role("link", name="All 1 quotation").click()
    expect(plain_tab.get_by_role("heading", level=1)).to_have_text("What Ada Larsen says")
    plain_tab.get_by_role("link", name="for peace").click()

    assert plain_tab.url.endswith("/story/ferry-strike#said-1")


def test_a_search_in_quotations_marks_what_is_said(plain_tab: Page, site: str) -> None:
    plain_tab.goto(f"{site}/search")
    plain_tab.get_by_label("Search the archive").fill("said:peace")
    plain_tab.get_by_role("button", name="Search").click()
    expect(plain_tab.locator(".hit mark")).to_have_text(["peace"])
    plain_tab.get_by_role("link", name="Ferry crews strike at dawn").click()

    expect(plain_tab.locator(".text .said mark")).to_have_text(["peace"])


@pytest.mark.parametrize("width", WIDTHS)
def test_times_spoken_of_narrow_a_search(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    tab.goto(f"{site}/search")
    if width < 800:
        tab.get_by_text("Narrow down").click()
    panel = tab.locator("#facet-mentions")
    panel.get_by_role("heading", name="Dates spoken of").click()
    panel.get_by_role("link", name="2023", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("1 story")
    expect(tab.locator(".chips")).to_contain_text("2023")

    if width < 800:
        tab.get_by_text("Narrow down").click()
    month = tab.locator("#facet-mentions").get_by_role("link", name="April 2023", exact=True)
    month.click()
    assert tab.url.endswith("/search?mentions=2023-04")
