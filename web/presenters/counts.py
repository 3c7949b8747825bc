"""Numbers in words, and words in sentences."""

from __future__ import annotations


def number(count: int) -> str:
    """Write a number with thousands parted.

    >>> number(1204)
    '1,204'
    """
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number of things.

    >>> counted(1, "story", "stories"), counted(1204, "story", "stories"), counted(0, "page")
    ('1 story', '1,204 stories', 'no pages')
    """
    noun = one if count == 1 else many or f"{one}s"
    return f"{number(count) if count else 'no'} {noun}"


def stories(count: int) -> str:
    """Write a number of stories."""
    return counted(count, "story", "stories")


def sentence(words: str) -> str:
    """Write words as a sentence.

    >>> sentence("no story 'x' in the archive")
    "No story 'x' in the archive."
    """
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
