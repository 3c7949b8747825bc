"""The list of stories found, one page of it, and the way to the other pages."""

from __future__ import annotations

from dataclasses import dataclass

from archive.catalogue import Answer
from archive.model import PartialDate
from archive.query.periods import UNDATED_VALUE
from archive.search.labels import date_label
from archive.search.results import Hit, SnippetPart
from web.addresses import search_url, story_url
from web.presenters.counts import number

UNTITLED = (SnippetPart("Untitled story"),)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One story as the list shows it; `day` is its date in ISO 8601, empty when undated."""

    url: str
    headline: tuple[SnippetPart, ...]
    snippet: tuple[SnippetPart, ...]
    date: str
    day: str
    source: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where this page stands among all; an address is empty where there is no such page."""

    words: str
    first_url: str = ""
    previous_url: str = ""
    next_url: str = ""
    last_url: str = ""


def result_line(hit: Hit, address: str = "") -> ResultLine:
    """One hit; `address` is the search that found it, so that its page leads back."""
    return ResultLine(
        url=story_url(hit.story_id, address),
        headline=hit.headline.parts or UNTITLED,
        snippet=hit.snippet.parts,
        date=date_words(hit.published),
        day=hit.published.iso,
        source=hit.source,
    )


def date_words(published: PartialDate) -> str:
    """A date as far as it is known.

    >>> date_words(PartialDate.of(2023, 4)), date_words(PartialDate())
    ('April 2023', 'Undated')
    """
    return date_label(published.iso or UNDATED_VALUE)


def pager(answer: Answer) -> Pager:
    """The neighbours of a page; beyond the last page, the last one is the previous."""
    state, pages = answer.state, answer.pages
    words = f"Page {number(state.page)} of {number(pages)}"
    back = {}
    if state.page > 1:
        back = {
            "first_url": search_url(state.on_page(1)),
            "previous_url": search_url(state.on_page(min(state.page - 1, pages))),
        }
    on = {}
    if state.page < pages:
        on = {
            "next_url": search_url(state.on_page(state.page + 1)),
            "last_url": search_url(state.on_page(pages)),
        }
    return Pager(words, **back, **on)
