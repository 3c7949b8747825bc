"""Which passage of a text shows best what a query matched in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive.model import Span
from archive.search.results import Snippet, SnippetPart

_LENGTH = 240
"""Longest passage, in characters."""
_LEAD = 50
"""Characters shown before the first match."""
_ELLIPSIS = "… "


class Mark(NamedTuple):
    """A matched stretch of text and which part of the query it belongs to."""

    start: int
    end: int
    leaf: int


def passage(text: str, marks: Sequence[Mark], headline: str) -> Snippet:
    """The passage that covers most of the query, or the beginning of the text.

    What stands in the headline, for it was taken from the text, is not shown once more.
    """
    told = _told(text, headline)
    marks = [mark for mark in marks if mark.start >= told]
    start = max(told, _passage_start(text, marks))
    end = _word_end(text, min(start + _LENGTH, len(text)))
    inside = dict.fromkeys((m.start, m.end) for m in marks if m.start >= start and m.end <= end)
    parts = [SnippetPart(_ELLIPSIS)] if start else []
    parts += _parts(text, start, end, list(inside))
    if end < len(text.rstrip()):
        parts.append(SnippetPart(" …"))
    return Snippet(tuple(parts))


def whole(text: str, spans: Sequence[Span]) -> Snippet:
    """The whole of a short text, its matches marked."""
    return Snippet(tuple(_parts(text, 0, len(text), spans)))


def _told(text: str, headline: str) -> int:
    """How much of a text its headline consists of; nothing where that is all there is.

    >>> _told("It rained all day. Then it stopped.", "It rained all …")
    14
    """
    start = headline.removesuffix("…")
    if not start or not text.startswith(start):
        return 0
    rest = text[len(start) :]
    return len(start) + len(rest) - len(rest.lstrip()) if rest.strip() else 0


def _passage_start(text: str, marks: Sequence[Mark]) -> int:
    """Where the best window begins: most different parts, then most matches, then first."""
    if not marks:
        return 0
    if marks[-1].end - marks[0].start <= _LENGTH - _LEAD:  # one window has them all
        return _word_start(text, marks[0].start - _LEAD)
    best, best_value = 0, (0, 0)
    end = 0
    for first, mark in enumerate(marks):
        end = max(end, first)
        while end < len(marks) and marks[end].end - mark.start <= _LENGTH - _LEAD:
            end += 1
        window = marks[first:end]
        value = (len({m.leaf for m in window}), len(window))
        if value > best_value:
            best, best_value = mark.start, value
    return _word_start(text, best - _LEAD)


def _word_start(text: str, near: int) -> int:
    """The start of the first whole word at or after an offset; 0 when that is near."""
    if near <= 0:
        return 0
    space = text.find(" ", near, near + _LEAD)
    return space + 1 if space >= 0 else near


def _word_end(text: str, near: int) -> int:
    """The end of the last whole word before an offset."""
    if near >= len(text):
        return len(text.rstrip())
    space = text.rfind(" ", max(0, near - _LEAD), near + 1)
    return space if space > 0 else near


def _parts(text: str, start: int, end: int, spans: Sequence[Span]) -> list[SnippetPart]:
    parts = []
    for first, last in spans:
        if first > start:
            parts.append(SnippetPart(text[start:first]))
        parts.append(SnippetPart(text[first:last], is_match=True))
        start = last
    if start < end:
        parts.append(SnippetPart(text[start:end]))
    return parts
