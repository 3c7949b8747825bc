"""Sets of stories in one segment, as sorted numbers with scores, and how they combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
_DENSE = 24
"""Above one needle in so many places a scattered table is quicker than binary search (measured)."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching stories of a segment in order, each with its score; no scores means all zero."""

    documents: Int32s
    scores: Scores | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def only(self, kept: Mask | npt.NDArray[np.intp]) -> Matches:
        """The matches at some places, or where a mask is true."""
        scores = None if self.scores is None else self.scores[kept]
        return Matches(self.documents[kept], scores)

    def within(self, mask: Mask) -> Matches:
        """The matches that are true in a mask over the whole segment."""
        return self.only(mask[self.documents])


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
    documents, scores = smallest.documents, smallest.scores
    for other in others:
        places = find_in(other.documents, documents, size)
        found = places >= 0
        documents, places = documents[found], places[found]
        scores = None if scores is None else scores[found]
        if other.scores is not None:
            added = other.scores[places]
            scores = added if scores is None else scores + added
    return Matches(documents, scores)


def unite(parts: Sequence[Matches], size: int) -> Matches:
    """What is in any part, scores added."""
    if len(parts) == 1:
        return parts[0]
    held = np.zeros(size, dtype=np.bool_)
    total: Scores | None = None
    for part in parts:
        held[part.documents] = True
        if part.scores is not None:
            if total is None:
                total = np.zeros(size)
            total[part.documents] += part.scores
    documents = np.flatnonzero(held).astype(np.int32)
    return Matches(documents, None if total is None else total[documents])


def find_in(haystack: Int32s, needles: Int32s, size: int) -> npt.NDArray[np.intp]:
    """The place of each needle in a sorted haystack without repeats, -1 for none."""
    if not len(haystack) or not len(needles):
        return np.full(len(needles), -1, dtype=np.intp)
    if len(needles) * _DENSE > size:
        table = np.full(size, -1, dtype=np.intp)
        table[haystack] = np.arange(len(haystack))
        return table[needles]
    places = np.searchsorted(haystack, needles)
    places[places == len(haystack)] = 0
    places[haystack[places] != needles] = -1
    return places


def gather(starts: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The indexes of runs that begin at `starts` and are `counts` long, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
