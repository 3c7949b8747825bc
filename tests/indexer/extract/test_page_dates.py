import pytest
from bs4 import BeautifulSoup

from archive.model import DateSource
from indexer.extract.page_dates import page_clues
from indexer.extract.published import Dating, choose_date

STORY = "<p>Councillors in Sampleton have closed the old bridge over the river for good.</p>"


def date_page(
    head: str = "", body: str = STORY, *, published: str = "", changed: str = "", url: str = ""
) -> Dating:
    markup = f"<html><head>{head}</head><body><h1>Bridge closed</h1>{body}</body></html>"
    soup = BeautifulSoup(markup, "lxml")
    return choose_date(page_clues(soup, markup, published=published, changed=changed, url=url))


def test_json_ld_comes_before_meta_tags_and_these_before_the_address() -> None:
    head = '<meta property="article:published_time" content="2023-04-02">'
    url = "https://example.org/2023/04/03/bridge"

    assert date_page(head, published="2023-04-01", url=url).published.iso == "2023-04-01"
    assert date_page(head, url=url).published.iso == "2023-04-02"
    assert date_page(url=url).published.iso == "2023-04-03"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2023-04-28T10:00:00Z">', ""),
        ('<meta name="DC.date.issued" content="2023-04-28">', ""),
        ('<meta itemprop="datePublished" content="2023-04-28">', ""),
        ('<meta name="parsely-pub-date" content="2023-04-28">', ""),
        ("", '<time datetime="2023-04-28" pubdate>Friday</time>'),
        ("", '<time class="entry-date published" datetime="2023-04-28">Friday</time>'),
        ("", '<span itemprop="datePublished">28 April 2023</span>'),
    ],
)
def test_what_marks_itself_as_the_date_is_metadata(head: str, body: str) -> None:
    published = date_page(head, body + STORY).published

    assert (published.iso, published.source) == ("2023-04-28", DateSource.META)


@pytest.mark.parametrize(
    "body",
    [
        "<div><a href='/d'>28 Apr 2023 18:29</a></div>",
        "<p>Published: 28 April 2023</p>",
        "<ul><li>Jane Example</li><li>April 28, 2023</li></ul>",
    ],
)
def test_date_under_the_headline_is_read_from_the_text(body: str) -> None:
    published = date_page(body=f"{body}{STORY}<div>Seen on 3 May 2020</div>").published

    assert (published.iso, published.source) == ("2023-04-28", DateSource.TEXT)


def test_change_is_the_date_only_where_nothing_else_is_known() -> None:
    body = '<time class="updated" datetime="2023-05-01">now</time>' + STORY

    assert date_page(changed="2023-04-30").published.iso == "2023-04-30"
    assert date_page(changed="2023-04-30", published="2023-04-28").published.iso == "2023-04-28"
    assert date_page(body=f"<p>28 April 2023</p>{body}").published.iso == "2023-04-28"


def test_page_of_a_wiki_is_as_old_as_the_revision_that_was_saved() -> None:
    head = '<meta name="generator" content="MediaWiki 1.35">'

    dating = date_page(head, published="2005-07-26", changed="2020-04-07")

    assert dating.published.iso == "2020-04-07"


@pytest.mark.parametrize(
    "body",
    [
        "<footer>© 2020 The Post</footer>",
        "<footer>Copyright 1999-2020 The Post</footer>",
        "<footer>&copy; The Post, 2020. All rights reserved.</footer>",
    ],
)
def test_year_of_a_copyright_notice_is_no_date(body: str) -> None:
    assert not date_page(body=STORY + body).published.is_known


def test_first_of_january_that_is_written_stands() -> None:
    assert date_page(body=f"{STORY}<p>Posted on January 1, 2020</p>").published.iso == "2020-01-01"


def test_day_that_never_was_is_not_mended() -> None:
    dating = date_page('<meta name="date" content="2023-02-30">')

    assert not dating.published.is_known
    assert dating.remarks == ("2023-02-30 is no day; indexed as undated",)
