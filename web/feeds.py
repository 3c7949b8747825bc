"""Searches as feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from archive.catalogue import Catalogue
from archive.exports import Context, FeedHead, feed_of, head_of_search, records_of
from archive.saved.queries import title_of
from archive.search.request import MAX_PER_PAGE
from archive.search.state import SearchState
from archive.store import SavedQuery
from archive.store.histories import histories_of
from web.addresses import search_url, segment

FEED_PATH = "/search.atom"


def feed_of_search(catalogue: Catalogue, state: SearchState, context: Context) -> bytes:
    """The page of a search that its address asks for, in the order of the search."""
    found = catalogue.story_ids(state)
    before = (state.page - 1) * state.per_page
    with catalogue.store.read() as transaction:
        stories = records_of(transaction, found[before : before + state.per_page])
        head = head_of_search(transaction, state, title_of(transaction, state), found)
    head = replace(head, first=before + 1, per_page=state.per_page, links=_links(state, len(found)))
    return feed_of(head, stories, context)


def feed_of_saved(catalogue: Catalogue, saved: SavedQuery, page: int, context: Context) -> bytes:
    """A page of what a saved query finds, the stories written last first.

    A story has one entry for ever, made of its id and the query's: whatever is built anew,
    and even when a story goes and comes back, no reader is told of it as of a new one.
    """
    found = catalogue.story_ids(SearchState.from_address(saved.state))
    url = f"/s/{segment(saved.slug)}"
    last = max(1, -(-len(found) // MAX_PER_PAGE))
    before = (page - 1) * MAX_PER_PAGE
    with catalogue.store.read() as transaction:
        written = histories_of(transaction.stories.connection, found)
        ordered = sorted(written, key=lambda key: (-written[key].indexed_at.timestamp(), key))
        stories = records_of(transaction, ordered[before : before + MAX_PER_PAGE])
    head = FeedHead(
        key=f"saved:{saved.slug}",
        title=f"Cuttings: {saved.name}",
        updated=written[ordered[0]].indexed_at if ordered else saved.created_at,
        total=len(found),
        first=before + 1,
        per_page=MAX_PER_PAGE,
        query_text=saved.query_text,
        links={
            "alternate": url,
            **{
                relation: f"{url}.atom?page={number}" if number > 1 else f"{url}.atom"
                for relation, number in _pages(page, last).items()
            },
        },
    )
    return feed_of(head, stories, context)


def _links(state: SearchState, total: int) -> Mapping[str, str]:
    """The addresses of this page, of the page for readers, and of the other pages."""
    last = max(1, -(-total // state.per_page))
    return {
        "alternate": search_url(state),
        **{
            relation: search_url(state.on_page(page), path=FEED_PATH)
            for relation, page in _pages(state.page, last).items()
        },
    }


def _pages(page: int, last: int) -> dict[str, int]:
    """This page and its neighbours by relation."""
    pages = {"self": page, "first": 1, "last": last}
    if page > 1:
        pages["previous"] = min(page - 1, last)
    if page < last:
        pages["next"] = page + 1
    return pages
