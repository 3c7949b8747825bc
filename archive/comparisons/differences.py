"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\S+\s*|\s+")
_PARAGRAPH = re.compile(r"[^\n]*\n*")
MOST_WORDS = 2000
"""Words of a changed passage that are compared one by one; a longer one is changed as a whole."""


class Change(StrEnum):
    """Whether words stand in both texts, in the first or in the second only."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of text and where it stands."""

    text: str
    change: Change


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Part two texts into what both have, in the words of the second, and what one has.

    White space alone makes no difference.

    >>> [(d.text, d.change.value) for d in differences("It rains today.", "It snows today.")]
    [('It ', 'same'), ('rains ', 'gone'), ('snows ', 'new'), ('today.', 'same')]
    """
    paragraphs = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    found: list[Difference] = []
    for gone, new, is_same in _aligned(*paragraphs):
        if is_same or not gone or not new:
            found += _whole(gone, new, is_same=is_same)
            continue
        words = _PIECE.findall("".join(gone)), _PIECE.findall("".join(new))
        if max(map(len, words)) > MOST_WORDS:
            found += _whole(gone, new, is_same=False)
        else:
            for old_words, new_words, same_words in _aligned(*words):
                found += _whole(old_words, new_words, is_same=same_words)
    return tuple(_joined(found))


def _aligned(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], bool]]:
    keys = [[" ".join(piece.split()) for piece in side] for side in (before, after)]
    matcher = SequenceMatcher(None, keys[0], keys[1])
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        yield before[start:end], after[other_start:other_end], tag == "equal"


def _whole(gone: Sequence[str], new: Sequence[str], *, is_same: bool) -> list[Difference]:
    if is_same:
        return [Difference("".join(new), Change.SAME)]
    sides = (("".join(gone), Change.GONE), ("".join(new), Change.NEW))
    return [Difference(text, change) for text, change in sides if text]


def _joined(found: Sequence[Difference]) -> Iterator[Difference]:
    """Join neighbours of one kind."""
    held: Difference | None = None
    for piece in found:
        if held and held.change is piece.change:
            held = Difference(held.text + piece.text, held.change)
            continue
        if held and held.text:
            yield held
        held = piece
    if held and held.text:
        yield held
