"""What to do about a search that finds nothing, with what would be found then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive.analysis import form_of
from archive.catalogue import Answer, Catalogue
from archive.query.nodes import And, Fuzzy, MatchAll, Query, Word
from archive.query.parser import ParsedQuery
from archive.search.fields import SPEC
from archive.search.state import SearchState
from web.addresses import search_url
from web.presenters.counts import stories

MOST = 8
"""Searches that are tried of a kind."""
SHORTEST_NEARLY = 4
"""Shortest word of which other spellings are tried, in letters."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A search that finds something: what is changed, what is found, and where it is."""

    words: str
    found: str
    url: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Searches without a part, or with one spelt otherwise; parts that no story has at all."""

    without: tuple[WayOut, ...] = ()
    nearly: tuple[WayOut, ...] = ()
    nowhere: tuple[str, ...] = ()


def ways_out(catalogue: Catalogue, answer: Answer) -> WaysOut | None:
    """Find the ways out of an answer without stories; None when there is no need."""
    if answer.page.total:
        return None
    nowhere = [
        part
        for part in _parts(answer.query.tree)[:MOST]
        if not catalogue.total(SearchState(query_text=_text(part)))
    ]
    return WaysOut(
        without=_that_find(catalogue, _without_a_part(answer)),
        nearly=_that_find(catalogue, _spelt_nearly_so(answer, nowhere)),
        nowhere=tuple(map(_text, nowhere)),
    )


def _that_find(
    catalogue: Catalogue, searches: Iterable[tuple[str, SearchState]]
) -> tuple[WayOut, ...]:
    """Those of the first searches that find a story."""
    found = []
    for words, state in list(searches)[:MOST]:
        total = catalogue.total(state)
        if total:
            found.append(WayOut(words, stories(total), search_url(state)))
    return tuple(found)


def _without_a_part(answer: Answer) -> Iterator[tuple[str, SearchState]]:
    """The same search without one filter, without one part of its query, without either."""
    state = answer.state
    for name, chosen in state.filters:
        for value in (*chosen.chosen, *chosen.excluded):
            words = f"{SPEC[name].label}: {answer.label(name, value)}"
            yield words, state.dropping(name, value)
    parts = _parts(answer.query.tree)
    if len(parts) > 1:
        for part in parts:
            yield _text(part), _asking(state, [other for other in parts if other is not part])
    if state.query_text and state.filters:
        yield "every filter", state.without_filters()
        yield "the query", state.asking("")


def _spelt_nearly_so(answer: Answer, nowhere: Iterable[Query]) -> Iterator[tuple[str, SearchState]]:
    """The same search with a word that no story has spelt otherwise."""
    parts = _parts(answer.query.tree)
    for part in nowhere:
        if isinstance(part, Word) and part.text.isalpha() and len(part.text) >= SHORTEST_NEARLY:
            nearly = Fuzzy(form_of(part.text), field=part.field)
            yield (
                _text(nearly),
                _asking(answer.state, [nearly if other is part else other for other in parts]),
            )


def _parts(tree: Query) -> tuple[Query, ...]:
    if isinstance(tree, MatchAll):
        return ()
    return tree.parts if isinstance(tree, And) else (tree,)


def _asking(state: SearchState, parts: list[Query]) -> SearchState:
    tree = parts[0] if len(parts) == 1 else And(tuple(parts))
    return replace(state, query_text=_text(tree), page=1)


def _text(tree: Query) -> str:
    return ParsedQuery("", tree).canonical
