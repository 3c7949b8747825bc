"""Batch search as a reader uses it, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_comfort import violations


@pytest.fixture(params=["tab", "plain_tab"])
def any_tab(request: pytest.FixtureRequest) -> Page:
    """A page of a browser with scripts, and of one without."""
    page: Page = request.getfixturevalue(request.param)
    return page


def test_queries_are_pasted_put_in_order_and_taken_along(
    any_tab: Page, site: str, tmp_path: Path
) -> None:
    any_tab.goto(f"{site}/")
    any_tab.get_by_role("link", name="Count many queries").click()
    any_tab.get_by_label("Queries, one on each line").fill('strike\nferry AND\ntide\n"open')
    any_tab.get_by_role("button", name="Count", exact=True).click()
    expect(any_tab.locator("h1")).to_have_text("2 queries counted, 2 lines not understood")

    any_tab.get_by_role("button", name="Most stories first").click()
    expect(any_tab.locator("tbody tr").first).to_contain_text("tide")
    with any_tab.expect_download() as download:
        any_tab.get_by_role("button", name="All of it as CSV").click()
    download.value.save_as(tmp_path / "batch.csv")
    assert (tmp_path / "batch.csv").read_text().count("/search?q=") == 4

    any_tab.get_by_role("link", name="tide").click()
    expect(any_tab.locator("h1")).to_have_text("15 stories")


@pytest.mark.parametrize("width", [320, 800, 1600])
def test_the_results_fit_and_are_accessible(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{site}/batch?date=2023")
    tab.get_by_label("Queries, one on each line").fill(f"strike\n{'x' * 200}\nferry AND")
    tab.get_by_role("button", name="Count", exact=True).click()
    assert violations(tab) == []
    assert not tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
