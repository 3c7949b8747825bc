"""Pieces of a long text, each small enough for a language model."""

from __future__ import annotations

from collections.abc import Iterator

BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a text may be cut, best first."""


def passages(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """Cut a text at paragraph ends into pieces of at most `longest` characters, with offsets.

    A paragraph that is too long itself is cut at the end of a line, a sentence or a word.

    >>> list(passages("One two.\\n\\nThree four.", 12))
    [(0, 'One two.\\n\\n'), (10, 'Three four.')]
    """
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start, start + longest)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _cut(text: str, start: int, limit: int) -> int:
    """Find the best place to cut before `limit`, or `limit` itself."""
    for mark in BREAKS:
        found = text.rfind(mark, start, limit)
        if found > start:
            return found + len(mark)
    return limit
