"""Sets of stories in one segment, as sorted numbers, how they combine, and how they score.

Scores are reckoned last, for the stories that are left when everything has been asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer[Any]]
Scorer = Callable[[Int32s], Scores]
"""Gives the scores of some of the stories that it was made for, in their order."""
_SEARCHED, _SWEPT = 4, 64
"""To seek a needle takes as long as to scatter so many stories into a table, or to clear so many
places of it (measured)."""
_MARKED = 4
"""Of so many stories one may be sorted in the time in which all are looked through."""
N = TypeVar("N", np.int32, np.int64)


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

    def scores(self) -> Scores:
        """The score of each match."""
        return np.zeros(len(self)) if self.scorer is None else self.scorer(self.documents)


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
        documents = documents[is_in(other.documents, documents, size)]
    return Matches(documents, added([part.scorer for part in parts if part.scorer is not None]))


def added(scorers: Sequence[Scorer]) -> Scorer | None:
    """The sum of scores; None where there are none."""
    if len(scorers) < 2:
        return scorers[0] if scorers else None

    def score(documents: Int32s) -> Scores:
        total = np.zeros(len(documents))
        for scorer in scorers:
            total += scorer(documents)
        return total

    return score


def unite(parts: Sequence[Matches], size: int) -> Matches:
    """What is in any part, scores added."""
    if len(parts) == 1:
        return parts[0]
    scored = [part for part in parts if part.scorer is not None]

    def score(documents: Int32s) -> Scores:
        holders = np.concatenate([part.documents for part in scored])
        scores = np.concatenate([part.scores() for part in scored])
        total = np.bincount(holders, scores, minlength=size)
        return total.take(documents).astype(np.float64, copy=False)

    return Matches(union([part.documents for part in parts], size), score if scored else None)


def union(parts: Sequence[Int32s], size: int) -> Int32s:
    """The stories in any part, each once: few are sorted, many are marked among all (measured)."""
    if sum(map(len, parts)) * _MARKED < size:
        return distinct(np.sort(np.concatenate(parts), kind="stable"))
    held = np.zeros(size, dtype=np.bool_)
    for part in parts:
        held[part] = True
    return np.flatnonzero(held).astype(np.int32)


def distinct(numbers: npt.NDArray[N]) -> npt.NDArray[N]:
    """Each of some sorted numbers once."""
    is_first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return numbers[is_first]


def is_in(haystack: Int32s, needles: Int32s, size: int) -> Mask:
    """Which of the needles are in a sorted haystack."""
    if not len(haystack):
        return np.zeros(len(needles), dtype=np.bool_)
    if len(needles) == size:  # every story is sought
        return _mask(haystack, size)
    if _is_table_worth(haystack, needles, size):
        return _mask(haystack, size)[needles]
    places = np.searchsorted(haystack, needles)
    places[places == len(haystack)] = 0
    return haystack[places] == needles


def places_in(haystack: Int32s, needles: Int32s, size: int) -> Places:
    """The place of each needle in a sorted haystack that has them all."""
    if len(haystack) == len(needles):
        return np.arange(len(needles))
    if _is_table_worth(haystack, needles, size):
        table = np.empty(size, dtype=np.int32)
        table[haystack] = np.arange(len(haystack), dtype=np.int32)
        return table.take(needles)
    return np.searchsorted(haystack, needles)


def found_in(haystack: Int32s, needles: Int32s, size: int) -> tuple[Places, Places]:
    """Which of the needles are in a sorted haystack, and at which places of it."""
    if _is_table_worth(haystack, needles, size):
        table = np.full(size, -1, dtype=np.int32)
        table[haystack] = np.arange(len(haystack), dtype=np.int32)
        places: Places = table.take(needles)
        found = np.flatnonzero(places >= 0)
    else:
        places = np.searchsorted(haystack, needles)
        found = np.flatnonzero(haystack.take(places, mode="clip") == needles)
    return found, places.take(found)


def _is_table_worth(haystack: Int32s, needles: Int32s, size: int) -> bool:
    """Whether a table of all stories is quicker than a binary search for each needle."""
    return len(needles) * _SEARCHED > len(haystack) + size // _SWEPT


def gather(starts: Places, counts: Places) -> npt.NDArray[np.int64]:
    """The indexes of runs that begin at `starts` and are `counts` long, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
