"""The addresses of pages, and a quick way to write those of neighbouring searches.

A results page carries some hundred links that each differ from its own address by one value.
`Neighbours` encodes what they share once.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, quote_plus

from archive.query.periods import Period, parse_period
from archive.search.fields import FACET_NAMES, PERIOD_FACETS
from archive.search.request import DEFAULT_PER_PAGE, FacetFilter, Sort
from archive.search.state import SHARE, SearchState


def search_url(state: SearchState, *, path: str = "/search") -> str:
    """The address of a search.

    >>> search_url(SearchState.from_address("page=2&q=peace"))
    '/search?q=peace&page=2'
    """
    address = state.address
    return f"{path}?{address}" if address else path


@lru_cache(maxsize=1 << 14)
def encoded(value: str) -> str:
    """Write a value as `urlencode` does; a lone surrogate, which has no bytes, as `?`."""
    return quote_plus(value, errors="replace")


def segment(value: str) -> str:
    """Write a value as one part of a path.

    >>> segment("a/b c")
    'a%2Fb%20c'
    """
    return quote(value, safe="", errors="replace")


def story_url(story_id: str, address: str = "") -> str:
    """The page of a story; `address` is the search it was found by."""
    return f"/story/{segment(story_id)}{'?' + address if address else ''}"


def name_url(kind: str, authority_id: str) -> str:
    """The page of an actor, organisation or place."""
    return f"/{kind}/{segment(authority_id)}"


def value_url(facet: str, value: str) -> str:
    """The search for the stories that have one facet value."""
    return f"/search?{facet}={encoded(value)}"


def choosing(state: SearchState, name: str, value: str) -> SearchState:
    """Choose a value; a period takes the place of those it lies in and those that lie in it.

    >>> choosing(SearchState.from_address("date=2023&date=2021"), "date", "2023-04").address
    'date=2021&date=2023-04'
    """
    if name in PERIOD_FACETS and (period := parse_period(value)):
        for other in state.filter_on(name).chosen:
            if other != value and _overlap(period, other):
                state = state.dropping(name, other)
    return state.choosing(name, value)


def _overlap(period: Period, other: str) -> bool:
    known = parse_period(other)
    return known is not None and (_holds(period, known) or _holds(known, period))


def _holds(outer: Period, inner: Period) -> bool:
    if outer.is_undated or inner.is_undated:
        return False
    starts = outer.first_day is None or (
        inner.first_day is not None and outer.first_day <= inner.first_day
    )
    ends = outer.last_day is None or (
        inner.last_day is not None and inner.last_day <= outer.last_day
    )
    return starts and ends


class Neighbours:
    """Addresses of searches that differ from one search by one facet value."""

    def __init__(self, state: SearchState, *, path: str = "/search") -> None:
        self._state = state
        self._path = path
        self._ends = {name: _ends(state, name) for name in FACET_NAMES}
        self._marked = {name: _marked(state.filter_on(name)) for name in FACET_NAMES}

    def choosing(self, name: str, value: str) -> str:
        """The address with the value chosen."""
        if self._marked[name] and (name in PERIOD_FACETS or value in self._marked[name]):
            return search_url(choosing(self._state, name, value), path=self._path)
        before, _, after, _ = self._ends[name]
        return f"{self._path}?{before}{name}={encoded(value)}{after}"

    def excluding(self, name: str, value: str) -> str:
        """The address with the value excluded."""
        if value in self._marked[name]:
            return search_url(self._state.excluding(name, value), path=self._path)
        _, before, _, after = self._ends[name]
        return f"{self._path}?{before}not.{name}={encoded(value)}{after}"

    def dropping(self, name: str, value: str) -> str:
        """The address with the value neither chosen nor excluded."""
        return search_url(self._state.dropping(name, value), path=self._path)

    def matching(self, name: str, *, match_all: bool) -> str:
        """The address that asks for all chosen values of a facet, or for one of them."""
        now = self._state.filter_on(name)
        changed = FacetFilter(now.chosen, now.excluded, match_all)
        return search_url(self._state.with_filter(name, changed), path=self._path)


def _marked(chosen: FacetFilter) -> frozenset[str]:
    return frozenset((*chosen.chosen, *chosen.excluded))


def _ends(state: SearchState, name: str) -> tuple[str, str, str, str]:
    """What stands before a value chosen or excluded in a facet, and what follows each."""
    place = FACET_NAMES.index(name)
    up_to = FACET_NAMES[: place + 1]
    query = [f"q={encoded(state.query_text)}"] if state.query_text else []
    chosen = [(n, f"{n}={encoded(v)}") for n, f in state.filters for v in f.chosen]
    excluded = [(n, f"not.{n}={encoded(v)}") for n, f in state.filters for v in f.excluded]
    tail = [f"all={n}" for n, f in state.filters if f.match_all]
    tail += [f"sort={state.sort.value}"] if state.sort is not Sort.RELEVANCE else []
    tail += [f"per={state.per_page}"] if state.per_page != DEFAULT_PER_PAGE else []
    tail += [f"chart={SHARE}"] if state.as_share else []
    chosen_before = [text for n, text in chosen if n in up_to]
    chosen_after = [text for n, text in chosen if n not in up_to]
    excluded_before = [text for n, text in excluded if n in up_to]
    excluded_after = [text for n, text in excluded if n not in up_to]
    every_chosen = [text for _, text in chosen]
    every_excluded = [text for _, text in excluded]
    return (
        "".join(f"{part}&" for part in (*query, *chosen_before)),
        "".join(f"{part}&" for part in (*query, *every_chosen, *excluded_before)),
        "".join(f"&{part}" for part in (*chosen_after, *every_excluded, *tail)),
        "".join(f"&{part}" for part in (*excluded_after, *tail)),
    )
