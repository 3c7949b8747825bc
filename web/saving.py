"""Saved queries kept, listed and taken back; what the views of them share."""

from __future__ import annotations

from collections.abc import Iterable

from archive.catalogue import Catalogue
from archive.revisits import contents_found, revisit
from archive.search.fields import SPEC
from archive.search.labels import value_label
from archive.search.state import SearchState
from archive.store import Memory, SavedQuery, Transaction
from web.presenters.revisits import RevisitLine, revisit_line
from web.presenters.saved import Headings, rules

SAVE = "save"
"""What the form that saves a search is for, as its token has it."""
LONGEST_NAME = 120
LONGEST_NOTE = 2000


def save_search(catalogue: Catalogue, name: str, state: SearchState) -> SavedQuery:
    """Keep a search under a name, with a memory of the stories that it finds now."""
    state = state.on_page(1)
    contents = contents_found(catalogue, state)
    with catalogue.store.begin() as transaction:
        given = name or "; ".join(rules(state, headings_for(transaction, [state])))
        saved = transaction.saved.add(
            given[:LONGEST_NAME],
            query_text=state.query_text,
            state=state.address,
            total=len(contents),
        )
        transaction.memories.put(saved.slug, contents)
    return saved


def memory_of(catalogue: Catalogue, slug: str) -> Memory | None:
    """What a saved query found; None where that is not known."""
    with catalogue.store.read() as transaction:
        return transaction.memories.find(slug)


def revisited(catalogue: Catalogue, saved: SavedQuery) -> RevisitLine | None:
    """How a saved query differs from what it found; None where that is not known."""
    memory = memory_of(catalogue, saved.slug)
    if memory is None:
        return None
    state = SearchState.from_address(saved.state)
    return revisit_line(saved.slug, revisit(catalogue, state, memory))


def every_saved(catalogue: Catalogue) -> tuple[SavedQuery, ...]:
    """The saved queries, the newest first."""
    with catalogue.store.read() as transaction:
        return transaction.saved.all()


def find_saved(catalogue: Catalogue, slug: str) -> SavedQuery:
    """Find a saved query; raise NotFoundError when there is none."""
    with catalogue.store.read() as transaction:
        return transaction.saved.get(slug)


def headings_for(transaction: Transaction, states: Iterable[SearchState]) -> Headings:
    """Look up what the values that some searches filter by are called."""
    found = transaction.authorities.headings(
        (name, value)
        for state in states
        for name, chosen in state.filters
        if SPEC[name].is_authority
        for value in (*chosen.chosen, *chosen.excluded)
    )
    return lambda name, value: value_label(name, value, found.get((name, value), ""))
