"""Arabic and Hebrew stories beside English ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from archive.model import PartialDate
from tests.browser.pages.conftest import serving
from tests.browser.pages.test_comfort import violations
from tests.web.conftest import open_archive
from tests.web.library import told

PIER = told(
    "pier",
    'הרציף הצפוני נסגר אתמול. דובר הנמל אמר: "12 ספינות ממתינות".',
    headline="הרציף נסגר",
    published=PartialDate.of(2021, 11, 6),
    source="News & Views / North",
    language="he",
)


@pytest.fixture(scope="module")
def both_sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the harbour archive with a Hebrew story more."""
    catalogue = open_archive(tmp_path_factory.mktemp("both"))
    with catalogue.store.begin() as transaction:
        transaction.stories.put(*PIER)
    catalogue.catch_up()
    with serving(catalogue) as address:
        yield address
    catalogue.close()


@pytest.mark.parametrize("story", ["storm", "pier"])
def test_text_written_from_right_to_left_is_shown_so(
    tab: Page, both_sides: str, story: str
) -> None:
    tab.goto(f"{both_sides}/story/{story}")
    direction = "(selector) => getComputedStyle(document.querySelector(selector)).direction"
    sides = [tab.evaluate(direction, s) for s in ("h1", ".text p", ".cutting .slug", ".citation")]
    assert sides == ["rtl", "rtl", "rtl", "ltr"]

    right = "(selector) => document.querySelector(selector).getBoundingClientRect().right"
    edge = tab.evaluate(right, ".cutting h1")
    assert abs(tab.evaluate(right, ".cutting .slug time") - edge) < 2
    assert "November 2021" in tab.locator(".slug time").inner_text()


def test_a_list_of_both_directions_keeps_each_story_on_its_side(tab: Page, both_sides: str) -> None:
    tab.goto(f"{both_sides}/search?date=2021-11..2022")
    sides = "es => es.map((e) => getComputedStyle(e).direction)"
    headlines = tab.locator(".hit h3")
    assert sorted(headlines.all_inner_texts()) == sorted(
        ["Lighthouse lit", "عاصفة في الميناء", "הרציף נסגר"]
    )
    assert tab.locator(".hit .slug").evaluate_all(sides) == headlines.evaluate_all(sides)
    assert not tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_words_are_found_and_marked_in_either_direction(tab: Page, both_sides: str) -> None:
    tab.goto(f"{both_sides}/search")
    tab.get_by_label("Search the archive").fill("הנמל OR الميناء")
    tab.get_by_role("button", name="Search").click()
    expect(tab.locator(".hit")).to_have_count(2)
    assert set(tab.locator(".hit .snippet mark").all_inner_texts()) == {"הנמל", "الميناء"}

    tab.get_by_role("link", name="הרציף נסגר").click()
    expect(tab.locator(".text mark")).to_have_text("הנמל")
    assert violations(tab) == []
