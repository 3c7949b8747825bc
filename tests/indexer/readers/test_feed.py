import pytest

from archive.errors import EmptySeedError, MalformedSeedError
from archive.model import DateSource, PartialDate, Reject, Story
from tests.indexer.readers.seeds import read_all, read_one

ITEM = """<item>
  <title>Ferry &amp;amp; tug sink</title><link>https://example.org/ferry</link><guid>a-7</guid>
  <pubDate>Fri, 28 Apr 2023 10:00:00 GMT</pubDate><dc:creator>Jane Example</dc:creator>
  <description>In short.</description>
  <content:encoded><![CDATA[<p>The ferry <b>sank</b>.</p><script>no()</script><p>Nobody was
  hurt.</p>]]></content:encoded>
</item>"""


def rss(*items: str, head: str = "<title>The Sampleton Post</title><language>en</language>") -> str:
    return (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel>{head}{''.join(items)}</channel></rss>"
    )


def test_item_becomes_a_story_with_all_it_says() -> None:
    assert read_one("feed.xml", rss(ITEM)) == Story(
        story_id="",
        locator="seeds/feed.xml#a-7",
        headline="Ferry & tug sink",
        text="The ferry sank.\n\nNobody was hurt.",
        published=PartialDate.of(
            2023, 4, 28, source=DateSource.HEADER, raw="Fri, 28 Apr 2023 10:00:00 GMT"
        ),
        source="The Sampleton Post",
        authors=("Jane Example",),
        language="en",
        url="https://example.org/ferry",
        reader="feed",
    )


def test_atom_entry_becomes_a_story() -> None:
    story = read_one(
        "feed.atom",
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title><entry>
        <id>urn:7</id><title type="html">Ferry &lt;i&gt;sinks&lt;/i&gt;</title>
        <updated>2023-04-28T10:00:00Z</updated><link href="https://example.org/7"/>
        <author><name>Jane Example</name></author>
        <source><title>The Sampleton Post</title></source>
        <summary>AT&amp;T and 1 &lt; 2, said Höhn.</summary></entry></feed>""",
    )

    assert (story.locator, story.headline, story.text, story.source, story.authors) == (
        "seeds/feed.atom#urn:7",
        "Ferry sinks",
        "AT&T and 1 < 2, said Höhn.",
        "The Sampleton Post",
        ("Jane Example",),
    )
    assert (story.published.iso, story.url) == ("2023-04-28", "https://example.org/7")


def test_rdf_feed_is_read() -> None:
    story = read_one(
        "feed.rdf",
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/"><channel><title>Post</title></channel>
        <item rdf:about="u1"><title>Ferry sinks</title><description>In the bay.</description></item>
        </rdf:RDF>""",
    )

    assert (story.headline, story.text, story.published.iso) == ("Ferry sinks", "In the bay.", "")


def test_encoding_that_the_xml_declares_is_kept() -> None:
    story = read_one("feed.xml", rss("<item><title>Café</title></item>"), encoding="latin-1")

    assert story.headline == "Café"


def test_entry_without_words_is_rejected_and_the_others_come() -> None:
    first, second = read_all("feed.rss", rss("<item><guid>x</guid></item>", ITEM))

    assert first == Reject(
        "seeds/feed.rss#x", "EmptySeedError", "neither a title nor a text in the entry", "feed"
    )
    assert isinstance(second, Story)


def test_feed_cut_short_says_where_and_keeps_what_stands_before() -> None:
    story, reject = read_all("feed.xml", rss(ITEM, ITEM)[:-300])[0::2]

    assert isinstance(story, Story)
    assert isinstance(reject, Reject)
    assert reject.locator == "seeds/feed.xml#3"
    assert "the XML breaks here" in reject.reason


def test_entries_with_one_id_are_told_apart() -> None:
    found = read_all("feed.xml", rss(ITEM, ITEM))

    assert [item.locator for item in found] == ["seeds/feed.xml#a-7", "seeds/feed.xml#2"]


def test_feed_without_entries_is_an_empty_seed() -> None:
    with pytest.raises(EmptySeedError, match="read as feed, there is no story in it"):
        read_all("feed.xml", rss())


def test_other_xml_is_refused() -> None:
    with pytest.raises(MalformedSeedError, match="neither an RSS nor an Atom feed"):
        read_all("a.xml", "<?xml version='1.0'?><invoice><total>7</total></invoice>")


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = rss("<item><title>x &b; y</title></item>").replace("\n<rss", f"\n{bomb}<rss")

    items = read_all("feed.xml", text)

    assert all("aaaaaaaaaa" not in getattr(item, "headline", "") for item in items)
