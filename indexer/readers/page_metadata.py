"""What a page says of itself: headline, outlet, authors, language, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from indexer.extract.meta_tags import attribute, meta_values
from indexer.readers.bylines import authors_of, given_authors, is_byline
from indexer.readers.decode import one_line
from indexer.readers.json_ld import Thing, names_in, text_in

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_SITES = ("og:site_name", "application-name", "dc.publisher", "twitter:domain")
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
)
_LANGUAGES = ("content-language", "dc.language", "og:locale")
_SEPARATORS = r"\s+[|–—·»:-]+\s+"
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_BYLINE_CLASS = re.compile(r"\b(?:author|by-?line)(?:s|-?name)?\b", re.I)
_BYLINE_TAGS = ["p", "div", "span", "address", "h2", "h3", "h4", "h5", "li"]
_MOST_BYLINES = 10
_LONGEST_BYLINE = 80
_NEAR_HEADLINE = 30
_SHORTEST_HEADLINE = 12
_LONGEST_SITE = 50


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What was found; the empty string or tuple for what was not."""

    headline: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    url: str = ""


def read_metadata(soup: BeautifulSoup, article: Thing) -> PageMetadata:
    """Read the head of the page and its JSON-LD; the article's own tags where those are silent."""
    url = next(_addresses(soup, article), "")
    site = next(_sites(soup, article), "")
    return PageMetadata(
        headline=_headline(soup, article, site),
        source=site or urlsplit(url).netloc.removeprefix("www."),
        authors=_authors(soup, article, site),
        language=_language(soup, article),
        url=url,
    )


def _headline(soup: BeautifulSoup, article: Thing, site: str) -> str:
    title = one_line(soup.title.get_text()) if soup.title else ""
    headings = [one_line(tag.get_text(" ")) for tag in soup("h1", limit=5)]
    shown = [text for text in headings if text and text != site and text in title]
    candidates = (
        *meta_values(soup, *_TITLES),
        one_line(text_in(article.get("headline"))),
        *shown,
        *headings[:1],
        _without_last_part(title),
        title,
    )
    cut = (_without_site(text, site) for text in candidates)
    return next((text for text in cut if text and text != site), "")


def _without_site(title: str, site: str) -> str:
    """Take the outlet's name off either end of a title."""
    if not site:
        return title
    name = re.escape(site)
    return re.sub(rf"{_SEPARATORS}{name}\Z|\A{name}{_SEPARATORS}", "", title, flags=re.I)


def _without_last_part(title: str) -> str:
    """Take off what stands behind the last separator, if it is short and the rest is long."""
    parts = re.split(f"({_SEPARATORS})", title)
    kept = "".join(parts[:-2])
    site = parts[-1]
    is_site = len(site) <= min(_LONGEST_SITE, len(kept)) and not site[:1].islower()
    return kept if is_site and len(kept) >= _SHORTEST_HEADLINE else title


def _sites(soup: BeautifulSoup, article: Thing) -> Iterator[str]:
    yield from meta_values(soup, _SITES[0])
    publisher = one_line(text_in(article.get("publisher")))
    if publisher:
        yield publisher
    yield from meta_values(soup, *_SITES[1:])


def _authors(soup: BeautifulSoup, article: Thing, site: str) -> tuple[str, ...]:
    """The names in the first place that has any."""
    for values in (
        names_in(article.get("author")),
        tuple(meta_values(soup, *_AUTHORS)),
        tuple(_bylines(soup)),
    ):
        names = [name for value in values for name in given_authors(one_line(value))]
        others = [name for name in names if name.casefold() != site.casefold()]
        if others:
            return tuple(dict.fromkeys(others))
    return ()


def _bylines(soup: BeautifulSoup) -> Iterator[str]:
    """The authors shown on the page: marked as such, else in a byline under the headline."""
    for tag in soup.find_all(_is_author_tag, limit=_MOST_BYLINES):
        words = one_line(tag.get_text(" "))
        if len(words) < _LONGEST_BYLINE:
            yield ", ".join(authors_of(words))
    for headline in soup("h1", limit=1):
        for tag in headline.find_all_next(_BYLINE_TAGS, limit=_NEAR_HEADLINE):
            words = one_line(tag.get_text(" "))
            if is_byline(words):
                yield words


def _is_author_tag(tag: Tag) -> bool:
    names = f"{attribute(tag, 'class')} {attribute(tag, 'itemprop')} {attribute(tag, 'rel')}"
    is_author = tag.name != "meta" and _BYLINE_CLASS.search(names)
    return bool(is_author) and "comment" not in names.lower()


def _language(soup: BeautifulSoup, article: Thing) -> str:
    root = soup.find("html")
    candidates = (
        attribute(root, "lang") if isinstance(root, Tag) else "",
        attribute(root, "xml:lang") if isinstance(root, Tag) else "",
        text_in(article.get("inLanguage")),
        *meta_values(soup, *_LANGUAGES),
    )
    codes = (re.match(r"([a-z]{2,3})(?![a-z])", text.strip().lower()) for text in candidates)
    return next((code[1] for code in codes if code), "")


def _addresses(soup: BeautifulSoup, article: Thing) -> Iterator[str]:
    """Yield the page's own web addresses, the canonical one first."""
    canonical = (attribute(tag, "href") for tag in soup("link", rel="canonical"))
    saved = (
        match[1]
        for comment in soup.find_all(string=lambda text: isinstance(text, Comment), limit=5)
        if (match := _SAVED_FROM.search(comment))
    )
    described = (text_in(article.get("url")),)
    for address in (*canonical, *meta_values(soup, "og:url"), *described, *saved):
        if re.match(r"https?://[^\s/]+\.\S", address.strip(), re.I):
            yield address.strip()
