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
from web.presenters.directions import direction_of

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

    @property
    def direction(self) -> str:
        """The side that its headline is read from, where its date and source stand too."""
        return direction_of("".join(part.text for part in self.headline))


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
        snippet=with_its_end_tied(without_opening(hit.snippet.parts, hit.headline.text)),
        date=date_words(hit.published),
        day=hit.published.iso,
        source=hit.source,
    )


def without_opening(parts: tuple[SnippetPart, ...], headline: str) -> tuple[SnippetPart, ...]:
    """Leave out of a snippet the words that stand above it already, as a story without a headline
    has them: its first words are shown in place of one.

    >>> parts = (SnippetPart("Fog closed "), SnippetPart("ports", True), SnippetPart(" today."))
    >>> "".join(part.text for part in without_opening(parts, "Fog closed ports …"))
    '… today.'
    >>> without_opening(parts, "Ports closed") == parts
    True
    """
    opening = headline.removesuffix("…").strip()
    text = "".join(part.text for part in parts)
    if not opening or not text.startswith(opening):
        return parts
    left, kept = len(opening), []
    for part in parts:
        kept.append(SnippetPart(part.text[left:], part.is_match))
        left = max(0, left - len(part.text))
    rest = tuple(part for part in kept if part.text)
    return (SnippetPart("…"), *rest) if any(part.text.strip(" …") for part in rest) else ()


def with_its_end_tied(parts: tuple[SnippetPart, ...]) -> tuple[SnippetPart, ...]:
    """Keep the dots that end a snippet on the line of the last word.

    >>> with_its_end_tied((SnippetPart("a year …"),))[0].text == "a year\N{NO-BREAK SPACE}…"
    True
    """
    if not parts or not parts[-1].text.endswith(" …"):
        return parts
    *before, last = parts
    return (*before, SnippetPart(f"{last.text[:-2]}\N{NO-BREAK SPACE}…", last.is_match))


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
