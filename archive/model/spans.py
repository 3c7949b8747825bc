"""Stretches of a text."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""Where something stands in a text: start and end offset in characters, end not included."""


def blank_out(text: str, spans: Iterable[Span]) -> str:
    """Replace each span by as many spaces.

    >>> blank_out("one (two) three", [(4, 9)])
    'one       three'
    """
    pieces, done = [], 0
    for start, end in sorted(spans):
        pieces += [text[done:start], " " * (end - max(start, done))]
        done = max(done, end)
    return "".join([*pieces, text[done:]])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Put spans in order, those that overlap as one; empty ones are left out.

    >>> merged([(6, 8), (0, 4), (2, 5), (8, 9), (9, 9)])
    [(0, 5), (6, 8), (8, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
