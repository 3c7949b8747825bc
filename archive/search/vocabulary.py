"""Which words are offered for one being typed or misspelt, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from archive.analysis import STOP_WORDS
from archive.search.patterns import is_within
from archive.search.results import WordCount

LONG_WORD = 8
"""Letters from which a word may differ by two edits."""


def edits_allowed(word: str) -> int:
    """By how many edits another spelling of a folded word may differ.

    >>> edits_allowed("merkle"), edits_allowed("goverment")
    (1, 2)
    """
    return 2 if len(word) >= LONG_WORD else 1


def is_near(word: str, other: str) -> bool:
    """Whether another folded word is spelt nearly like one, with the same first letter.

    >>> is_near("merkle", "merkel"), is_near("merkel", "merkel"), is_near("angle", "ankel")
    (True, False, False)
    """
    return word != other and is_within(word, other, edits_allowed(word))


def is_offered(word: str, field: str | None) -> bool:
    """Whether a folded word can be searched for in a field; no stop word can in a text."""
    return field is not None or word not in STOP_WORDS


def most_frequent(counts: Iterable[tuple[str, int]], limit: int) -> tuple[WordCount, ...]:
    """The first words by falling count, then by alphabet; those in no story are left out.

    >>> [found.word for found in most_frequent([("b", 1), ("a", 1), ("c", 2), ("d", 0)], 2)]
    ['c', 'a']
    """
    held = sorted((-count, word) for word, count in counts if count)
    return tuple(WordCount(word, -count) for count, word in held[:limit])
