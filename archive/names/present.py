"""Old names in addresses: a search that chose a record asks for what that record is now."""

from __future__ import annotations

from dataclasses import replace

from archive.names.corrections import Pair, Rules
from archive.search.fields import SPEC
from archive.search.request import FacetFilter
from archive.search.state import SearchState


def with_present_names(state: SearchState, rules: Rules) -> SearchState:
    """The same search with the records that names were merged or retyped into."""
    for name, chosen in state.filters:
        if not SPEC[name].is_authority:
            continue
        for value in (*chosen.chosen, *chosen.excluded):
            kind, present = rules.follow((name, value)).pair
            if (kind, present) != (name, value):
                state = _replaced(state, (name, value), (kind, present))
    return state


def _replaced(state: SearchState, old: Pair, new: Pair) -> SearchState:
    """Put one value in the place of another, or into its own facet."""
    chosen = state.filter_on(old[0])
    is_chosen = old[1] in chosen.chosen
    if old[0] == new[0]:
        swapped = FacetFilter(
            _swapped(chosen.chosen, old[1], new[1]),
            _swapped(chosen.excluded, old[1], new[1]),
            chosen.match_all,
        )
        return replace(state.with_filter(old[0], swapped), page=state.page)
    without = state.dropping(*old)
    moved = without.choosing(*new) if is_chosen else without.excluding(*new)
    return replace(moved, page=state.page)


def _swapped(values: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if value == old else value for value in values))
