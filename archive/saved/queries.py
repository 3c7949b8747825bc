"""Saved queries: kept with a memory of what they found; what they ask, in words and as data.

The web and the command line keep, change and list them here, so that both see the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, TypedDict
from urllib.parse import quote

from archive.catalogue import Catalogue
from archive.json_shapes import WHOLE, GivenWhole, says
from archive.saved.revisits import Revisit, contents_found, revisit, revisit_since
from archive.search.fields import DATE, SPEC
from archive.search.labels import value_label
from archive.search.state import SearchState
from archive.store import SavedQuery, Transaction

LONGEST_NAME = 120
LONGEST_NOTE = 2000
Headings = Callable[[str, str], str]
"""What a facet's value is called, by facet and value."""


class KeptQuery(TypedDict):
    """A saved query."""

    slug: Annotated[str, says("What stands behind /s/ in its address.")]
    name: Annotated[str, says("Its name.")]
    url: Annotated[str, says("Its page; with .json behind it, what it finds now.")]
    search: Annotated[str, says("What it asks, as the part of an address behind the ?.")]
    query: Annotated[str, says("The query in it.")]
    note: Annotated[str, says("What was noted about it.")]
    created_at: Annotated[str, says("When it was saved, in ISO 8601.")]
    total_when_saved: Annotated[int, says("How many stories it found then.")]


class SavedAnswer(GivenWhole):
    """The saved queries."""

    saved: Annotated[list[KeptQuery], says("The saved queries, the newest first.")]


class Changes(TypedDict):
    """The ids of the stories of a saved query that differ from those at a moment."""

    since: Annotated[str, says("The moment, in ISO 8601.")]
    new: Annotated[list[str], says("Those that are found now and were not then.")]
    changed: Annotated[list[str], says("Those that read otherwise.")]
    gone: Annotated[
        list[str] | None,
        says("Those that were found then and are not now; null where only a moment was asked for."),
    ]


def save_search(
    catalogue: Catalogue, name: str, state: SearchState, *, note: str = ""
) -> SavedQuery:
    """Keep a search and a memory of what it finds; without a name, it is called by its rules."""
    state = state.on_page(1)
    contents = contents_found(catalogue, state)
    with catalogue.store.begin() as transaction:
        given = name or title_of(transaction, state)
        saved = transaction.saved.add(
            given[:LONGEST_NAME],
            query_text=state.query_text,
            state=state.address,
            note=note[:LONGEST_NOTE],
            total=len(contents),
        )
        transaction.memories.put(saved.slug, contents)
    return saved


def replace_search(catalogue: Catalogue, slug: str, state: SearchState) -> SavedQuery:
    """Let a saved query stand for another search; its address and name stay."""
    state = state.on_page(1)
    contents = contents_found(catalogue, state)
    with catalogue.store.begin() as transaction:
        saved = transaction.saved.update(
            slug, query_text=state.query_text, state=state.address, total=len(contents)
        )
        transaction.memories.put(slug, contents)
    return saved


def remember_again(catalogue: Catalogue, saved: SavedQuery) -> int:
    """Remember what is found now: differences are counted from this moment; how many it finds."""
    contents = contents_found(catalogue, SearchState.from_address(saved.state))
    with catalogue.store.begin() as transaction:
        transaction.memories.put(saved.slug, contents)
    return len(contents)


def revisit_saved(
    catalogue: Catalogue, saved: SavedQuery, since: datetime | None = None
) -> Revisit | None:
    """How a saved query differs from what it found, or since a moment; None where nobody knows."""
    state = SearchState.from_address(saved.state)
    if since:
        return revisit_since(catalogue, state, since)
    with catalogue.store.read() as transaction:
        memory = transaction.memories.find(saved.slug)
    return revisit(catalogue, state, memory) if memory else None


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


def rules(state: SearchState, heading_of: Headings = value_label) -> tuple[str, ...]:
    """What a search asks, a rule a line.

    >>> rules(SearchState.from_address("q=peace&date=2023-04&date=2023-05&not.source=Wire"))
    ('“peace”', 'Date: April 2023 or May 2023', 'Source: not Wire')
    """
    lines = [f"“{state.query_text}”"] if state.query_text else []
    for name, chosen in state.filters:
        joint = " and " if chosen.match_all and name != DATE else " or "
        wanted = joint.join(heading_of(name, value) for value in chosen.chosen)
        unwanted = ", ".join(f"not {heading_of(name, value)}" for value in chosen.excluded)
        lines.append(f"{SPEC[name].label}: {', '.join(filter(None, (wanted, unwanted)))}")
    return tuple(lines) or ("Every story",)


def title_of(transaction: Transaction, state: SearchState) -> str:
    """What a search is called that nobody gave a name: its rules."""
    return "; ".join(rules(state, headings_for(transaction, [state])))


def saved_as_json(saved: SavedQuery) -> KeptQuery:
    """One saved query as plain data."""
    return {
        "slug": saved.slug,
        "name": saved.name,
        "url": f"/s/{quote(saved.slug, safe='', errors='replace')}",
        "search": saved.state,
        "query": saved.query_text,
        "note": saved.note,
        "created_at": saved.created_at.isoformat(),
        "total_when_saved": saved.total_when_saved,
    }


def every_saved_as_json(found: Iterable[SavedQuery]) -> SavedAnswer:
    """A list of saved queries as plain data."""
    return {"saved": [saved_as_json(query) for query in found], **WHOLE}


def revisit_as_json(found: Revisit) -> Changes:
    """The ids of the stories that differ; `gone` is None where nobody remembers."""
    return {
        "since": found.since.isoformat(),
        "new": list(found.new),
        "changed": list(found.changed),
        "gone": None if found.gone is None else list(found.gone),
    }
