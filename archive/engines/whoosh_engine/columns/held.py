"""What each story of a segment holds, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Mask
from archive.engines.whoosh_engine.columns.file import Array

LONGER = 0.2
"""The part of the stories that may hold more than their rows have room for."""


@dataclass(frozen=True)
class HeldNumbers:
    """`tables[0][d]` are the first numbers of story d, from 1 on, and 0 in what is left of the row.

    Most stories have no more than that. The others go on in row `places[0][d]` of `tables[1]`,
    whose first row is empty, and perhaps from there. Rows of one length are copied many times as
    quickly as runs of any length.
    """

    tables: tuple[Int32s, ...]
    places: tuple[Int32s, ...]

    @cached_property
    def has_none(self) -> Mask:
        """Which stories have nothing."""
        return np.asarray(self.tables[0][:, 0] == 0, dtype=np.bool_)

    @cached_property
    def has_none_bits(self) -> npt.NDArray[np.uint64]:
        """The same with one bit a story."""
        return loops.bits_of(np.flatnonzero(self.has_none).astype(np.int32), len(self.has_none))

    def count_into(self, counts: Int32s, documents: Int32s) -> int:
        """Add how many of the stories have each number n to `counts[n + 1]`, and what has no
        meaning to `counts[0]`; how many have nothing."""
        return loops.count_held(self.tables, self.places, documents, counts)

    def of_stories(self, documents: Int32s) -> tuple[Int32s, int]:
        """What the stories have, in any order, and how many have nothing."""
        return loops.list_held(self.tables, self.places, documents)

    def renumbered(self, numbers: Int32s) -> HeldNumbers:
        """The same with the number n + 1 for n where `numbers` says so."""
        changed = np.append(np.int32(0), numbers + np.int32(1))
        return HeldNumbers(tuple(changed[table] for table in self.tables), self.places)


def pack_held(name: str, numbers: Int32s, counts: npt.NDArray[np.int64]) -> dict[str, Array]:
    """Turn numbers from 0 on, story by story, into arrays; a story has `counts` of them."""
    width = _width(counts)
    starts = np.cumsum(counts) - counts
    documents = np.repeat(np.arange(len(counts)), counts)
    places = np.arange(len(numbers)) - np.repeat(starts, counts)
    is_first = places < width
    table = np.zeros((len(counts), width), dtype=np.int32)
    table[documents[is_first], places[is_first]] = numbers[is_first] + 1
    is_longer = counts > width
    if not is_longer.any():
        return {f"{name}.table": table}
    return {
        f"{name}.table": table,
        f"{name}.place": np.where(is_longer, np.cumsum(is_longer), 0).astype(np.int32),
        **pack_held(f"{name}.longer", numbers[~is_first], np.append(0, counts[is_longer] - width)),
    }


def held_numbers(name: str, arrays: dict[str, Array]) -> HeldNumbers:
    """Read the arrays back."""
    tables, places = [arrays[f"{name}.table"].view(np.int32)], []
    while f"{name}.place" in arrays:
        places.append(arrays[f"{name}.place"].view(np.int32))
        name = f"{name}.longer"
        tables.append(arrays[f"{name}.table"].view(np.int32))
    return HeldNumbers(tuple(tables), tuple(places))


def _width(counts: npt.NDArray[np.int64]) -> int:
    """The smallest power of two that is room enough for most stories."""
    width = 1
    while np.count_nonzero(counts > width) > LONGER * len(counts):
        width *= 2
    return width
