"""Reader of RSS and Atom feeds, each entry a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.sax import SAXException

import feedparser
from feedparser import FeedParserDict
from feedparser_sgmllib import SGMLParseError

from archive.errors import EmptySeedError, MalformedSeedError, SeedError
from archive.model import DateSource, Reject, Story
from indexer.extract.published import Clue, choose_date
from indexer.readers.bylines import given_authors
from indexer.readers.decode import one_line
from indexer.readers.html_text import text_of_markup
from indexer.readers.records import RecordLocators
from indexer.readers.running_text import story_from_text
from indexer.readers.seed import SeedText

NAME = "feed"
_LOOKS_LIKE_A_FEED = re.compile(
    r"\s*(?:<\?[^>]{0,200}\?>\s*|<!--(?:(?!-->).)*+-->\s*)*+<(?:rss|feed|rdf:RDF)\b", re.I | re.S
)
_AS_DECODED = {"content-type": "application/xml; charset=utf-8"}
"""Outweighs the encoding that the XML declares, which was undone in decoding."""


def is_feed(text: str) -> bool:
    """Whether the text opens like a feed."""
    return _LOOKS_LIKE_A_FEED.match(text) is not None


def read(seed: SeedText) -> Iterator[Story | Reject]:
    """Yield the entries in the order of the feed; a last Reject says where its XML breaks."""
    feed = _parsed(seed)
    locators = RecordLocators(seed.locator)
    for number, entry in enumerate(feed.entries, start=1):
        locator = locators.take(number, entry.get("id", ""))
        try:
            yield _story(entry, feed.feed, replace(seed, locator=locator))
        except SeedError as error:
            yield Reject.of(locator, error, NAME)
    if isinstance(feed.get("bozo_exception"), SAXException):
        locator = locators.take(len(feed.entries) + 1)
        yield Reject.of(locator, _broken(feed.bozo_exception, locator), NAME)


def _parsed(seed: SeedText) -> FeedParserDict:
    document = BytesIO(seed.text.encode("utf-8"))
    try:
        feed = feedparser.parse(document, response_headers=_AS_DECODED, sanitize_html=False)
    except (SGMLParseError, ValueError, LookupError) as error:
        raise MalformedSeedError(f"{seed.locator}: not readable as a feed: {error}") from error
    if not feed.version:
        raise MalformedSeedError(f"{seed.locator}: neither an RSS nor an Atom feed; is it a page?")
    return feed


def _story(entry: FeedParserDict, feed: FeedParserDict, seed: SeedText) -> Story:
    headline = one_line(_plain(entry.get("title_detail")))
    text = _text(entry)
    if not headline and not text:
        raise EmptySeedError(f"{seed.locator}: neither a title nor a text in the entry")
    url = one_line(entry.get("link", ""))
    published = entry.get("published") or entry.get("updated") or ""
    dating = choose_date([Clue(DateSource.HEADER, published), Clue(DateSource.URL, url)])
    story = story_from_text(seed, text, NAME, dating, headline=headline)
    outlet = one_line(entry.get("source", feed).get("title", ""))
    return replace(
        story,
        url=url,
        source=outlet or story.source,
        authors=_authors(entry) or story.authors,
        language=one_line(feed.get("language", "")),
    )


def _text(entry: FeedParserDict) -> str:
    """The entry in full where it has that, else its summary."""
    full = "\n\n".join(_plain(content) for content in entry.get("content", ()))
    return full.strip() or _plain(entry.get("summary_detail"))


def _plain(content: FeedParserDict | None) -> str:
    """The text of a title, summary or content (RFC 4287, section 3.1)."""
    if content is None:
        return ""
    is_plain = content.type == "text/plain" or not re.search("[<&]", content.value)
    return str(content.value if is_plain else text_of_markup(content.value))


def _authors(entry: FeedParserDict) -> tuple[str, ...]:
    written = (author.get("name", "") for author in entry.get("authors", ()))
    return tuple(dict.fromkeys(name for words in written for name in given_authors(words)))


def _broken(error: SAXException, locator: str) -> MalformedSeedError:
    return MalformedSeedError(
        f"{locator}: the XML breaks here ({error.getMessage()}); entries after it may be missing, "
        "mend it or save the feed again"
    )
