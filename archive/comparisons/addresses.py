"""One search for what two searches find in common, or what one finds alone: links to the stories.

Not every such search can be said in an address; there is none then.
"""

from __future__ import annotations

from archive.query.joining import all_of, none_of
from archive.query.nodes import MatchAll, Query
from archive.query.parser import ParsedQuery, parse
from archive.search.fields import DATE, FACET_NAMES
from archive.search.request import FacetFilter
from archive.search.state import SearchState


def both_of(a: SearchState, b: SearchState) -> SearchState | None:
    """The search for what both find; None when no address says that."""
    state = _asking(a.without_filters(), all_of([a.parsed.tree, b.parsed.tree]))
    for name in FACET_NAMES:
        here, there = a.filter_on(name), b.filter_on(name)
        joined = _both(here, there, is_date=name == DATE)
        if joined is None or state is None:
            return None
        state = state.with_filter(name, joined)
    return state


def only_first(a: SearchState, b: SearchState) -> SearchState | None:
    """The search for what the first finds and the second does not; None when no address says it.

    >>> a, b = map(SearchState.from_address, ("q=x&actor=ada", "q=x&actor=bo"))
    >>> only_first(a, b).address
    'q=x&actor=ada&not.actor=bo'
    """
    differing = [
        name for name in FACET_NAMES if b.filter_on(name) not in (FacetFilter(), a.filter_on(name))
    ]
    tree = b.parsed.tree
    if tree in (MatchAll(), a.parsed.tree) and len(differing) == 1:
        return _leaving_out(a, differing[0], b.filter_on(differing[0]))
    if not differing and not isinstance(tree, MatchAll):
        return _asking(a, all_of([a.parsed.tree, none_of(tree)]))
    return None


def _asking(state: SearchState, tree: Query) -> SearchState | None:
    """The search for a tree, if its text is read as the same."""
    text = ParsedQuery("", tree).canonical
    again = parse(text)
    return state.asking(text) if again.tree == tree and not again.warnings else None


def _both(here: FacetFilter, there: FacetFilter, *, is_date: bool) -> FacetFilter | None:
    """What passes both filters as one; None when that is none."""
    excluded = tuple(dict.fromkeys((*here.excluded, *there.excluded)))
    if not there.chosen or (here.chosen == there.chosen and here.match_all == there.match_all):
        return FacetFilter(here.chosen, excluded, here.match_all)
    if not here.chosen:
        return FacetFilter(there.chosen, excluded, there.match_all)
    if is_date or any(len(f.chosen) > 1 and not f.match_all for f in (here, there)):
        return None
    return FacetFilter(tuple(dict.fromkeys((*here.chosen, *there.chosen))), excluded, True)


def _leaving_out(state: SearchState, name: str, unwanted: FacetFilter) -> SearchState | None:
    """The search without what passes a filter; None when that takes more than excluding."""
    if unwanted.excluded or (unwanted.match_all and len(unwanted.chosen) > 1):
        return None
    now = state.filter_on(name)
    if set(now.chosen) & set(unwanted.chosen):
        return None
    excluded = tuple(dict.fromkeys((*now.excluded, *unwanted.chosen)))
    return state.with_filter(name, FacetFilter(now.chosen, excluded, now.match_all))
