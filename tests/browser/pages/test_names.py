"""Names put right as a reader does it, with scripts and without, and the worklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from archive.model import AuthorityRecord, Mention, NameKind, Story
from tests.browser.pages.conftest import serving
from tests.browser.pages.test_comfort import violations
from tests.web.conftest import open_archive

OTHERS = (("larsen-ada", "Larsen, Ada"), ("okafor-bo", "Okafor, Bo"), ("petrov-m", "Petrov, Mina"))
"""Names of the library in another order; each is in one story more."""


@pytest.fixture
def names_site(tmp_path: Path) -> Iterator[str]:
    """The address of the harbour archive with three names that may be others of it."""
    catalogue = open_archive(tmp_path / "archive")
    with catalogue.store.begin() as transaction:
        for authority_id, heading in OTHERS:
            transaction.authorities.put([AuthorityRecord(NameKind.ACTOR, authority_id, heading)])
            story = Story(f"card-{authority_id}", f"{authority_id}.txt", "", f"{heading} wrote.")
            place = ((0, len(heading)),)
            named = Mention(NameKind.ACTOR, authority_id, heading, place, "as written")
            transaction.stories.put(story, [named])
    catalogue.catch_up()
    with serving(catalogue) as address:
        yield address
    catalogue.close()


def counts(page: Page, site: str) -> dict[str, str]:
    """The actors of all stories with how many stories each has."""
    page.goto(f"{site}/facet/actor?order=name")
    labels = page.locator(".across li > a:first-child").all_inner_texts()
    return dict(zip(labels, page.locator(".across .count").all_inner_texts(), strict=True))


def form_of(page: Page, button: str) -> Locator:
    """The form of a name's page that has a button, opened."""
    page.get_by_text("Merge, split, rename, hide or retype").click()
    return page.locator(".choices form", has=page.get_by_role("button", name=button))


def do_it(page: Page) -> None:
    expect(page.get_by_text("It can be undone")).to_be_visible()
    page.get_by_label("Your name").fill("Ida")
    page.get_by_role("button", name="Do it").click()


def undo_the_latest(page: Page, site: str) -> None:
    page.goto(f"{site}/names/corrections")
    page.get_by_role("link", name="Undo").first.click()
    page.get_by_role("button", name="Undo").click()


def test_a_form_is_split_off_renamed_and_all_of_it_undone(any_tab: Page, names_site: str) -> None:
    before = counts(any_tab, names_site)
    any_tab.goto(f"{names_site}/actor/larsen-ada")
    form = form_of(any_tab, "Look at merging")
    form.get_by_label("Merge into").fill("Ada Larsen")
    form.get_by_role("button").click()
    do_it(any_tab)
    assert any_tab.url == f"{names_site}/actor/ada-larsen"
    assert counts(any_tab, names_site)["Ada Larsen"] == "4"

    any_tab.goto(f"{names_site}/actor/ada-larsen")
    form = form_of(any_tab, "Look at splitting")
    form.get_by_label("Split this form off").fill("Larsen, Ada")
    form.get_by_role("button").click()
    expect(any_tab.locator(".changes tbody tr")).to_have_count(2)
    do_it(any_tab)
    assert counts(any_tab, names_site) == before

    any_tab.goto(f"{names_site}/actor/ada-larsen")
    form = form_of(any_tab, "Look at renaming")
    form.get_by_label("Another heading").fill("Mayor Larsen")
    form.get_by_role("button").click()
    do_it(any_tab)
    expect(any_tab.get_by_role("heading", level=1)).to_have_text("Mayor Larsen")
    assert counts(any_tab, names_site)["Mayor Larsen"] == "3"

    any_tab.goto(f"{names_site}/names/corrections")
    expect(any_tab.locator(".journal li")).to_have_count(3)
    assert all("by Ida" in line for line in any_tab.locator(".journal li").all_inner_texts())
    for _ in range(3):
        undo_the_latest(any_tab, names_site)
    assert counts(any_tab, names_site) == before


def test_a_name_is_hidden_and_brought_back(any_tab: Page, names_site: str) -> None:
    before = counts(any_tab, names_site)
    any_tab.goto(f"{names_site}/actor/petrov-m")
    form_of(any_tab, "Look at hiding").get_by_role("button").click()
    do_it(any_tab)
    assert "Petrov, Mina" not in counts(any_tab, names_site)

    any_tab.goto(f"{names_site}/actor/petrov-m")
    any_tab.get_by_role("link", name="Undo").click()
    any_tab.get_by_role("button", name="Undo").click()
    assert counts(any_tab, names_site) == before


def test_the_worklist_is_decided_by_yes_no_and_skip(any_tab: Page, names_site: str) -> None:
    any_tab.goto(f"{names_site}/names/corrections")
    any_tab.get_by_role("link", name="Names that may be one").click()
    pairs = any_tab.locator(".pairs > li")
    expect(pairs).to_have_count(3)
    any_tab.get_by_label("Your name").fill("Ida")
    for words, others in (("Okafor", "No"), ("Petrov", "Skip")):
        pairs.filter(has_text=words).get_by_role("button", name=others).click()
        expect(pairs.filter(has_text=words)).to_have_count(0)
        expect(any_tab.get_by_label("Your name")).to_have_value("Ida")
    pairs.get_by_role("button", name="Yes, merge").click()

    expect(any_tab.locator(".notice")).to_contain_text("Merge “Larsen, Ada” into “Ada Larsen”")
    expect(any_tab.locator(".nothing")).to_have_text("Nothing to decide here.")
    found = counts(any_tab, names_site)
    assert (found["Ada Larsen"], found["Okafor, Bo"], found["Petrov, Mina"]) == ("4", "1", "1")

    any_tab.go_back()
    any_tab.get_by_role("link", name="Undo").click()
    any_tab.get_by_role("button", name="Undo").click()
    assert counts(any_tab, names_site)["Larsen, Ada"] == "1"


def test_the_worklist_is_decided_by_keys(tab: Page, names_site: str) -> None:
    tab.goto(f"{names_site}/names/suggestions")
    pairs = tab.locator(".pairs > li")
    expect(pairs).to_have_count(3)
    tab.get_by_label("Your name").press_sequentially("yn")
    expect(pairs).to_have_count(3)

    second = pairs.nth(1).locator("p").first.inner_text()
    pairs.nth(1).get_by_role("button", name="Skip").focus()
    tab.keyboard.press("n")
    expect(pairs.filter(has_text=second)).to_have_count(0)
    expect(pairs).to_have_count(2)
    tab.keyboard.press("s")
    expect(pairs).to_have_count(1)
    tab.keyboard.press("y")
    expect(tab.locator(".notice")).to_contain_text("done")
    assert violations(tab) == []
