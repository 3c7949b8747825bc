"""No page of any kind asks for anything outside this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import WAIT_MILLISECONDS, is_local
from tests.browser.pages.conftest import serving
from tests.web.conftest import open_archive
from tests.web.traps import put_trap

ADDRESSES = (
    "/",
    "/search?q=strike",
    "/search?q=xylophone",
    "/facet/actor",
    "/story/ferry-strike?q=strike",
    "/story/ferry-strike/beside?other=budget",
    "/actor/ada-larsen",
    "/actor/ada-larsen/mentions",
    "/actor/ada-larsen/quotes",
    "/saved",
    "/s/strike",
    "/s/strike/changes",
    "/s/strike/share",
    "/compare?a.q=strike&b.q=crane",
    "/batch",
    "/api",
    "/api/search",
    "/status",
    "/names/suggestions",
    "/names/corrections",
)


@contextmanager
def walled(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page that gets nothing from outside, and what it asked for there."""
    context = browser.new_context()
    context.set_default_timeout(WAIT_MILLISECONDS)
    asked: list[str] = []

    def answer(route: Route) -> None:
        if is_local(route.request.url):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    yield context.new_page(), asked
    context.close()


def test_no_page_asks_for_anything_outside(browser: Browser, own_site: str) -> None:
    with walled(browser) as (page, asked):
        page.goto(f"{own_site}/search?q=strike")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/s/strike*")
        statuses = {}
        for address in ADDRESSES:
            response = page.goto(own_site + address, wait_until="networkidle")
            statuses[address] = response and response.status

    assert statuses == dict.fromkeys(ADDRESSES, 200)
    assert asked == []


def test_an_original_asks_for_nothing_and_goes_nowhere(browser: Browser, tmp_path: Path) -> None:
    catalogue = open_archive(tmp_path / "archive")
    put_trap(catalogue, tmp_path / "page.html")
    with serving(catalogue) as address, walled(browser) as (page, asked):
        for path in ("/story/page/original", "/story/page/original/frame"):
            page.goto(address + path, wait_until="networkidle")
            assert page.url == address + path
            assert page.frames[-1].url == f"{address}/story/page/original/frame"
            assert page.frames[-1].locator("p").inner_text() == "As it came."
            assert page.title() != "run"
    catalogue.close()
    assert asked == []


def test_a_page_that_asks_outside_is_noticed(browser: Browser) -> None:
    with walled(browser) as (page, asked):
        page.set_content('<img src="https://outside.invalid/a.png">')

    assert asked == ["https://outside.invalid/a.png"]
