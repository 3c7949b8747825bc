from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from archive.exports import FeedHead, feed_of
from archive.exports.atom import ATOM, DUBLIN_CORE, OPENSEARCH
from archive.model import PartialDate
from tests.archive.exports.builders import CONTEXT, WRITTEN, exported

NAMES = {"a": ATOM, "o": OPENSEARCH, "dc": DUBLIN_CORE}
HEAD = FeedHead(
    key="q=ferry",
    title="Cuttings: “ferry”",
    updated=datetime(2024, 1, 5, tzinfo=UTC),
    total=21,
    first=11,
    per_page=10,
    query_text="ferry",
    links={"alternate": "/search?q=ferry", "self": "/search.atom?q=ferry"},
)


def read(content: bytes) -> etree._Element:
    return etree.fromstring(content)


def said(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(value) for value in found]


def test_a_feed_says_where_it_is_and_how_much_there_is() -> None:
    feed = read(feed_of(HEAD, [], CONTEXT))
    assert said(feed, "a:title/text()") == ["Cuttings: “ferry”"]
    assert said(feed, "a:updated/text()") == ["2024-01-05T00:00:00Z"]
    assert said(feed, "o:*/text()") == ["21", "11", "10"]
    assert said(feed, "o:Query/@searchTerms") == ["ferry"]
    assert said(feed, "a:link/@href") == [
        "http://archive.test/search?q=ferry",
        "http://archive.test/search.atom?q=ferry",
    ]


def test_every_entry_has_what_the_standard_asks_for() -> None:
    story = exported(
        published=PartialDate.of(2023, 4, 28), source="Coast Daily", url="https://example.org/a"
    )
    entry = read(feed_of(HEAD, [story], CONTEXT)).findall(f"{{{ATOM}}}entry")[0]
    assert said(entry, "a:id/text()")[0].startswith("urn:uuid:")
    assert said(entry, "a:title/text()") == ["Ferry sails"]
    assert said(entry, "a:updated/text()") == ["2024-01-02T03:04:05Z"]
    assert said(entry, "a:published/text()") == ["2023-04-28T00:00:00Z"]
    assert said(entry, "a:author/a:name/text()") == ["Coast Daily"]
    assert said(entry, "a:link/@href") == ["http://archive.test/story/a", "https://example.org/a"]
    assert said(entry, "a:summary/text()") == ["28 April 2023. The ferry sails again."]


def test_a_day_that_is_not_known_is_not_made_up() -> None:
    month, none = exported(published=PartialDate.of(2023, 4)), exported("b")
    feed = read(feed_of(HEAD, [month, none], CONTEXT))
    assert said(feed, "//a:published/text()") == []
    assert said(feed, "//dc:date/text()") == ["2023-04"]
    assert said(feed, "//a:summary/text()")[1].startswith("Undated. ")


def test_ids_stay_where_the_archive_is_moved_and_differ_between_feeds() -> None:
    here = said(read(feed_of(HEAD, [exported()], CONTEXT)), "//a:id/text()")
    other = FeedHead("q=gull", "", WRITTEN, 1, 1, 10)
    assert len({*here, *said(read(feed_of(other, [exported()], CONTEXT)), "//a:id/text()")}) == 4
    assert here == said(read(feed_of(HEAD, [exported()], CONTEXT)), "//a:id/text()")


def test_an_empty_feed_was_not_updated_now() -> None:
    empty = FeedHead("q=none", "", None, 0, 1, 10)
    assert said(read(feed_of(empty, [], CONTEXT)), "a:updated/text()") == ["1970-01-01T00:00:00Z"]


def test_characters_that_xml_forbids_are_left_out() -> None:
    story = exported(headline="Fer\x0bry\ud800 <b>", text="a\x00b & c")
    feed = read(feed_of(HEAD, [story], CONTEXT))
    assert said(feed, "//a:entry/a:title/text()") == ["Fer ry <b>"]
