"""Reader of web pages saved as HTML."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup

from archive.errors import EmptySeedError, MalformedSeedError
from archive.model import Story
from indexer.extract.page_dates import page_clues
from indexer.extract.published import Dating, choose_date, in_local_time
from indexer.readers.decode import clean
from indexer.readers.json_ld import Thing, described_article, text_in
from indexer.readers.main_text import main_text
from indexer.readers.page_metadata import read_metadata
from indexer.readers.running_text import story_from_text
from indexer.readers.seed import SeedText

NAME = "html"
LARGEST_PAGE = 20_000_000
"""Most characters of markup in one page; pictures inside it are not counted."""

_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--(?:(?!-->).)*+-->\s*)*+<(?:!doctype\s+html|(?:html|head|body|article|div|h1|p)\b[^>]{0,500}>)",
    re.I | re.S,
)
_INLINE_DATA = re.compile(r"(?<=[\"'(])data:[\w/+.-]{0,60}(?:;[\w=-]{0,30})*,[^\"')<>\s]{200,}")
_AMERICAN = re.compile(r"en-us\b", re.I)


def is_html(text: str) -> bool:
    """Whether the text opens like a web page."""
    return _LOOKS_LIKE_HTML.match(text) is not None


def read(seed: SeedText) -> Iterator[Story]:
    """Yield the one story of the page."""
    markup = _markup(seed)
    soup = _parsed(markup, seed.locator)
    article = described_article(soup)
    metadata = read_metadata(soup, article)
    url = metadata.url or seed.url
    text = main_text(markup, soup, metadata.headline)
    if not text:
        raise EmptySeedError(
            f"{seed.locator}: no story found in the page; save the story's own page, or as text"
        )
    story = story_from_text(
        seed,
        text,
        NAME,
        _dating(soup, markup, article, url),
        headline=metadata.headline,
        has_whole_paragraphs=True,
    )
    yield replace(
        story,
        source=metadata.source or story.source,
        authors=metadata.authors or story.authors,
        language=metadata.language,
        url=url,
    )


def _markup(seed: SeedText) -> str:
    markup = clean(_INLINE_DATA.sub("", seed.text))
    if len(markup) > LARGEST_PAGE:
        raise MalformedSeedError(
            f"{seed.locator}: {len(markup):,} characters of HTML, at most {LARGEST_PAGE:,} are "
            "read; save the story without the page around it"
        )
    return markup


def _dating(soup: BeautifulSoup, markup: str, article: Thing, url: str) -> Dating:
    clues = page_clues(
        soup,
        markup,
        published=text_in(article.get("datePublished")),
        changed=text_in(article.get("dateModified")),
        url=url,
    )
    dating = choose_date(clues, month_first=_writes_month_first(soup))
    return in_local_time(dating, url)


def _parsed(markup: str, locator: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            return BeautifulSoup(markup, "lxml")
        except (ParserRejectedMarkup, ValueError, AssertionError) as error:
            raise MalformedSeedError(f"{locator}: not readable as HTML: {error}") from error


def _writes_month_first(soup: BeautifulSoup) -> bool:
    """Whether the page says that it is in American English, where 03/04 is 4 March."""
    return soup.find("html", lang=_AMERICAN) is not None
