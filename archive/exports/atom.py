"""Stories as an Atom feed (RFC 4287), with the pages of RFC 5005 and the counts of OpenSearch.

A feed says only what the store says: `updated` is when a story was written to the archive, so
that the same stories give the same bytes, whatever was built anew in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from archive.exports.citations import one_line
from archive.exports.records import Context, ExportedStory
from archive.model import NameKind, Precision
from archive.search.labels import date_label
from archive.search.state import SearchState
from archive.store import Transaction
from archive.store.histories import newest_of

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without a story was updated: before anything was."""
LONGEST_SUMMARY = 400
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself; `links` are addresses by relation, `first` counts from 1.

    `key` tells this feed from all others and never changes: the ids of the feed and of its
    entries are made from it.
    """

    key: str
    title: str
    updated: datetime | None
    total: int
    first: int
    per_page: int
    query_text: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


def head_of_search(
    transaction: Transaction, state: SearchState, title: str, found: Sequence[str]
) -> FeedHead:
    """The head of a feed that gives all that a search finds on one page."""
    return FeedHead(
        key=feed_key(state),
        title=f"Cuttings: {title}",
        updated=newest_of(transaction.stories.connection, found),
        total=len(found),
        first=1,
        per_page=len(found),
        query_text=state.query_text,
    )


def feed_key(state: SearchState) -> str:
    """The key of a search's feed, the same for all of its pages and wherever it is written.

    >>> feed_key(SearchState.from_address("q=peace&page=3"))
    'q=peace&per=1'
    """
    return replace(state, page=1, per_page=1).address


def feed_of(head: FeedHead, stories: Iterable[ExportedStory], context: Context) -> bytes:
    """Write one page of a feed."""
    Xml.register_namespace("", ATOM)
    Xml.register_namespace("opensearch", OPENSEARCH)
    Xml.register_namespace("dc", DUBLIN_CORE)
    feed = Xml.Element(f"{{{ATOM}}}feed")
    _say(feed, "id", stable_id("feed", head.key))
    _say(feed, "title", head.title)
    _say(feed, "updated", _moment(head.updated or NOTHING_YET))
    _say(_add(feed, "author"), "name", "Cuttings")
    _say(feed, "generator", "Cuttings")
    for relation, path in head.links.items():
        _link(feed, relation, f"{context.root}{path}")
    _counts(feed, head)
    for story in stories:
        _entry(_add(feed, "entry"), head, story, context)
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def stable_id(*parts: str) -> str:
    """An id that is the same wherever and whenever it is made of the same parts.

    >>> stable_id("feed", "q=peace") == stable_id("feed", "q=peace")
    True
    """
    name = "\x1f".join(("cuttings", *parts)).encode("utf-8", "replace").decode()
    return uuid5(NAMESPACE_URL, name).urn


def _counts(feed: Xml.Element, head: FeedHead) -> None:
    for name, number in (
        ("totalResults", head.total),
        ("startIndex", head.first),
        ("itemsPerPage", head.per_page),
    ):
        Xml.SubElement(feed, f"{{{OPENSEARCH}}}{name}").text = str(number)
    query = Xml.SubElement(feed, f"{{{OPENSEARCH}}}Query", {"role": "request"})
    query.set("searchTerms", _xml_text(head.query_text))


def _entry(entry: Xml.Element, head: FeedHead, told: ExportedStory, context: Context) -> None:
    story = told.story
    _say(entry, "id", stable_id("entry", head.key, told.story_id))
    _say(entry, "title", one_line(told.headline))
    _say(entry, "updated", _moment(told.indexed_at))
    if told.published.first_day and told.published.precision is Precision.DAY:
        _say(entry, "published", f"{told.published.first_day.isoformat()}T00:00:00Z")
    if told.published.is_known:
        Xml.SubElement(entry, f"{{{DUBLIN_CORE}}}date").text = told.published.iso
    if story.source:
        Xml.SubElement(entry, f"{{{DUBLIN_CORE}}}publisher").text = _xml_text(story.source)
    for author in story.authors or (story.source or "Unknown",):
        _say(_add(entry, "author"), "name", author)
    _link(entry, "alternate", told.permalink(context))
    if story.url.startswith(("https://", "http://")):
        _link(entry, "via", story.url)
    for kind in (NameKind.ACTOR, NameKind.ORGANISATION):
        for name in told.names[kind]:
            term = {"term": _xml_text(name), "scheme": f"{context.root}/facet/{kind.value}"}
            Xml.SubElement(entry, f"{{{ATOM}}}category", term)
    _say(entry, "summary", _summary(told))


def _summary(told: ExportedStory) -> str:
    """The date in words, and how the text begins."""
    date = date_label(told.published.iso) if told.published.is_known else "Undated"
    text = one_line(told.story.body)
    cut = text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY].rsplit(' ', 1)[0]} …"
    return f"{date}. {cut}"


def _add(parent: Xml.Element, name: str) -> Xml.Element:
    return Xml.SubElement(parent, f"{{{ATOM}}}{name}")


def _say(parent: Xml.Element, name: str, text: str) -> None:
    _add(parent, name).text = _xml_text(text)


def _link(parent: Xml.Element, relation: str, address: str) -> None:
    link = {"rel": relation, "href": _xml_text(address)}
    if relation in ("self", "first", "next", "previous", "last"):
        link["type"] = "application/atom+xml"
    Xml.SubElement(parent, f"{{{ATOM}}}link", link)


def _moment(moment: datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml_text(text: str) -> str:
    r"""Leave out what no XML document may hold.

    >>> _xml_text("a\x0b\ud800b")
    'ab'
    """
    return _NOT_XML.sub("", text)
