"""Saved queries as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.saved.queries import Headings, rules
from archive.search.labels import day_label, value_label
from archive.search.state import SearchState
from archive.store import SavedQuery
from web.addresses import search_url, segment
from web.presenters.counts import stories
from web.presenters.exports import ExportLink, export_links


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
