"""Which reader reads a seed: by what it looks like, else by its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from archive.errors import UnknownFormatError
from archive.model import Reject, Story
from indexer.readers import (
    feed,
    html_page,
    json_lines,
    pdf,
    plain_text,
    reuters_sgml,
    seed_text,
    web_archive,
)
from indexer.readers.decode import decode
from indexer.readers.gzipped import unzipped
from indexer.readers.seed import SeedFile, SeedText

Items = Iterator[Story | Reject]


@dataclass(frozen=True, slots=True)
class BytesReader:
    """A seed format that is no text: its name, how its bytes are known and what reads them."""

    name: str
    suffixes: frozenset[str]
    looks_right: Callable[[SeedFile], bool]
    read: Callable[[SeedFile], Items]


@dataclass(frozen=True, slots=True)
class Reader:
    """A seed format: its name, the suffixes it goes by and what reads it.

    `looks_right` says whether a text is of the format beyond doubt, whatever its name.
    """

    name: str
    suffixes: frozenset[str]
    looks_right: Callable[[str], bool]
    read: Callable[[SeedText], Items]


def _never(_text: str) -> bool:
    return False


BYTES_READERS = (
    BytesReader(
        web_archive.NAME,
        frozenset({".warc", ".wacz"}),
        web_archive.is_web_archive,
        web_archive.read,
    ),
    BytesReader(pdf.NAME, frozenset({".pdf"}), pdf.is_pdf, pdf.read),
)
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ""})
READERS = (
    Reader(seed_text.NAME, frozenset(), seed_text.is_seed_text, seed_text.read),
    Reader(
        reuters_sgml.NAME,
        frozenset({".sgm", ".sgml"}),
        reuters_sgml.is_reuters_sgml,
        reuters_sgml.read,
    ),
    Reader(
        html_page.NAME,
        frozenset({".html", ".htm", ".xhtml", ".shtml"}),
        html_page.is_html,
        html_page.read,
    ),
    Reader(feed.NAME, frozenset({".rss", ".atom", ".xml", ".rdf"}), feed.is_feed, feed.read),
    Reader(
        json_lines.NAME,
        frozenset({".jsonl", ".ndjson", ".json"}),
        json_lines.is_json,
        json_lines.read,
    ),
    Reader(plain_text.NAME, _TEXT_SUFFIXES, _never, plain_text.read),
)
"""All readers of text, the most particular first."""

_HEAD = 2048
_NO_SUFFIX = re.compile(r"\.\d+|\.[^.]*\s.*|\.[^.]{12,}")
"""What follows a dot in a name without being a suffix: `story.123`, `St. Petersburg`."""


_SLOW = frozenset({html_page.NAME, pdf.NAME})
"""What takes some hundredths of a second for a story."""


def is_slow(name: str) -> bool:
    """Whether a file of this name is one whose reading takes long.

    >>> is_slow("page.HTML.gz"), is_slow("page.txt")
    (True, False)
    """
    suffix = PurePath(name.lower().removesuffix(".gz")).suffix
    return any(
        suffix in reader.suffixes for reader in (*BYTES_READERS, *READERS) if reader.name in _SLOW
    )


def items_of(seed: SeedFile) -> tuple[str, Items]:
    """Choose the reader; give its name and what it reads."""
    for reader in BYTES_READERS:
        if reader.looks_right(seed):
            return reader.name, reader.read(seed)
    name, data = unzipped(seed)
    text = decode(data, seed.locator)
    chosen = reader_for(text, name)
    return chosen.name, chosen.read(text)


def reader_for(seed: SeedText, name: str) -> Reader:
    """Choose the reader by the head of the text, then by the suffix of the file's name."""
    head = seed.text[:_HEAD]
    for reader in READERS:
        if reader.looks_right(head):
            return reader
    suffix = PurePath(name).suffix.lower()
    suffix = "" if _NO_SUFFIX.fullmatch(suffix) else suffix
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    suffixes = {s for reader in (*BYTES_READERS, *READERS) for s in reader.suffixes if s}
    raise UnknownFormatError(
        f"{seed.locator}: no reader for {suffix}; there are: {' '.join(sorted(suffixes))} (.gz)"
    )
