"""The most frequent values of a facet among many matches, without counting all values.

Values are tried in the order of how many stories of the whole index have them. As soon as
enough are counted that beat what any later value can reach, the rest need not be looked at.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.matches import Found
from archive.engines.whoosh_engine.view import IndexView

WORTH_STORIES = 20_000
"""In smaller indexes counting everything is as quick."""
WORTH_SHARE = 4
"""Worth trying when at least one story in so many matches (measured)."""
WORTH_VALUES = 20
"""Whoever asks for more than these turns pages of values, and has to know how many there are."""
STEP = 32
MOST_TRIED = 512
"""Values tried before all are counted after all."""

Counts = npt.NDArray[np.int64]


class PopularValues:
    """Counts of single values over the matches of every segment."""

    def __init__(self, view: IndexView, name: str, found: Found) -> None:
        self._values = view.facet_values[name]
        self._order, self._held = view.by_frequency[name]
        self._facets = [segment.facet for segment in self._values.segments]
        self._is_all = found.total == sum(s.columns.count for s in view.segments)
        self._found = found

    def top(self, wanted: int) -> list[tuple[str, int]] | None:
        """The `wanted` most frequent values and all that tie with the last; None if too many
        would have to be tried."""
        counts = np.zeros(0, dtype=np.int64)
        while len(counts) < len(self._order):
            if len(counts) >= MOST_TRIED:
                return None
            next_ones = slice(len(counts), len(counts) + STEP)
            tried = self._order[next_ones]
            more = self._held[next_ones] if self._is_all else self.counts(tried)
            counts = np.concatenate([counts, more])
            if len(counts) >= wanted and len(counts) < len(self._order):
                least = np.partition(counts, len(counts) - wanted)[len(counts) - wanted]
                if least > self._held[len(counts)]:
                    break
        numbers = self._order[: len(counts)]
        pairs = zip(numbers.tolist(), counts.tolist(), strict=True)
        ranked = [(self._values.text(number), count) for number, count in pairs if count]
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))

    def count(self, value: str) -> int:
        """How many matches have a value."""
        number = self._values.number(value)
        return 0 if number is None else int(self.counts(np.array([number]))[0])

    def counts(self, numbers: npt.NDArray[np.intp]) -> Counts:
        """How many matches have each of the values."""
        found, total = self._found, np.zeros(len(numbers), dtype=np.int64)
        rows = zip(self._facets, self._values.ordinals, found.bits, strict=True)
        for facet, ordinals, bits in rows:
            total += loops.count_among(
                facet.bits, facet.holder_pointer, facet.holders, ordinals[numbers], bits
            )
        return total

    def without_any(self) -> int:
        """How many matches have no value."""
        return sum(
            int(np.bitwise_count(facet.held.has_none_bits & bits).sum(dtype=np.int64))
            for facet, bits in zip(self._facets, self._found.bits, strict=True)
        )
