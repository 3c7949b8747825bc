"""Every facet as a reader narrows with it, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from archive.model import AuthorityRecord, Mention, NameKind, PartialDate, Story
from tests.browser.pages.conftest import serving
from tests.web.conftest import open_archive

WITH_MANY = {"actor": "Sailor", "organisation": "Works", "place": "Cove", "author": "Writer"}
"""In each of these facets there are sixty values more, in a story each."""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the harbour archive with sixty stories of other names and sources."""
    catalogue = open_archive(tmp_path_factory.mktemp("crowd"))
    with catalogue.store.begin() as transaction:
        for number in range(60):
            named = []
            for kind in NameKind:
                heading = f"{chr(65 + number % 26)}. {WITH_MANY[kind]} {number:02d}"
                record = AuthorityRecord(kind, f"{kind}-{number}", heading)
                transaction.authorities.put([record])
                named.append(Mention(kind, record.authority_id, heading))
            story = Story(
                f"crowd-{number}",
                f"crowd-{number}.txt",
                f"Crowd {number}",
                "A crowd came.",
                PartialDate.of(2018, 1 + number % 12),
                source=f"{chr(65 + number % 26)}. Paper {number:02d}",
                authors=(f"{chr(65 + number % 26)}. Writer {number:02d}",),
                language="en",
            )
            transaction.stories.put(story, named)
    catalogue.catch_up()
    with serving(catalogue) as address:
        yield address
    catalogue.close()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("facet", ["actor", "organisation", "place", "source", "author"])
def test_all_values_are_paged_put_in_order_jumped_to_and_found(
    any_tab: Page, crowd: str, facet: str
) -> None:
    any_tab.goto(f"{crowd}/search?q=crowd&{facet}=nobody&not.date=2017")
    panel = any_tab.locator(f"#facet-{facet}")
    panel.get_by_role("link", name="All 60").click()
    assert heading(any_tab).startswith("60 ")
    values = any_tab.locator(".across li")
    expect(values).to_have_count(50)
    expect(values.first).to_contain_text("0")
    any_tab.get_by_role("link", name="Next").click()
    assert 10 <= values.count() <= 12

    any_tab.get_by_role("link", name="A to Z").click()
    letters = any_tab.locator(".letters")
    letters.get_by_role("link", name="Y", exact=True).click()
    expect(any_tab.locator(":target")).to_contain_text("Y. ")
    expect(any_tab.locator(":target")).to_be_in_viewport()

    any_tab.get_by_label("Find among").fill("25")
    any_tab.get_by_role("button", name="Find").click()
    found = any_tab.locator(".across li", has_text="25")
    expect(found).to_have_count(1)
    assert "q=crowd" in any_tab.url
    found.get_by_role("link").first.click()
    assert heading(any_tab) == "1 story"
    expect(any_tab.get_by_label("Search the archive")).to_have_value("crowd")
    expect(any_tab.locator(".chips")).to_contain_text("2017")


@pytest.mark.parametrize("facet", ["actor", "organisation", "place", "source", "author"])
def test_a_value_is_left_out_and_let_in_again(any_tab: Page, crowd: str, facet: str) -> None:
    any_tab.goto(f"{crowd}/search?q=crowd&per=100")
    panel = any_tab.locator(f"#facet-{facet}")
    if facet in ("place", "source", "author"):
        panel.locator("summary").first.click()
    name = panel.locator(".values > li > a").first.inner_text()
    any_tab.get_by_role("link", name=f"Exclude {name}", exact=True).click()
    assert heading(any_tab) == "59 stories"
    expect(any_tab.locator(".chips .excluded")).to_contain_text(name)
    any_tab.get_by_role("link", name=f"No longer exclude {name}", exact=True).click()
    assert heading(any_tab) == "60 stories"


@pytest.mark.parametrize(
    ("facet", "words", "total"),
    [
        ("actor", "No actor named", "17 stories"),
        ("organisation", "No organisation named", "20 stories"),
        ("author", "Author not known", "21 stories"),
    ],
)
def test_stories_without_a_value_are_chosen_by_the_last_line(
    any_tab: Page, crowd: str, facet: str, words: str, total: str
) -> None:
    any_tab.goto(f"{crowd}/search?not.date=2018")
    panel = any_tab.locator(f"#facet-{facet}")
    if facet == "author":
        panel.locator("summary").first.click()
    panel.get_by_role("link", name=words, exact=True).click()
    assert heading(any_tab) == total
    expect(any_tab.locator(".chips")).to_contain_text(words)


def test_either_of_two_or_both(any_tab: Page, crowd: str) -> None:
    any_tab.goto(f"{crowd}/search?actor=ada-larsen")
    panel = any_tab.locator("#facet-actor")
    panel.get_by_role("link", name="Bo Okafor", exact=True).click()
    assert heading(any_tab) == "3 stories"
    panel.get_by_role("link", name="all of them").click()
    assert heading(any_tab) == "2 stories"
    assert any_tab.url.endswith("all=actor")
    panel.get_by_role("link", name="any of them").click()
    assert heading(any_tab) == "3 stories"


def test_what_is_chosen_stays_first_and_at_zero(any_tab: Page, crowd: str) -> None:
    any_tab.goto(f"{crowd}/search?q=crowd&actor=ada-larsen&organisation=harbour-board")
    assert heading(any_tab) == "No stories"
    for facet, name in (("actor", "Ada Larsen"), ("organisation", "Harbour Board")):
        first = any_tab.locator(f"#facet-{facet} .values > li").first
        expect(first).to_contain_text(name)
        expect(first.locator(".count")).to_have_text("0")
    ways = any_tab.locator(".nothing")
    expect(ways).to_contain_text("Leave out")
    ways.get_by_role("link", name="every filter").click()
    assert heading(any_tab) == "60 stories"
