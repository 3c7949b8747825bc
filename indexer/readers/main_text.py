"""The text of the story in a web page, without what stands around it."""

from __future__ import annotations

import logging

from lxml.etree import LxmlError
from trafilatura import bare_extraction
from trafilatura.settings import Document

from indexer.readers.decode import clean, one_line

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_CAPTIONS = ["//figcaption", "//time"]


def main_text(markup: str, headline: str) -> str:
    """Extract the story, its paragraphs parted by a blank line, or nothing.

    A first line that repeats the headline is left out.
    """
    try:
        found = bare_extraction(markup, include_comments=False, prune_xpath=_CAPTIONS)
    except (LxmlError, ValueError):
        return ""
    text = found.text if isinstance(found, Document) else None
    lines = [words for line in clean(text or "").split("\n") if (words := one_line(line))]
    if lines and lines[0].casefold() == headline.casefold():
        del lines[0]
    return "\n\n".join(lines)
