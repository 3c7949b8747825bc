"""The pages of actors, organisations and places, and of every place where one is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archive.model import AuthorityRecord
from archive.names.corrections import Pair
from archive.search.request import FacetFilter
from archive.search.state import SearchState
from archive.store import Transaction
from archive.store.quotes import QuoteOf
from web.addresses import name_url
from web.api.operations import documented
from web.api.parameters import GOING_ON, PER
from web.presenters.contexts import StoryContexts, story_contexts
from web.presenters.corrections import JournalLine, journal_line
from web.presenters.counts import counted, stories
from web.presenters.names import FiledName, members_of, name_page, state_for
from web.presenters.network import Member, Network, network
from web.presenters.quotes import SpeakerLine, quoting_url, speaker_lines
from web.presenters.results import Pager
from web.records_json import NameAnswer, name_as_json
from web.requests import requested_list
from web.site import catalogue

blueprint = Blueprint("names", __name__)
KIND = "<any(actor, organisation, place):kind>"
PER_PAGE = 20
"""Stories on a page of mentions, quotations on a page of those."""
NEWEST_QUOTES = 3
"""Quotations on the page of a name."""


@blueprint.get(f"/{KIND}/<path:authority_id>")
def name(kind: str, authority_id: str) -> str | AnyResponse:
    """Show what the archive has on a name; one that was merged leads to where it went."""
    record = _record(kind, authority_id)
    if _pair(record) != (kind, authority_id):
        return redirect(name_url(*_pair(record)))
    filed = _filed(record)
    page = name_page(filed, _network(filed), catalogue().coverage(SearchState()))
    return render_template("name.html", page=page)


@blueprint.get(f"/{KIND}/<path:authority_id>.json")
@documented("Names", query=(PER, GOING_ON), fails=(400, 404), example="per=2")
def name_json(kind: str, authority_id: str) -> NameAnswer | AnyResponse:
    """Look up an actor, an organisation or a place.

    Gives its other names and a page of the stories it is in. One that was merged into another
    leads there.
    """
    record = _record(kind, authority_id)
    if _pair(record) != (kind, authority_id):
        return redirect(f"{name_url(*_pair(record))}.json")
    pages, token = requested_list()
    state = replace(state_for(*_pair(record)), per_page=pages.per_page)
    return name_as_json(record, catalogue().answer(state, token=token))


@blueprint.get(f"/{KIND}/<path:authority_id>/mentions")
def mentions(kind: str, authority_id: str) -> str | AnyResponse:
    """Show every place where a name stands, newest stories first."""
    record = _record(kind, authority_id)
    url = f"{name_url(*_pair(record))}/mentions"
    if _pair(record) != (kind, authority_id):
        return redirect(url)
    page = max(1, min(request.args.get("page", 1, type=int), 1_000_000))
    state = SearchState(
        filters=state_for(kind, authority_id).filters,
        sort=state_for(kind, authority_id).sort,
        page=page,
        per_page=PER_PAGE,
    )
    answer = catalogue().answer(state, facet_size=0)
    return render_template(
        "mentions.html",
        heading=record.heading,
        back_url=name_url(kind, authority_id),
        total=stories(answer.page.total),
        found=_contexts([hit.story_id for hit in answer.page.hits], _pair(record)),
        pager=_pager(url, page, answer.pages),
    )


@blueprint.get(f"/{KIND}/<path:authority_id>/quotes")
def quotes(kind: str, authority_id: str) -> str | AnyResponse:
    """Show all that a name is quoted with, newest stories first."""
    record = _record(kind, authority_id)
    url = f"{name_url(*_pair(record))}/quotes"
    if _pair(record) != (kind, authority_id):
        return redirect(url)
    page = max(1, min(request.args.get("page", 1, type=int), 1_000_000))
    with catalogue().store.read() as transaction:
        first = (page - 1) * PER_PAGE
        found = transaction.stories.quotes_by(kind, authority_id, first=first, most=PER_PAGE)
        lines = _speaker_lines(transaction, found.quotes)
    return render_template(
        "quotes.html",
        heading=record.heading,
        back_url=name_url(kind, authority_id),
        quoting_url=quoting_url(record.heading),
        total=counted(found.total, "quotation"),
        quotes=lines,
        pager=_pager(url, page, max(1, -(-found.total // PER_PAGE))),
    )


def _speaker_lines(transaction: Transaction, found: Sequence[QuoteOf]) -> tuple[SpeakerLine, ...]:
    told = transaction.stories.get_many(each.story_id for each in found)
    return speaker_lines(found, {story_id: story for story_id, (story, _) in told.items()})


def _pager(url: str, page: int, pages: int) -> Pager:
    words = f"Page {page:,} of {pages:,}"
    back = {"first_url": url, "previous_url": f"{url}?page={min(page - 1, pages)}"}
    on = {"next_url": f"{url}?page={page + 1}", "last_url": f"{url}?page={pages}"}
    return Pager(words, **(back if page > 1 else {}), **(on if page < pages else {}))


def _contexts(story_ids: Sequence[str], pair: Pair) -> list[StoryContexts]:
    with catalogue().store.read() as transaction:
        found = transaction.stories.get_many(story_ids)
    return [
        story_contexts(found[story_id][0], mention)
        for story_id in story_ids
        if story_id in found
        for mention in found[story_id][1]
        if (mention.kind.value, mention.authority_id) == pair
    ]


def _record(kind: str, authority_id: str) -> AuthorityRecord:
    with catalogue().store.read() as transaction:
        return transaction.authorities.get(kind, authority_id)


def _filed(record: AuthorityRecord) -> FiledName:
    pair = _pair(record)
    answer = catalogue().answer(state_for(*pair))
    with catalogue().store.read() as transaction:
        forms = transaction.stories.forms(*pair)
        said = transaction.stories.quotes_by(*pair, most=NEWEST_QUOTES)
        newest = _speaker_lines(transaction, said.quotes)
        journal = _journal(transaction, pair)
        return FiledName(record, answer, forms, journal, newest, said.total)


def _journal(transaction: Transaction, pair: Pair) -> tuple[JournalLine, ...]:
    entries = transaction.journal.about(transaction.journal.rules.sources(pair))
    headings = transaction.authorities.found_headings(entry.subject for entry in entries)
    return tuple(journal_line(entry, headings) for entry in entries)


def _network(filed: FiledName) -> Network | None:
    members = members_of(filed.answer)
    return network(filed.record.heading, members, _shared(_pair(filed.record), members))


def _shared(pair: Pair, members: Sequence[Member]) -> dict[tuple[Pair, Pair], int]:
    """Count the stories of the name in which two of the others stand together."""
    searcher, shared = catalogue().engine.searcher(), {}
    for one, other in combinations(members, 2):
        chosen: dict[str, tuple[str, ...]] = {}
        for kind, value in (pair, one.pair, other.pair):
            chosen[kind] = (*chosen.get(kind, ()), value)
        state = SearchState(per_page=0)
        for kind, values in chosen.items():
            state = state.with_filter(kind, FacetFilter(values, match_all=True))
        shared[one.pair, other.pair] = searcher.search(state.request(facet_size=0)).total
    return shared


def _pair(record: AuthorityRecord) -> Pair:
    return record.kind.value, record.authority_id
