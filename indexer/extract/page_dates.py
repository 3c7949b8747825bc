"""When a web page was published: the places to look, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from htmldate import find_date
from lxml.etree import LxmlError

from archive.model import DateSource
from indexer.extract.meta_tags import attribute, meta_values
from indexer.extract.published import Clue
from indexer.extract.written_dates import is_only_date

PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "date_published",
    "date-published",
    "published_time",
    "published-date",
    "publisheddate",
    "publish_date",
    "publish-date",
    "publishdate",
    "publication_date",
    "publication-date",
    "publicationdate",
    "originalpublicationdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "dcterms.available",
    "datecreated",
    "article_date_original",
    "displaydate",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "prism.publicationdate",
    "rnews:datepublished",
    "date",
)
"""Names of meta tags that give the date of publication, the clearest first."""

_CHANGED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "datemodified",
    "lastmod",
    "last-modified",
)
_PUBLISHED_CLASS = re.compile(
    r"publish|posted|post-?date|entry-?date|article-?date|date-?line|pub-?date|created", re.I
)
_CHANGED_WORD = re.compile(r"(?:last )?(?:updated|modified|changed)\b", re.I)
_LABEL = re.compile(
    r"(?:(?:first )?(?:published|posted|date)\b(?: on| at)?[:\s]*|\w{2,12}:\s+)", re.I
)
_NEAR = 25
"""How many pieces of text under the headline are looked at."""
_CHANGED_CLASS = re.compile(r"updat|modif|edit|chang", re.I)


def page_clues(
    soup: BeautifulSoup, markup: str, *, published: str, changed: str, url: str
) -> Iterator[Clue]:
    """Yield what may date a page, best first; the costly search of its text comes late.

    `published` and `changed` are what its JSON-LD says; when a page was last changed is only
    asked where nothing else is known.
    """
    if _is_wiki(soup):
        yield Clue(DateSource.JSON_LD, changed)
    yield Clue(DateSource.JSON_LD, published)
    for value in (*meta_values(soup, *PUBLISHED_NAMES), *_marked_dates(soup)):
        yield Clue(DateSource.META, value)
    yield Clue(DateSource.URL, url)
    for value in _dates_under_headline(soup):
        yield Clue(DateSource.TEXT, value)
    yield Clue(DateSource.TEXT, _searched(markup, url))
    yield Clue(DateSource.JSON_LD, changed)
    for value in meta_values(soup, *_CHANGED_NAMES):
        yield Clue(DateSource.META, value)


def _is_wiki(soup: BeautifulSoup) -> bool:
    """Whether the page is one of a wiki: what was saved is its last revision, not its first."""
    return any("mediawiki" in value.lower() for value in meta_values(soup, "generator"))


def _marked_dates(soup: BeautifulSoup) -> Iterator[str]:
    """The elements that say of themselves that they hold the date of publication."""
    for tag in soup.find_all(itemprop=re.compile(r"\AdatePublished\Z", re.I), limit=3):
        yield _value(tag)
    for tag in soup("time", limit=30):
        names = attribute(tag, "class") + attribute(tag, "itemprop")
        is_published = tag.has_attr("pubdate") or _PUBLISHED_CLASS.search(names)
        if is_published and not _CHANGED_CLASS.search(names):
            yield _value(tag)


def _dates_under_headline(soup: BeautifulSoup) -> Iterator[str]:
    """The dates that stand by themselves a little below the headline."""
    title = soup.title.get_text() if soup.title else ""
    headings = soup("h1", limit=5)
    named = [
        tag for tag in headings if len(tag.get_text().strip()) > 10 and tag.get_text() in title
    ]
    for headline in (named or headings)[:1]:
        strings = headline.find_all_next(string=True, limit=_NEAR * 6)
        for words in islice(_words_of(strings), _NEAR):
            date = _LABEL.sub("", words)
            if is_only_date(date) and not _CHANGED_WORD.match(words):
                yield date


def _words_of(strings: Iterable[NavigableString]) -> Iterator[str]:
    for string in strings:
        words = " ".join(string.split())
        if len(words) > 5 and not isinstance(string, PreformattedString):
            yield words


def _value(tag: Tag) -> str:
    return attribute(tag, "datetime") or attribute(tag, "content") or tag.get_text(" ")


def _searched(markup: str, url: str) -> str:
    """Search the whole page with htmldate; a first of January must stand there in words.

    htmldate makes 1 January of a year that stands alone, as in a copyright notice.
    """
    try:
        found = find_date(markup, original_date=True, extensive_search=True, url=url or None)
    except (LxmlError, ValueError):
        return ""
    return found if found and _is_written(found, markup) else ""


def _is_written(found: str, markup: str) -> bool:
    """Whether all parts of a date stand together in the page, in whatever form.

    htmldate makes the first of a month or year where it finds no more than that, as in a
    copyright notice, and where the day is none, as in 2023-02-30.
    """
    year, month, day = (int(part) for part in found.split("-"))
    forms = (
        rf"{year}{month:02}{day:02}",
        rf"{year}\D{{1,3}}0?{month}\D{{1,3}}0?{day}(?!\d)",
        rf"(?<!\d)0?{day}\D{{1,3}}0?{month}\D{{1,3}}(?:{year}|{year % 100:02})(?!\d)",
        rf"(?<!\d)0?{month}\D{{1,3}}0?{day}\D{{1,3}}(?:{year}|{year % 100:02})(?!\d)",
        rf"(?<!\d)0?{day}(?!\d)[^\d<>]{{1,25}}{year}",
        rf"{year}[^\d<>]{{3,20}}(?<!\d)0?{day}(?!\d)",
    )
    return re.search("|".join(forms), markup) is not None
