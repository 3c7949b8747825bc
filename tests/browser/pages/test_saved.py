"""Saved queries over time: what is new at the next visit, feeds, and links that end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text as sql

from archive.catalogue import Catalogue
from archive.model import PartialDate
from tests.browser.pages.conftest import serving
from tests.browser.pages.test_comfort import violations
from tests.web.conftest import open_archive
from tests.web.library import told


@dataclass(frozen=True)
class Served:
    """An archive that is served while a test changes it."""

    url: str
    catalogue: Catalogue

    def tell(self, story_id: str, words: str) -> None:
        """File a story."""
        with self.catalogue.store.begin() as transaction:
            published = PartialDate.of(2024, 1, 1)
            transaction.stories.put(*told(story_id, words, headline=words, published=published))
        self.catalogue.catch_up()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    catalogue = open_archive(tmp_path / "archive")
    with serving(catalogue) as url:
        yield Served(url, catalogue)
    catalogue.close()


def save(page: Page, site: str, *, note: str = "") -> None:
    """Save the search for the strike, with a name and a note."""
    page.goto(f"{site}/search?q=strike")
    page.get_by_role("link", name="Save this query").click()
    page.get_by_label("Name", exact=True).fill("The strike")
    page.get_by_label("Note").fill(note)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The strike")


def test_it_is_saved_with_a_note_of_some_lines(any_tab: Page, served: Served) -> None:
    save(any_tab, served.url, note="Who spoke first?\nAsk Bo.")

    assert any_tab.url == f"{served.url}/s/the-strike"
    assert any_tab.locator(".note").inner_text() == "Who spoke first?\nAsk Bo."
    any_tab.get_by_role("link", name="Saved queries").click()
    expect(any_tab.locator(".queries .note")).to_contain_text("Ask Bo.")


def test_what_is_new_changed_and_gone_is_told_until_it_is_seen(
    any_tab: Page, served: Served
) -> None:
    save(any_tab, served.url)
    expect(any_tab.locator(".revisit")).to_contain_text("nothing new, changed or gone")
    served.tell("again", "A strike again")
    served.tell("strike-ends", "The strike goes on")
    served.tell("ferry-strike", "All is quiet")

    any_tab.goto(f"{served.url}/s/the-strike")
    expect(any_tab.locator(".revisit")).to_contain_text("1 new, 1 changed, 1 gone")
    for kind, headline in (("new", "A strike again"), ("changed", "The strike goes on")):
        any_tab.goto(f"{served.url}/s/the-strike")
        any_tab.locator(".revisit").get_by_role("link", name=f"1 {kind}").click()
        expect(any_tab.locator(".hit h3")).to_have_text([headline])
    any_tab.get_by_role("link", name="1 gone", exact=True).click()
    expect(any_tab.locator(".hit h3")).to_have_text(["All is quiet"])

    any_tab.goto(f"{served.url}/s/the-strike")
    any_tab.get_by_role("button", name="Count from now on").click()
    expect(any_tab.locator(".revisit")).to_contain_text("nothing new, changed or gone")
    expect(any_tab.get_by_role("button", name="Count from now on")).to_have_count(0)


def test_a_browser_knows_its_last_visit(tab: Page, served: Served) -> None:
    save(tab, served.url)
    expect(tab.locator(".visit")).to_be_hidden()
    served.tell("again", "A strike again")
    tab.reload()
    expect(tab.locator(".visit")).to_contain_text("1 new")
    assert violations(tab) == []

    tab.locator(".visit a").click()
    expect(tab.locator(".hit h3")).to_have_text(["A strike again"])
    tab.evaluate("localStorage.setItem(localStorage.key(0), '2200-01-01T00:00:00+00:00')")
    tab.goto(f"{served.url}/s/the-strike")
    expect(tab.locator(".visit")).to_contain_text(
        "on 2200-01-01, 00:00 UTC: nothing new or changed"
    )
    assert tab.context.cookies() == []


def test_a_feed_is_not_sent_again_for_a_new_index(tab: Page, served: Served) -> None:
    save(tab, served.url)
    address = f"{served.url}/s/the-strike.atom"
    first = tab.request.get(address)
    served.catalogue.rebuild()
    known = {"If-None-Match": first.headers["etag"]}

    again = tab.request.get(address, headers=known)
    assert (again.status, again.body()) == (304, b"")
    assert tab.request.get(address).body() == first.body()
    served.tell("again", "A strike again")
    assert tab.request.get(address, headers=known).status == 200


@pytest.mark.parametrize("kind", ["page", "plain_tab"])
def test_a_shared_link_ends_when_it_is_ended_and_when_its_time_is_over(
    request: pytest.FixtureRequest, served: Served, kind: str
) -> None:
    any_tab: Page = request.getfixturevalue(kind)
    save(any_tab, served.url)
    shared = []
    for _ in range(2):
        any_tab.goto(f"{served.url}/s/the-strike/share")
        any_tab.get_by_role("button", name="Make a link").click()
        shared = [str(a.get_attribute("href")) for a in any_tab.locator(".links a").all()]
    for link in shared:
        any_tab.goto(link)
        expect(any_tab.locator(".hit")).to_have_count(2)
        expect(any_tab.get_by_role("link", name="Saved queries")).to_have_count(0)

    any_tab.goto(f"{served.url}/s/the-strike/share")
    any_tab.get_by_role("button", name="End the link 1").click()
    expect(any_tab.locator(".links li")).to_have_count(1)
    any_tab.goto(shared[0])
    expect(any_tab.get_by_role("heading", level=1)).to_have_text("This link shows nothing")
    any_tab.goto(shared[1])
    expect(any_tab.locator(".hit")).to_have_count(2)

    with served.catalogue.store.begin() as transaction:
        over = {"then": datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)}
        connection = transaction.stories.connection
        connection.execute(sql("UPDATE shares SET ends_at = :then"), over)
    any_tab.goto(shared[1])
    expect(any_tab.get_by_role("heading", level=1)).to_have_text("This link shows nothing")
