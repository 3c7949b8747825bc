"""Numbers for the values of a facet in the whole index, kept from one view to the next.

A segment numbers its own values; to add their counts up, each value has a number in the index.
Values are known again by their hashes, so that an index opens without reading them. Numbers are
only ever added, so that older views can go on using theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns import FacetColumns
from archive.engines.whoosh_engine.columns.hashes import ValueHashes
from archive.engines.whoosh_engine.columns.held import HeldNumbers
from archive.engines.whoosh_engine.segments import LiveSegment


@dataclass(frozen=True)
class NumberedFacet:
    """A segment's facet with the number of each of its ordinals."""

    facet: FacetColumns
    numbers: Int32s

    @cached_property
    def held(self) -> HeldNumbers:
        """The numbers of the values of each story; the first segment's are its own ordinals."""
        if np.array_equal(self.numbers, np.arange(len(self.numbers))):
            return self.facet.held
        return self.facet.held.renumbered(self.numbers)


@dataclass(frozen=True)
class FacetValues:
    """The values of a facet by number; `count` of them are known to this view."""

    segments: tuple[NumberedFacet, ...]
    by_hash: ValueHashes
    count: int
    texts: dict[int, str]
    """The values that were asked for, for this view and others."""

    @cached_property
    def ordinals(self) -> tuple[Int32s, ...]:
        """For each segment the ordinal of each value, -1 for none."""
        found = []
        for segment in self.segments:
            ordinals = np.full(self.count, -1, dtype=np.int32)
            ordinals[segment.numbers] = np.arange(len(segment.numbers), dtype=np.int32)
            found.append(ordinals)
        return tuple(found)

    def number(self, value: str) -> int | None:
        """The number of a value; None when no story has it."""
        if all(segment.facet.ordinal_of(value) is None for segment in self.segments):
            return None
        return self.by_hash.find(value)

    def text(self, number: int) -> str:
        """The value with a number that a segment of this view has."""
        known = self.texts.get(number)
        if known is None:
            known = self.texts[number] = self._read(number)
        return known

    def _read(self, number: int) -> str:
        for segment, ordinals in zip(self.segments, self.ordinals, strict=True):
            if ordinals[number] >= 0:
                return segment.facet.values.text(int(ordinals[number]))
        raise KeyError(number)


class FacetNumbering:
    """The growing numbers of one facet; threads may share it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._by_hash = ValueHashes(np.zeros(0, np.uint64), np.zeros(0, np.int32))
        self._segments: dict[str, NumberedFacet] = {}
        self._texts: dict[int, str] = {}
        self._lock = Lock()

    def over(self, segments: Sequence[LiveSegment]) -> FacetValues:
        """Number the values of these segments; forget what was known of others."""
        with self._lock:
            self._segments = {s.segment_id: self._of(s) for s in segments}
            numbered = tuple(self._segments[s.segment_id] for s in segments)
            return FacetValues(numbered, self._by_hash, len(self._by_hash.hashes), self._texts)

    def _of(self, segment: LiveSegment) -> NumberedFacet:
        known = self._segments.get(segment.segment_id)
        return self._number(segment.columns.facets[self._name]) if known is None else known

    def _number(self, facet: FacetColumns) -> NumberedFacet:
        """Give the values that are new the next numbers, in the order of their ordinals."""
        hashes, ordinals = facet.hashes.hashes, facet.hashes.ordinals
        known = self._by_hash
        places = np.searchsorted(known.hashes, hashes)
        is_new = np.ones(len(hashes), dtype=np.bool_)
        inside = places < len(known.hashes)
        is_new[inside] = known.hashes[places[inside]] != hashes[inside]
        numbers = np.empty(len(hashes), dtype=np.int32)
        numbers[ordinals[~is_new]] = known.ordinals[places[~is_new]]
        added, first = np.sort(ordinals[is_new]), len(known.hashes)
        numbers[added] = np.arange(first, first + len(added), dtype=np.int32)
        self._by_hash = ValueHashes(
            np.insert(known.hashes, places[is_new], hashes[is_new]),
            np.insert(known.ordinals, places[is_new], numbers[ordinals[is_new]]),
        )
        return NumberedFacet(facet, numbers)
