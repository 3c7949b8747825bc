"""The text of the story in a web page, without what stands around it."""

from __future__ import annotations

import logging

from bs4 import BeautifulSoup
from lxml.etree import LxmlError
from trafilatura import bare_extraction
from trafilatura.settings import Document

from indexer.readers.decode import clean, one_line

# Both report each page they find nothing in; here that is a Reject or an undated story.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_CAPTIONS = ["//figcaption", "//time"]
_SHORTEST = 20
"""Fewest letters and digits that a story has; a menu's only entry has less."""
_AROUND = ["nav", "footer", "header", "aside", "form", "figure"]


def main_text(markup: str, soup: BeautifulSoup, headline: str) -> str:
    """Extract the story, its paragraphs parted by a blank line, or nothing.

    First lines that repeat the headline are left out; a word or two are no story.
    """
    lines = _extracted(markup) or _paragraphs(soup)
    while lines and lines[0].casefold() == headline.casefold():
        del lines[0]
    text = "\n\n".join(lines)
    return text if sum(map(str.isalnum, text)) >= _SHORTEST else ""


def _extracted(markup: str) -> list[str]:
    try:
        found = bare_extraction(markup, include_comments=False, prune_xpath=_CAPTIONS)
    except (LxmlError, ValueError):
        return []
    text = found.text if isinstance(found, Document) else None
    lines = (one_line(line.strip("| \t")) for line in clean(text or "").split("\n"))
    return [words for words in lines if any(map(str.isalnum, words))]


def _paragraphs(soup: BeautifulSoup) -> list[str]:
    """The paragraphs of a page too small or too odd for the extractor, those around it left out."""
    paragraphs = (tag for tag in soup("p") if not tag.find_parent(_AROUND))
    return [words for tag in paragraphs if (words := one_line(tag.get_text(" ")))]
