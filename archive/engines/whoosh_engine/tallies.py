"""How often the values of a facet are held, by number: as a table of all, or of the few held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Mask
from archive.engines.whoosh_engine.columns.held import HeldNumbers

SPARSE = 32
"""Below one value held for so many that there are, Python is quicker than a table (measured)."""
HEAD = 512
"""So many values, the first segment's most frequent, bound what the first ones of all have."""


class Tally(Protocol):
    """Values by number with their counts."""

    @property
    def distinct(self) -> int:
        """How many values have a count at all."""

    def of(self, number: int) -> int:
        """The count of a value."""

    def only(self, fits: Mask) -> Tally:
        """The same without the values that do not fit."""

    def most(self, wanted: int | None) -> list[tuple[int, int]]:
        """The `wanted` values with the highest counts, and all that tie with the last of them;
        without a number, all that have a count."""


class TableTally(NamedTuple):
    """The count of each value."""

    counts: Int32s

    @property
    def distinct(self) -> int:
        """How many values have a count at all."""
        return int(np.count_nonzero(self.counts > 0))

    def of(self, number: int) -> int:
        """The count of a value."""
        return int(self.counts[number])

    def only(self, fits: Mask) -> TableTally:
        """The same without the values that do not fit."""
        return TableTally(np.where(fits, self.counts, np.int32(0)))

    def most(self, wanted: int | None) -> list[tuple[int, int]]:
        """First the values that reach what the frequent ones do, then the best of these."""
        numbers = self._reaching(_last_of(self.counts[:HEAD], wanted))
        counts = self.counts[numbers]
        kept = counts >= _last_of(counts, wanted)
        return list(zip(numbers[kept].tolist(), counts[kept].tolist(), strict=True))

    def _reaching(self, least: int) -> npt.NDArray[np.intp]:
        return np.flatnonzero(self.counts >= least)


class DictTally(NamedTuple):
    """The counts of the values that have one."""

    counts: Mapping[int, int]

    @property
    def distinct(self) -> int:
        """How many values have a count at all."""
        return len(self.counts)

    def of(self, number: int) -> int:
        """The count of a value."""
        return self.counts.get(number, 0)

    def only(self, fits: Mask) -> DictTally:
        """The same without the values that do not fit."""
        return DictTally({number: count for number, count in self.counts.items() if fits[number]})

    def most(self, wanted: int | None) -> list[tuple[int, int]]:
        """All that have as much as the last one wanted."""
        if wanted is None or len(self.counts) <= wanted:
            return list(self.counts.items())
        least = sorted(self.counts.values())[-wanted]
        return [item for item in self.counts.items() if item[1] >= least]


def tally(held: Sequence[HeldNumbers], found: Sequence[Int32s], values: int) -> tuple[Tally, int]:
    """Count what the matches of each segment have, and how many of these have nothing."""
    if sum(map(len, found)) * SPARSE < values:
        lists = [numbers.of_stories(some) for numbers, some in zip(held, found, strict=True)]
        counted = Counter(chain.from_iterable(numbers.tolist() for numbers, _ in lists))
        return DictTally(counted), sum(without for _, without in lists)
    counts = np.zeros(values + 1, dtype=np.int32)
    pairs = zip(held, found, strict=True)
    missing = sum(numbers.count_into(counts, some) for numbers, some in pairs)
    return TableTally(counts[1:]), missing


def _last_of(counts: Int32s, wanted: int | None) -> int:
    """The lowest of the `wanted` highest counts; at least 1."""
    if wanted is None or len(counts) <= wanted:
        return 1
    return max(1, loops.highest(counts, wanted))
