"""Seeds to read in tests, and what comes of reading them."""

from __future__ import annotations

import gzip
from pathlib import Path

from archive.errors import SeedError
from archive.model import Reject, Story
from indexer.readers import SeedFile, read_seed


def seed(name: str, content: str | bytes, *, encoding: str = "utf-8") -> SeedFile:
    """A seed file with that name and content, which lies nowhere."""
    data = content.encode(encoding) if isinstance(content, str) else content
    return SeedFile(Path("seeds") / name, data)


def read_all(name: str, content: str | bytes, *, encoding: str = "utf-8") -> list[Story | Reject]:
    """All that comes of a seed."""
    return list(read_seed(seed(name, content, encoding=encoding)))


def read_one(name: str, content: str | bytes, *, encoding: str = "utf-8") -> Story:
    """The only story of a seed."""
    (story,) = read_all(name, content, encoding=encoding)
    assert isinstance(story, Story), story
    return story


def read_or_reject(name: str, content: bytes) -> list[Story | Reject]:
    """All that comes of a seed; an error counts as one reject."""
    file = seed(name, content)
    items: list[Story | Reject] = []
    try:
        items.extend(read_seed(file))
    except SeedError as error:
        items.append(Reject.of(file.locator, error))
    return items


def asides_of(story: Story) -> list[str]:
    """The words of a story's asides."""
    return [story.text[start:end] for start, end in story.asides]


def zipped(content: str | bytes) -> bytes:
    """The content, gzipped."""
    return gzip.compress(content.encode() if isinstance(content, str) else content)
