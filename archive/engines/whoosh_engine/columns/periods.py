"""The years and months of a segment's stories, numbered so that counts of them are short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns.dates import key_text
from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.held import HeldNumbers, held_numbers, pack_held


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
    def texts(self) -> list[str]:
        """The facet value of each key."""
        return list(map(key_text, self.keys.tolist()))

    def counts(self, documents: Int32s) -> tuple[Int32s, int]:
        """How many of the stories have each key, and how many have none."""
        counts = np.zeros(len(self.keys) + 1, dtype=np.int32)
        if not len(self.keys):
            return counts[1:], len(documents)
        missing = self.held.count_into(counts, documents)
        return counts[1:], missing


def count_periods(
    columns: Sequence[PeriodColumns], documents: Sequence[Int32s]
) -> tuple[dict[str, int], int]:
    """How many stories of all segments have each facet value, and how many have none."""
    counted = [c.counts(found) for c, found in zip(columns, documents, strict=True)]
    missing = sum(without for _, without in counted)
    if len(counted) == 1:
        texts, totals = columns[0].texts, counted[0][0].tolist()
    else:
        keys = np.concatenate([np.zeros(0, np.int32), *(c.keys for c in columns)])
        distinct, numbers = np.unique(keys, return_inverse=True)
        counts = np.concatenate([np.zeros(0, np.int32), *(counts for counts, _ in counted)])
        totals = np.bincount(numbers, counts, len(distinct)).astype(np.intp).tolist()
        texts = list(map(key_text, distinct.tolist()))
    pairs = zip(texts, totals, strict=True)
    return {text: count for text, count in pairs if count}, missing


def pack_periods(name: str, keys: Int32s, counts: npt.NDArray[np.int64]) -> dict[str, Array]:
    """Turn keys, story by story, into arrays; a story has `counts` of them."""
    distinct, numbers = np.unique(keys, return_inverse=True)
    return {
        f"{name}.keys": distinct.astype(np.int32),
        **pack_held(name, numbers.astype(np.int32), counts),
    }
