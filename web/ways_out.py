"""What to leave out of a search that finds nothing, with what would be found then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.catalogue import Answer, Catalogue
from archive.query.nodes import And, Query
from archive.query.parser import ParsedQuery
from archive.search.fields import SPEC
from archive.search.state import SearchState
from web.addresses import search_url
from web.presenters.counts import stories
from web.saving import total_of

MOST = 8
"""Searches that are tried."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search that asks for less: what is left out, what is found, and where it is."""

    left_out: str
    found: str
    url: str


def ways_out(catalogue: Catalogue, answer: Answer) -> tuple[WayOut, ...]:
    """The searches without one part that find something; none when there is no need."""
    if answer.page.total:
        return ()
    found = []
    for left_out, state in list(_smaller(answer))[:MOST]:
        total = total_of(catalogue, state)
        if total:
            found.append(WayOut(left_out, stories(total), search_url(state)))
    return tuple(found)


def _smaller(answer: Answer) -> Iterator[tuple[str, SearchState]]:
    """The same search without one filter, without one part of its query, without either."""
    state, tree = answer.state, answer.query.tree
    for name, chosen in state.filters:
        for value in (*chosen.chosen, *chosen.excluded):
            words = f"{SPEC[name].label}: {answer.label(name, value)}"
            yield words, state.dropping(name, value)
    if isinstance(tree, And):
        for part in tree.parts:
            rest = tuple(other for other in tree.parts if other is not part)
            text = _text(And(rest) if len(rest) > 1 else rest[0])
            yield _text(part), state.asking(text)
    if state.query_text and state.filters:
        yield "every filter", state.without_filters()
        yield "the query", state.asking("")


def _text(tree: Query) -> str:
    return ParsedQuery("", tree).canonical
