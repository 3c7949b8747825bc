"""What each story of a segment holds, as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.matches import Int32s, Mask

LONGER = 0.2
"""The part of the stories that may hold more than their rows have room for."""


@dataclass(frozen=True)
class HeldNumbers:
    """`table[d]` are the first numbers of story d, from 1 on, with 0 in what is left of the row.

    Most stories have no more than that. The others go on in row `place[d]` of `longer`, whose
    first row is empty, and perhaps from there. Rows of one length are copied many times as
    quickly as runs of any length.
    """

    table: Int32s
    place: Int32s
    longer: HeldNumbers | None

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
        tables = list(self._tables() if is_all else self._rows(documents))
        missing = len(documents) - int(np.count_nonzero(tables[0][:, 0]))
        return [table.ravel() for table in tables], missing

    def _tables(self) -> Iterator[Int32s]:
        yield self.table
        if self.longer:
            yield from self.longer._tables()

    def _rows(self, documents: Int32s) -> Iterator[Int32s]:
        yield self.table.take(documents, axis=0)
        if self.longer:
            further = self.place.take(documents)
            yield from self.longer._rows(further.take(np.flatnonzero(further)))

    def renumbered(self, numbers: Int32s) -> HeldNumbers:
        """The same with the number n + 1 for n where `numbers` says so."""
        changed = np.append(np.int32(0), numbers + np.int32(1))
        return self._changed(changed)

    def _changed(self, changed: Int32s) -> HeldNumbers:
        longer = self.longer._changed(changed) if self.longer else None
        return HeldNumbers(changed[self.table], self.place, longer)


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
    table = arrays[f"{name}.table"].view(np.int32)
    if f"{name}.place" not in arrays:
        return HeldNumbers(table, np.zeros(0, dtype=np.int32), None)
    place = arrays[f"{name}.place"].view(np.int32)
    return HeldNumbers(table, place, held_numbers(f"{name}.longer", arrays))


def _width(counts: npt.NDArray[np.int64]) -> int:
    """The smallest power of two that is room enough for most stories."""
    width = 1
    while np.count_nonzero(counts > width) > LONGER * len(counts):
        width *= 2
    return width
