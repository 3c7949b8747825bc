"""Saved queries as they are listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.answer_json import Json
from archive.search.fields import DATE, SPEC
from archive.search.labels import day_label, value_label
from archive.search.state import SearchState
from archive.store import SavedQuery
from web.addresses import search_url, segment
from web.presenters.counts import stories
from web.presenters.exports import ExportLink, export_links

Headings = Callable[[str, str], str]
"""What a facet's value is called, by facet and value."""


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved query: its own address, what it asks, when it was saved and what it found then."""

    slug: str
    name: str
    note: str
    url: str
    search_url: str
    edit_url: str
    share_url: str
    delete_url: str
    rules: tuple[str, ...]
    saved: str
    found_then: str
    exports: tuple[ExportLink, ...]


def saved_line(saved: SavedQuery, heading_of: Headings = value_label) -> SavedLine:
    """Lay out one saved query."""
    state = SearchState.from_address(saved.state)
    url = f"/s/{segment(saved.slug)}"
    return SavedLine(
        slug=saved.slug,
        name=saved.name,
        note=saved.note,
        url=url,
        search_url=search_url(state),
        edit_url=f"{url}/edit",
        share_url=f"{url}/share",
        delete_url=f"{url}/delete",
        rules=rules(state, heading_of),
        saved=day_label(saved.created_at.date()),
        found_then=stories(saved.total_when_saved),
        exports=export_links(lambda suffix: f"{url}.{suffix}"),
    )


def saved_lines(
    queries: Sequence[SavedQuery], heading_of: Headings = value_label
) -> tuple[SavedLine, ...]:
    """Lay out all of them."""
    return tuple(saved_line(query, heading_of) for query in queries)


def saved_as_json(saved: SavedQuery) -> Json:
    """One saved query as plain data."""
    return {
        "slug": saved.slug,
        "name": saved.name,
        "url": f"/s/{segment(saved.slug)}",
        "search": saved.state,
        "query": saved.query_text,
        "note": saved.note,
        "created_at": saved.created_at.isoformat(),
        "total_when_saved": saved.total_when_saved,
    }


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
