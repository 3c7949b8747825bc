"""Comparing two searches, as a reader does it, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_comfort import violations


@pytest.mark.parametrize("kind", ["tab", "plain_tab"])
def test_a_search_is_compared_with_another(
    request: pytest.FixtureRequest, site: str, kind: str
) -> None:
    tab: Page = request.getfixturevalue(kind)
    tab.goto(f"{site}/search?q=strike")
    tab.get_by_role("link", name="Compare with another search").click()
    tab.get_by_label("Query of B").fill("peace OR crane")
    tab.get_by_role("button", name="Compare").click()
    expect(tab.locator(".sets li")).to_have_text(
        ["Only A: 1 story", "Both: 1 story", "Only B: 1 story"]
    )
    tab.locator(".sets a").first.click()
    expect(tab.locator("h1")).to_have_text("1 story")


@pytest.mark.parametrize("width", [320, 800, 1600])
def test_a_comparison_fits_and_is_accessible(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{site}/compare?a.q={'x' * 99}+OR+strike&b.actor=ada-larsen")
    assert violations(tab) == []
    assert not tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
