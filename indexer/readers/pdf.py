"""Reader of PDF: the words of its pages, read as plain text is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pypdfium2 import PdfDocument, PdfiumError

from archive.errors import EmptySeedError, MalformedSeedError
from archive.model import Story
from indexer.readers import plain_text
from indexer.readers.decode import clean
from indexer.readers.limits import require_length
from indexer.readers.seed import SeedFile, SeedText

NAME = "pdf"
_OPENING = b"%PDF-"
_HEAD = 1024
"""The opening may stand anywhere in so many bytes (ISO 32000-1, annex H, note 13)."""


def is_pdf(seed: SeedFile) -> bool:
    """Whether the bytes are those of a PDF."""
    return _OPENING in seed.data[:_HEAD]


def read(seed: SeedFile) -> Iterator[Story]:
    """Yield the one story of the document."""
    text = _text(seed)
    if not clean(text).strip():
        raise EmptySeedError(
            f"{seed.locator}: no text in it; if its pages are pictures, "
            "have their letters recognised first (ocrmypdf does that)"
        )
    for story in plain_text.read(SeedText(seed.locator, text)):
        yield replace(story, reader=NAME)


def _text(seed: SeedFile) -> str:
    """The text of all pages, a blank line between two."""
    try:
        document = PdfDocument(seed.data)
    except PdfiumError as error:
        raise MalformedSeedError(
            f"{seed.locator}: not readable as PDF ({error}); save it again, without a password"
        ) from error
    with document:
        pages: list[str] = []
        for number in range(len(document)):
            pages.append(_page(document, number, seed.locator))
            require_length("".join(pages), seed.locator)
        return "\n\n".join(pages)


def _page(document: PdfDocument, number: int, locator: str) -> str:
    try:
        words: str = document[number].get_textpage().get_text_bounded()
    except PdfiumError as error:
        raise MalformedSeedError(
            f"{locator}: page {number + 1} cannot be read ({error}); save it again"
        ) from error
    return words
