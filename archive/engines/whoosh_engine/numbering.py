"""Numbers for the values of a facet in the whole index, kept from one view to the next.

A segment numbers its own values; to add their counts up, each value has a number in the index.
Numbers are only ever added, so that older views can go on using theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.segments import LiveSegment

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class FacetValues:
    """The values of a facet by number, and for each segment the numbers of its ordinals.

    `count` values are known to this view; the list and the dict may have grown since.
    """

    values: list[str]
    numbers: dict[str, int]
    count: int
    of_segment: tuple[Numbers, ...]

    @cached_property
    def ordinals(self) -> tuple[Numbers, ...]:
        """For each segment the ordinal of each value, -1 for none."""
        found = []
        for numbers in self.of_segment:
            ordinals = np.full(self.count, -1, dtype=np.int64)
            ordinals[numbers] = np.arange(len(numbers))
            found.append(ordinals)
        return tuple(found)

    def number(self, value: str) -> int | None:
        """The number of a value; None when this view does not have it."""
        number = self.numbers.get(value)
        return number if number is not None and number < self.count else None


class FacetNumbering:
    """The growing numbers of one facet; threads may share it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._values: list[str] = []
        self._numbers: dict[str, int] = {}
        self._of_segment: dict[str, Numbers] = {}
        self._lock = Lock()

    def over(self, segments: Sequence[LiveSegment]) -> FacetValues:
        """Number the values of these segments; forget what was known of others."""
        with self._lock:
            self._of_segment = {s.segment_id: self._of(s) for s in segments}
            of_segment = tuple(self._of_segment[s.segment_id] for s in segments)
            return FacetValues(self._values, self._numbers, len(self._values), of_segment)

    def _of(self, segment: LiveSegment) -> Numbers:
        known = self._of_segment.get(segment.segment_id)
        return self._add(segment) if known is None else known

    def _add(self, segment: LiveSegment) -> Numbers:
        held = segment.columns.facets[self._name].values.all()
        for value in held:
            if value not in self._numbers:
                self._numbers[value] = len(self._values)
                self._values.append(value)
        return np.array([self._numbers[value] for value in held], dtype=np.int64)
