"""What each story of a segment holds, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.matches import Int32s, Mask, gather

WIDEST = 16
"""Most numbers of a story in its row of the table."""
_LONGER = 0.2
"""The part of the stories that may hold more than their rows have room for."""


@dataclass(frozen=True)
class HeldNumbers:
    """`table[d]` are the first numbers of story d, from 1 on, with 0 in what is left of the row.

    The others are `rest[pointer[d]:pointer[d + 1]]`. Rows of one length are copied many times as
    quickly as runs of any length, and most stories have no more than a row.
    """

    table: Int32s
    pointer: npt.NDArray[np.int64]
    rest: Int32s

    @cached_property
    def has_none(self) -> Mask:
        """Which stories have nothing."""
        return np.asarray(self.table[:, 0] == 0, dtype=np.bool_)

    def without_any(self, documents: Int32s) -> int:
        """How many of the stories have nothing."""
        is_all = len(documents) == len(self.table)
        return int(np.count_nonzero(self.has_none if is_all else self.has_none[documents]))

    def of_stories(self, documents: Int32s) -> tuple[list[Int32s], int]:
        """What all of the stories have, with zeros between, and how many have nothing."""
        is_all = len(documents) == len(self.table)
        rows = self.table if is_all else self.table.take(documents, axis=0)
        missing = len(documents) - int(np.count_nonzero(rows[:, 0]))
        if not len(self.rest):
            return [rows.ravel()], missing
        full = documents[rows[:, -1] > 0]
        starts = self.pointer[full]
        rest = self.rest[gather(starts, self.pointer[full + 1] - starts)]
        return [rows.ravel(), rest], missing

    def renumbered(self, numbers: Int32s) -> HeldNumbers:
        """The same with the number n + 1 for n where `numbers` says so."""
        changed = np.append(np.int32(0), numbers + np.int32(1))
        return HeldNumbers(changed[self.table], self.pointer, changed[self.rest])


def pack_held(name: str, numbers: Int32s, counts: npt.NDArray[np.int64]) -> dict[str, Array]:
    """Turn numbers from 0 on, story by story, into arrays; a story has `counts` of them."""
    width = _width(counts)
    starts = np.cumsum(counts) - counts
    documents = np.repeat(np.arange(len(counts)), counts)
    places = np.arange(len(numbers)) - np.repeat(starts, counts)
    is_first = places < width
    table = np.zeros((len(counts), width), dtype=np.int32)
    table[documents[is_first], places[is_first]] = numbers[is_first] + 1
    return {
        f"{name}.table": table,
        f"{name}.pointer": np.append(0, np.cumsum(np.maximum(counts - width, 0))).astype(np.int64),
        f"{name}.rest": (numbers[~is_first] + 1).astype(np.int32),
    }


def held_numbers(name: str, arrays: dict[str, Array]) -> HeldNumbers:
    """Read the arrays back."""
    return HeldNumbers(
        arrays[f"{name}.table"].view(np.int32),
        arrays[f"{name}.pointer"].view(np.int64),
        arrays[f"{name}.rest"].view(np.int32),
    )


def _width(counts: npt.NDArray[np.int64]) -> int:
    """The smallest power of two that is room enough for most stories."""
    width = 1
    while width < WIDEST and np.count_nonzero(counts > width) > _LONGER * len(counts):
        width *= 2
    return width
