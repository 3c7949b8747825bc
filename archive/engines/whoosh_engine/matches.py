"""Sets of stories in one segment, as sorted numbers, how they combine, and how they score.

Scores are reckoned last, for the stories that are left when everything has been asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Mask, Scores

Scorer = Callable[[Int32s, Scores], None]
"""Adds to the scores of some of the stories that it was made for, which are in their order."""
_TABLED = 8
"""For one story in so many, scores are added up in a table of all (measured)."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching stories of a segment in order; without a scorer all score zero."""

    documents: Int32s
    scorer: Scorer | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def within(self, mask: Mask) -> Matches:
        """The matches that are true in a mask over the whole segment."""
        return Matches(self.documents[mask[self.documents]], self.scorer)

    def add_scores(self, scores: Scores) -> None:
        """Add the score of each match."""
        if self.scorer is not None:
            self.scorer(self.documents, scores)

    def scores(self) -> Scores:
        """The score of each match."""
        scores = np.zeros(len(self))
        self.add_scores(scores)
        return scores


class Found:
    """The matching stories of each segment, in the order of the segments.

    `sizes` are the numbers of stories that the segments have.
    """

    def __init__(self, documents: Sequence[Int32s], sizes: Sequence[int]) -> None:
        self.documents = documents
        self.total = sum(map(len, documents))
        self._sizes = sizes

    @cached_property
    def bits(self) -> list[npt.NDArray[np.uint64]]:
        """For each segment, one bit a story, as facets have them."""
        return list(map(loops.bits_of, self.documents, self._sizes))


def intersect(parts: Sequence[Matches], size: int) -> Matches:
    """What is in every part, scores added; `size` is the number of stories in the segment."""
    smallest, *others = sorted(parts, key=len)
    documents = smallest.documents
    for other in others:
        documents = loops.common(documents, other.documents, size)
    return Matches(documents, added([part.scorer for part in parts if part.scorer is not None]))


def added(scorers: Sequence[Scorer]) -> Scorer | None:
    """The sum of scores; None where there are none."""
    if len(scorers) < 2:
        return scorers[0] if scorers else None

    def score(documents: Int32s, scores: Scores) -> None:
        for scorer in scorers:
            scorer(documents, scores)

    return score


def without(some: Matches, others: Matches, size: int) -> Matches:
    """What is in the first and not in the second."""
    kept = ~loops.is_in(others.documents, some.documents, size)
    return Matches(some.documents[kept], some.scorer)


def unite(parts: Sequence[Matches], size: int) -> Matches:
    """What is in any part, scores added."""
    if len(parts) == 1:
        return parts[0]
    scored = [part for part in parts if part.scorer is not None]

    def score(documents: Int32s, scores: Scores) -> None:
        if len(documents) * _TABLED < size:
            for part in scored:
                found, places = loops.found_in(part.documents, documents, size)
                some = Matches(part.documents.take(places), part.scorer)
                scores[found] += some.scores()
            return
        total = np.zeros(size)
        for part in scored:
            loops.add_at(total, part.documents, part.scores())
        scores += total.take(documents)

    documents = loops.union([part.documents for part in parts], size)
    return Matches(documents, score if scored else None)
