"""How well a story fits a query: BM25 over headline and text as one weighted field.

A word in the headline counts `HEADLINE_WEIGHT` times, in the term's frequency and in the
story's length alike (the simple BM25 extension to several fields; Robertson, Zaragoza and
Taylor, CIKM 2004). Statistics are those of the whole index, deleted stories left out.

A phrase scores as the sum of its words, AND and OR as the sum of their matching parts;
patterns, fuzzy words and words in names score 1; dates, NOT and filters nothing.
"""

from __future__ import annotations

from math import log

K1 = 1.2
B = 0.75
HEADLINE_WEIGHT = 3


def idf(stories: int, stories_with_term: int) -> float:
    """The weight of a term by how few stories hold it; never negative.

    >>> round(idf(100, 1), 3)
    4.21
    """
    return log(1 + (stories - stories_with_term + 0.5) / (stories_with_term + 0.5))


def bm25(frequency: float, length: float, average_length: float, term_idf: float) -> float:
    """The score of a term in one story; lengths are in weighted words."""
    norm = K1 * (1 - B + B * length / average_length)
    return term_idf * frequency * (K1 + 1) / (frequency + norm)
