from __future__ import annotations

from archive.catalogue import Answer
from archive.search.results import Facet, SnippetPart
from tests.answers import answer, hit
from web.presenters.links import Choice
from web.presenters.results import Pager, ResultLine, pager, result_line
from web.presenters.search import (
    Chip,
    Clearing,
    SearchPage,
    WarningLine,
    chips,
)
from web.presenters.search import search_page as full_page


def search_page(asked: Answer) -> SearchPage:
    """The page over an archive of which no dates are known."""
    return full_page(asked, Facet("date"))


def test_a_page_of_an_empty_archive() -> None:
    page = search_page(answer())

    assert (page.title, page.total_words, page.shown, page.stories, page.chips) == (
        "",
        "No stories",
        "",
        (),
        (),
    )
    assert page.clearing == Clearing()
    assert page.pager == Pager("Page 1 of 1")


def test_a_hit_is_laid_out() -> None:
    line = result_line(hit("a/b", "Peace", published="2023-04", source="Wire"), "q=peace")

    assert line == ResultLine(
        url="/story/a%2Fb?q=peace",
        headline=(SnippetPart("Peace"),),
        snippet=(SnippetPart("a "), SnippetPart("match", is_match=True), SnippetPart(" here")),
        date="April 2023",
        day="2023-04",
        source="Wire",
    )


def test_a_title_says_what_is_asked_and_is_short() -> None:
    asked = answer("q=peace&actor=xi-jinping&date=2023-04&not.source=Wire")

    assert search_page(asked).title == "peace · Xi Jinping · April 2023 · not Wire"
    assert len(search_page(answer(f"q={'x' * 500}")).title) == 80


def test_chips_are_the_filters_and_lead_to_the_search_without_them() -> None:
    assert chips(answer("q=peace&actor=xi-jinping&not.date=undated&sort=newest")) == (
        Chip("Actor", "Xi Jinping", "/search?q=peace&not.date=undated&sort=newest"),
        Chip("Date", "Undated", "/search?q=peace&actor=xi-jinping&sort=newest", is_excluded=True),
    )


def test_orders_lead_to_the_first_page() -> None:
    assert search_page(answer("q=a&sort=newest&page=3")).sorts == (
        Choice("Best match", "/search?q=a", False),
        Choice("Newest", "/search?q=a&sort=newest", True),
        Choice("Oldest", "/search?q=a&sort=oldest", False),
    )


def test_a_page_size_of_the_address_is_among_the_choices() -> None:
    choices = search_page(answer("per=33")).per_page

    assert [(c.label, c.is_current) for c in choices] == [
        ("10", False),
        ("25", False),
        ("33", True),
        ("50", False),
        ("100", False),
    ]


def test_pages_in_the_middle_lead_both_ways() -> None:
    assert pager(answer("page=3", total=1204)) == Pager(
        "Page 3 of 121",
        first_url="/search",
        previous_url="/search?page=2",
        next_url="/search?page=4",
        last_url="/search?page=121",
    )


def test_a_page_past_the_end_leads_to_the_last() -> None:
    assert pager(answer("page=9", total=12)) == Pager(
        "Page 9 of 2", first_url="/search", previous_url="/search?page=2"
    )


def test_what_is_shown_is_counted() -> None:
    found = answer("page=2&per=2", total=3, hits=(hit("c"),))

    assert search_page(found).shown == "3–3 of 3"


def test_a_warning_shows_the_query_around_the_fault() -> None:
    (warning,) = search_page(answer("q=peace+AND&actor=a")).warnings

    assert warning == WarningLine(
        message="AND joins nothing here and is ignored.",
        before="peace ",
        fault="AND",
        after="",
        repair="peace",
        repair_url="/search?q=peace&actor=a",
    )
