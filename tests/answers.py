"""Answers made by hand."""

from __future__ import annotations

from archive.catalogue import Answer
from archive.model import PartialDate
from archive.search.results import Facet, FacetValue, Hit, ResultPage, Snippet, SnippetPart
from archive.search.state import SearchState

HEADINGS = {("actor", "xi-jinping"): "Xi Jinping", ("actor", "angela-merkel"): "Angela Merkel"}


def hit(story_id: str, headline: str = "", *, published: str = "", source: str = "") -> Hit:
    """A hit whose snippet is `a match here`."""
    date = PartialDate.of(*map(int, published.split("-"))) if published else PartialDate()
    snippet = Snippet(
        (SnippetPart("a "), SnippetPart("match", is_match=True), SnippetPart(" here"))
    )
    title = Snippet((SnippetPart(headline),) if headline else ())
    return Hit(story_id, title, snippet, date, source)


def facet(name: str, *values: FacetValue, distinct: int | None = 0, missing: int = 0) -> Facet:
    """A facet; as many distinct values as are given unless said."""
    return Facet(name, values, len(values) if distinct == 0 else distinct, missing)


def answer(address: str = "", *facets: Facet, total: int = 0, hits: tuple[Hit, ...] = ()) -> Answer:
    """The answer to the search at an address."""
    state = SearchState.from_address(address)
    shown = {facet.name: facet for facet in facets}
    more = bool(hits) and state.page * state.per_page < total
    page = ResultPage(total, hits, shown, has_next=more)
    return Answer(state, state.parsed, page, HEADINGS)
