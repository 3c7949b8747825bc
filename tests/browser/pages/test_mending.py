from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_comfort import violations

ADDRESSES = (
    "/actor/ada-larsen",
    "/actor/ada-larsen/mentions",
    "/names/correct?action=merge&kind=actor&name=mina-petrov&to=bo-okafor",
    "/names/correct?action=merge&kind=actor&name=mina-petrov&to=nobody",
    "/names/corrections",
    "/names/suggestions",
)


def actors(page: Page, site: str) -> list[str]:
    page.goto(f"{site}/search")
    return page.locator("#facet-actor > .values > li").all_inner_texts()


def test_a_merge_is_looked_at_made_and_undone(any_tab: Page, own_site: str) -> None:
    before = actors(any_tab, own_site)
    any_tab.goto(f"{own_site}/actor/mina-petrov")
    any_tab.get_by_text("Merge, split, rename, hide or retype").click()
    any_tab.get_by_label("Merge into").fill("Bo Okafor")
    any_tab.get_by_role("button", name="Look at merging").click()
    expect(any_tab.locator(".changes tbody tr")).to_have_count(2)

    any_tab.get_by_label("Your name").fill("Ida")
    any_tab.get_by_role("button", name="Do it").click()
    assert any_tab.url == f"{own_site}/actor/bo-okafor"
    assert actors(any_tab, own_site) != before

    any_tab.goto(f"{own_site}/actor/mina-petrov")
    expect(any_tab.get_by_role("heading", level=1)).to_have_text("Bo Okafor")
    any_tab.get_by_role("link", name="Undo").click()
    any_tab.get_by_role("button", name="Undo").click()
    assert any_tab.url == f"{own_site}/actor/mina-petrov"
    assert actors(any_tab, own_site) == before


def test_a_name_that_is_none_is_hidden(any_tab: Page, own_site: str) -> None:
    any_tab.goto(f"{own_site}/organisation/ferry-union")
    any_tab.get_by_text("Merge, split, rename, hide or retype").click()
    any_tab.get_by_role("button", name="Look at hiding").click()
    any_tab.get_by_role("button", name="Do it").click()

    any_tab.goto(f"{own_site}/search")
    expect(any_tab.get_by_role("link", name="Ferry Union", exact=True)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_names_are_accessible(page: Page, site: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {}
    for address in ADDRESSES:
        page.goto(site + address)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        found[address] = violations(page)

    assert found == {address: [] for address in ADDRESSES}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_of_a_name_is_wider_than_its_window(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    too_wide = []
    for address in ADDRESSES:
        page.goto(site + address)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            too_wide.append(address)

    assert too_wide == []
