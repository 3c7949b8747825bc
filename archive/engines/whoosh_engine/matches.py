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


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching stories of a segment in order; without a scorer all score zero.

    `is_confined` says that the scorer leaves the scores of all other stories as they are.
    """

    documents: Int32s
    scorer: Scorer | None = None
    is_confined: bool = False

    def __len__(self) -> int:
        return len(self.documents)

    def within(self, mask: Mask) -> Matches:
        """The matches that are true in a mask over the whole segment."""
        return Matches(self.documents[mask[self.documents]], self.scorer)

    def add_scores(self, scores: Scores) -> None:
        """Add the score of each match."""
        if self.scorer is not None:
            self.scorer(self.documents, scores)


class Found:
    """The matching stories of each segment, in the order of the segments.

    `sizes` are the numbers of stories that the segments have.
    """

    def __init__(self, documents: Sequence[Int32s], sizes: Sequence[int]) -> None:
        self.documents = documents
        self.total = sum(map(len, documents))
        self._sizes = sizes

    @cached_property
    def masks(self) -> list[Mask]:
        """For each segment, which of its stories match."""
        return list(map(_mask, self.documents, self._sizes))

    @cached_property
    def bits(self) -> list[npt.NDArray[np.uint64]]:
        """The masks with one bit a story, as facets have them."""
        return list(map(_packed, self.masks))


def _mask(documents: Int32s, size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[documents] = True
    return mask


def _packed(mask: Mask) -> npt.NDArray[np.uint64]:
    padded = np.zeros(-(-len(mask) // 64) * 64, dtype=np.bool_)
    padded[: len(mask)] = mask
    return np.packbits(padded, bitorder="little").view(np.uint64)


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


def unite(parts: Sequence[Matches], size: int) -> Matches:
    """What is in any part, scores added."""
    if len(parts) == 1:
        return parts[0]
    documents = loops.union([part.documents for part in parts], size)
    scorers = [scorer for part in parts if (scorer := _confined(part, size)) is not None]
    return Matches(documents, added(scorers), is_confined=True)


def _confined(part: Matches, size: int) -> Scorer | None:
    """A part's scorer, made to leave the scores of other stories as they are."""
    own, scorer = part.documents, part.scorer
    if scorer is None or part.is_confined:
        return scorer

    def score(documents: Int32s, scores: Scores) -> None:
        found, places = loops.found_in(own, documents, size)
        gained = np.zeros(len(found))
        scorer(own.take(places), gained)
        scores[found] += gained

    return score
