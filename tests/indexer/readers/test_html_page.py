import pytest

from archive.errors import EmptySeedError, MalformedSeedError
from archive.model import DateSource, PartialDate, Story
from indexer.extract import page_dates
from indexer.readers import html_page, main_text
from tests.indexer.readers.seeds import asides_of, read_one

BODY = (
    "<p>Councillors in Sampleton have closed the old bridge over the river for good.</p>"
    "<p>Mayor Jane Sample said that its piers had not been looked at for forty years.</p>"
)
TEXT = (
    "Councillors in Sampleton have closed the old bridge over the river for good.\n\n"
    "Mayor Jane Sample said that its piers had not been looked at for forty years."
)


def page(
    body: str = BODY,
    *,
    head: str = "<title>Bridge closed | The Sampleton Post</title>",
    lang: str = "en",
) -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<main><article><h1>Bridge closed</h1>{body}</article></main>"
        "<footer><p>© 2024 The Sampleton Post. All rights reserved.</p></footer></body></html>"
    )


def test_page_becomes_a_story_with_all_it_says() -> None:
    head = """
        <title>Bridge closed | The Sampleton Post</title>
        <link rel="canonical" href="https://post.example.org/news/bridge">
        <meta property="og:site_name" content="The Sampleton Post">
        <meta property="og:title" content="Bridge closed - The Sampleton Post">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "Post"},
            {"@type": "NewsArticle", "headline": "Bridge closed for good",
             "datePublished": "2023-04-28T10:00:00+02:00", "dateModified": "2023-04-30",
             "author": [{"@type": "Person", "name": "Jane Example"}]}]}</script>"""

    story = read_one("a.html", page(head=head, lang="en-GB"))

    assert story == Story(
        story_id="",
        locator="seeds/a.html",
        headline="Bridge closed",
        text=TEXT,
        published=PartialDate.of(
            2023, 4, 28, source=DateSource.JSON_LD, raw="2023-04-28T10:00:00+02:00"
        ),
        source="The Sampleton Post",
        authors=("Jane Example",),
        language="en",
        url="https://post.example.org/news/bridge",
        reader="html",
    )
    assert story.notes == ()


def test_page_that_says_nothing_of_itself_still_has_headline_and_text() -> None:
    story = read_one("a.html", page(head=""))

    assert (story.headline, story.text, story.source, story.published.iso) == (
        "Bridge closed",
        TEXT,
        "",
        "",
    )


def test_captions_are_left_out_and_credits_are_asides() -> None:
    body = (
        "<figure><img src=a.jpg><figcaption>The bridge in 1950, by Sam Specimen</figcaption>"
        f"</figure>{BODY}<p>WATCH | The last car crosses ×</p><p>(With inputs from agencies)</p>"
    )

    story = read_one("a.html", page(body))

    assert story.text == (
        f"{TEXT}\n\nWATCH | The last car crosses ×\n\n(With inputs from agencies)"
    )
    assert asides_of(story) == ["WATCH | The last car crosses ×", "(With inputs from agencies)"]


def test_headline_is_not_repeated_in_the_text() -> None:
    story = read_one("a.html", page(f"<h2>Bridge Closed</h2>{BODY}"))

    assert story.headline == "Bridge closed"
    assert story.text.startswith("Councillors in Sampleton")


@pytest.mark.parametrize(
    ("title", "site", "headline"),
    [
        ("Bridge closed at last | The Post", "", "Bridge closed at last"),
        ("Bridge closed at last - The Post", "The Post", "Bridge closed at last"),
        ("The Post: Bridge closed", "The Post", "The Post: Bridge closed"),
        ("Post | Bridge closed", "Post", "Bridge closed"),
        ("Bridge - and road - closed", "", "Bridge - and road - closed"),
        ("Bridge closed", "Bridge closed", "Councillors in Sampleton have closed the old bridge"),
    ],
)
def test_outlet_is_taken_off_the_title(title: str, site: str, headline: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="{site}">'
    content = f"<html><head>{head}</head><body>{BODY}</body></html>"

    assert read_one("a.html", content).headline.startswith(headline)


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (
            '<meta name="author" content="Jane Example, John Sample">',
            "",
            ("Jane Example", "John Sample"),
        ),
        ('<meta name="author" content="Post">', "", ()),
        ('<meta property="article:author" content="https://social.example/jane">', "", ()),
        ("", "<p class='byline'>By Jane Example, Staff writer</p>", ("Jane Example",)),
        ("", "<h4>By Jane Example | 28/04/2023</h4>", ("Jane Example",)),
        ("", "<a rel='author' href='/jane'>Jane Example</a>", ("Jane Example",)),
        ("", "<p class='comment-author'>Sam Specimen</p>", ()),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": '
            '{"@id": "#jane"}}, {"@type": "Person", "@id": "#jane", "name": "Jane Example"}]}'
            "</script>",
            "",
            ("Jane Example",),
        ),
    ],
)
def test_authors_are_those_that_the_page_names(
    head: str, body: str, authors: tuple[str, ...]
) -> None:
    head += '<meta property="og:site_name" content="Post">'

    assert read_one("a.html", page(body + BODY, head=head)).authors == authors


@pytest.mark.parametrize(
    "content",
    [
        BODY,
        f"<html><body>{BODY}",
        f"<div><p>{TEXT}</div></p></span></html></body>",
        f"<HTML><BODY BGCOLOR=white><CENTER><FONT SIZE=2>{BODY}</FONT></CENTER>",
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{BODY}</body></html>',
        f"<html><head><title>x</title></head><body><script>if (a < b) {{ '<p>' }}</script>{BODY}",
        f"<!doctype html><!-- saved --><html><p hidden='>'>{BODY}<table><tr><td>",
    ],
)
def test_broken_markup_is_read_all_the_same(content: str) -> None:
    story = read_one("a.html", content)

    assert "closed the old bridge over the river for good." in story.text
    assert "had not been looked at for forty years." in story.text


@pytest.mark.parametrize(
    "content",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><head><title>Bridge closed</title><script>var a = 1</script></head></html>",
        "<html><body><p> </p><img src='a.jpg'></body></html>",
    ],
)
def test_page_without_a_story_is_refused(content: str) -> None:
    with pytest.raises(EmptySeedError, match=r"^seeds/a\.html: no"):
        read_one("a.html", content)


def test_names_with_signs_of_markup_are_read_as_written() -> None:
    body = "<p>Jane &quot;The &lt;Rock&gt;&quot; O'Example &amp; S&ouml;hne won in Sampleton.</p>"

    story = read_one("a.html", page(body + BODY))

    assert story.text.startswith('Jane "The <Rock>" O\'Example & Söhne won in Sampleton.')


def test_page_in_a_declared_charset_is_decoded_by_it() -> None:
    content = page("<p>Bürgermeisterin Ötzi hat die Brücke für immer geschlossen.</p>" + BODY)
    content = content.replace('charset="utf-8"', 'charset="windows-1252"')

    story = read_one("a.html", content, encoding="cp1252")

    assert story.text.startswith("Bürgermeisterin Ötzi")


def test_pictures_inside_a_page_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "LARGEST_PAGE", 10_000)
    picture = f'<img src="data:image/png;base64,{"A" * 20_000}">'

    assert read_one("a.html", page(picture + BODY)).text == TEXT


def test_page_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "LARGEST_PAGE", 10_000)

    with pytest.raises(MalformedSeedError, match=r"characters of HTML, at most 10,000 are read"):
        read_one("a.html", page(BODY * 100))


def test_paragraphs_are_read_where_the_extractor_gives_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up(*_arguments: object, **_options: object) -> None:
        raise ValueError("cannot")

    monkeypatch.setattr(main_text, "bare_extraction", give_up)

    assert read_one("a.html", page()).text == TEXT


def test_page_is_undated_where_the_search_for_a_date_gives_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up(*_arguments: object, **_options: object) -> None:
        raise ValueError("cannot")

    monkeypatch.setattr(page_dates, "find_date", give_up)

    assert not read_one("a.html", page()).published.is_known


def test_recursion_without_end_is_a_malformed_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def recurse(*_arguments: object, **_options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(main_text, "bare_extraction", recurse)

    with pytest.raises(MalformedSeedError, match=r"^seeds/a\.html: nested too deeply"):
        read_one("a.html", page())


def test_american_page_writes_the_month_first() -> None:
    head = '<meta name="date" content="03/04/2020">'

    american = read_one("a.html", page(head=head, lang="en-US"))
    british = read_one("a.html", page(head=head, lang="en-GB"))

    assert [american.published.iso, british.published.iso] == ["2020-03-04", "2020-04-03"]
    assert american.published.is_ambiguous
    assert american.notes == (
        "seeds/a.html: 03/04/2020 could be day or month first; read as 2020-03-04",
    )


def test_evening_in_new_york_is_the_day_in_the_address_not_the_next_in_utc() -> None:
    head = (
        '<meta property="article:published_time" content="2020-02-18T02:18:11Z">'
        '<link rel="canonical" href="https://post.example.org/2020/02/17/bridge">'
    )

    published = read_one("a.html", page(head=head)).published

    assert (published.iso, published.source) == ("2020-02-17", DateSource.URL)


def test_page_nested_without_end_is_no_crash() -> None:
    with pytest.raises(EmptySeedError):
        read_one("a.html", "<html><body>" + "<div>" * 30_000)
