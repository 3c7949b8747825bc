"""The years and months of a segment's stories, numbered so that counts of them are short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns.dates import key_text
from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.held import HeldNumbers, held_numbers, pack_held

_COUNTED = 256
"""Numbers that a byte may have."""


@dataclass(frozen=True)
class PeriodColumns:
    """The numbers that stories hold stand for these keys."""

    keys: Int32s
    held: HeldNumbers

    @classmethod
    def of(cls, name: str, arrays: dict[str, Array]) -> PeriodColumns:
        """Read the arrays back."""
        return cls(arrays[f"{name}.keys"].view(np.int32), held_numbers(name, arrays))

    @cached_property
    def _bytes(self) -> npt.NDArray[np.uint8] | None:
        """The number of each story in a byte, which is read sooner, if each has one at most."""
        first, *longer = self.held.tables
        if longer or first.shape[1] > 1 or len(self.keys) >= _COUNTED:
            return None
        return first[:, 0].astype(np.uint8)

    def counts(self, documents: Int32s) -> tuple[Int32s, int]:
        """How many of the stories have each key, and how many have none."""
        size = len(self.keys) + 1
        counts = np.zeros(max(size, _COUNTED), dtype=np.int32)
        if size == 1:
            missing = len(documents)
        elif self._bytes is None:
            missing = self.held.count_into(counts, documents)
        else:
            loops.count_bytes(self._bytes, documents, counts)
            missing = int(counts[0])
        return counts[1:size], missing


class Periods:
    """The keys of several segments, numbered over all of them."""

    def __init__(self, columns: Sequence[PeriodColumns]) -> None:
        self._columns = columns
        keys = np.concatenate([np.zeros(0, np.int32), *(column.keys for column in columns)])
        distinct, numbers = np.unique(keys, return_inverse=True)
        ends = accumulate((len(column.keys) for column in columns), initial=0)
        self._numbers = [numbers[start:end] for start, end in pairwise(ends)]
        self._texts = list(map(key_text, distinct.tolist()))

    def count(self, documents: Sequence[Int32s]) -> tuple[dict[str, int], int]:
        """How many stories have each facet value, and how many have none."""
        totals, missing = np.zeros(len(self._texts), dtype=np.int64), 0
        for column, numbers, found in zip(self._columns, self._numbers, documents, strict=True):
            counts, without = column.counts(found)
            totals[numbers] += counts
            missing += without
        pairs = zip(self._texts, totals.tolist(), strict=True)
        return {text: count for text, count in pairs if count}, missing


def pack_periods(name: str, keys: Int32s, counts: npt.NDArray[np.int64]) -> dict[str, Array]:
    """Turn keys, story by story, into arrays; a story has `counts` of them."""
    distinct, numbers = np.unique(keys, return_inverse=True)
    return {
        f"{name}.keys": distinct.astype(np.int32),
        **pack_held(name, numbers.astype(np.int32), counts),
    }
