"""Which reader reads a seed: by what it looks like, else by its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from archive.errors import UnknownFormatError
from archive.model import Reject, Story
from indexer.readers import html_page, json_lines, plain_text, reuters_sgml, seed_text
from indexer.readers.seed import SeedText


@dataclass(frozen=True, slots=True)
class Reader:
    """A seed format: its name, the suffixes it goes by and what reads it.

    `looks_right` says whether a text is of the format beyond doubt, whatever its name.
    """

    name: str
    suffixes: frozenset[str]
    looks_right: Callable[[str], bool]
    read: Callable[[SeedText], Iterator[Story | Reject]]


def _never(_text: str) -> bool:
    return False


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
    Reader(
        json_lines.NAME,
        frozenset({".jsonl", ".ndjson", ".json"}),
        json_lines.is_json,
        json_lines.read,
    ),
    Reader(plain_text.NAME, _TEXT_SUFFIXES, _never, plain_text.read),
)
"""All readers, the most particular first."""

_HEAD = 2048
_NO_SUFFIX = re.compile(r"\.\d+|\.[^.]*\s.*|\.[^.]{12,}")
"""What follows a dot in a name without being a suffix: `story.123`, `St. Petersburg`."""


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
    known = " ".join(sorted(suffix for reader in READERS for suffix in reader.suffixes if suffix))
    raise UnknownFormatError(f"{seed.locator}: no reader for {suffix}; there are: {known} (.gz)")
