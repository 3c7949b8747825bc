from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_comfort import violations

WIDTHS = (1280, 768, 360)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_match_is_reached_by_its_link(any_tab: Page, site: str, width: int) -> None:
    any_tab.set_viewport_size({"width": width, "height": 700})
    any_tab.goto(f"{site}/story/ferry-strike?q=larsen")
    expect(any_tab.locator(".matches p")).to_have_text("2 matches")
    any_tab.get_by_role("link", name="Match 2").click()

    assert any_tab.url.endswith("#match-2")
    expect(any_tab.locator("mark:target")).to_be_in_viewport()
    assert any_tab.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_go_from_match_to_match_and_round_again(tab: Page, site: str) -> None:
    tab.goto(f"{site}/story/ferry-strike?q=larsen")
    reached = []
    for key in ("m", "m", "m", "M"):
        tab.keyboard.press(key)
        reached.append(tab.evaluate("document.activeElement.id"))

    assert reached == ["match-1", "match-2", "match-1", "match-2"]
    tab.go_back()
    assert tab.url == "about:blank"


def test_buttons_go_from_match_to_match_too(tab: Page, site: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 700})
    tab.goto(f"{site}/story/ferry-strike?q=larsen")
    reached = []
    for name in ("Next match", "Next match", "Previous match"):
        tab.get_by_role("button", name=name).click()
        reached.append(tab.evaluate("document.querySelector('mark:target').id"))

    assert reached == ["match-1", "match-2", "match-1"]
    assert violations(tab) == []
    tab.goto(f"{site}/story/ferry-strike?q=peace")
    expect(tab.get_by_role("button", name="Next match")).to_have_count(0)


def test_what_differs_has_no_fault_that_axe_finds(tab: Page, site: str) -> None:
    tab.goto(f"{site}/story/ferry-strike/beside?other=budget")

    expect(tab.locator(".text ins").first).to_be_visible()
    assert violations(tab) == []
