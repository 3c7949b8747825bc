from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.catalogue import Catalogue
from archive.store import SeedRecord, SeedState
from tests.archives import settings_for
from tests.browser.pages.conftest import served
from tests.browser.pages.test_comfort import violations
from tests.web.library import told

TRAP = b"""<html><head><link rel="stylesheet" href="http://127.0.0.1:TRACKER/style.css">
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:TRACKER/away"></head>
<body><p id="came">As it came.</p><img src="http://127.0.0.1:TRACKER/pixel.gif">
<script>document.getElementById("came").textContent = "A script ran."</script></body></html>"""


def test_a_search_is_taken_along_as_a_table(any_tab: Page, site: str) -> None:
    any_tab.goto(f"{site}/search?q=strike&per=1")
    any_tab.get_by_text("Export all of these stories").click()
    with any_tab.expect_download() as download:
        any_tab.get_by_role("link", name="CSV").click()

    lines = Path(download.value.path()).read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "headline",
        '"Strike over',
        "Ferry crews strike at dawn",
    ]


def test_a_saved_query_is_edited_replaced_and_shared(any_tab: Page, own_site: str) -> None:
    any_tab.goto(f"{own_site}/search?q=strike")
    any_tab.get_by_role("button", name="Save").click()
    expect(any_tab.locator(".revisit")).to_contain_text("nothing new, changed or gone")

    any_tab.locator(".head").get_by_role("link", name="Edit").click()
    any_tab.get_by_label("Note").fill("Who spoke first?")
    any_tab.get_by_role("button", name="Save").click()
    expect(any_tab.locator(".queries")).to_contain_text("Who spoke first?")

    any_tab.goto(f"{own_site}/search?q=crane")
    any_tab.get_by_role("button", name="Replace").click()
    assert any_tab.url == f"{own_site}/s/strike"
    expect(any_tab.locator(".hit")).to_contain_text(["Budget for a crane"])

    any_tab.locator(".head").get_by_role("link", name="Share").click()
    any_tab.get_by_label("Good for").select_option("30 days")
    any_tab.get_by_role("button", name="Make a link").click()
    any_tab.locator(".links a").click()
    any_tab.get_by_role("link", name="Budget for a crane").click()
    expect(any_tab.locator(".text")).to_contain_text("wants a new crane")
    assert any_tab.url.startswith(f"{own_site}/shared/")


def test_keys_lead_through_the_stories_of_a_search(tab: Page, site: str) -> None:
    tab.goto(f"{site}/search?source=Almanac&sort=oldest")
    tab.get_by_role("link", name="Tide table 1", exact=True).click()
    tab.wait_for_url("**/story/**")  # and with it for the script that knows the keys
    tab.keyboard.press("n")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Tide table 2")
    tab.wait_for_load_state()
    tab.keyboard.press("p")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Tide table 1")


def test_an_original_can_do_nothing_but_show_itself(page: Page, tmp_path: Path) -> None:
    with served(tmp_path / "archive") as site, socket.create_server(("127.0.0.1", 0)) as tracker:
        add_original(tmp_path, TRAP.replace(b"TRACKER", b"%d" % tracker.getsockname()[1]))
        page.goto(f"{site}/story/page/original")
        shown = page.frame_locator("iframe").locator("#came")
        expect(shown).to_have_text("As it came.")
        page.wait_for_load_state("networkidle")
        tracker.setblocking(False)
        with pytest.raises(BlockingIOError):
            tracker.accept()


def test_the_new_forms_are_accessible_and_narrow(tab: Page, own_site: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(f"{own_site}/search?q=strike")
    tab.get_by_role("button", name="Save").click()
    tab.goto(f"{own_site}/s/strike/share")
    tab.get_by_role("button", name="Make a link").click()
    shared = str(tab.locator(".links a").get_attribute("href")).removeprefix(own_site)
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for address in (
            "/search?q=strike",
            "/s/strike",
            "/s/strike/edit",
            "/s/strike/changes",
            "/s/strike/changes?since=2000-01-01",
            "/s/strike/share",
            shared,
            f"{shared}/story/strike-ends",
        ):
            tab.goto(own_site + address)
            tab.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            assert (address, violations(tab)) == (address, [])
            assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
                address
            )


def add_original(folder: Path, data: bytes) -> None:
    """Put a page with traps in it into the archive that is being served."""
    path = folder / "page.html"
    path.write_bytes(data)
    record = SeedRecord(
        str(path), hashlib.sha256(data).hexdigest(), len(data), SeedState.INDEXED, "html", stories=1
    )
    catalogue = Catalogue.open(settings_for(folder / "archive"))
    with catalogue.store.begin() as transaction:
        transaction.seeds.put(record)
        transaction.stories.put(*told("page", "As it came.", locator=str(path)))
    catalogue.close()
