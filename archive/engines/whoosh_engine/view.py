"""The whole index at one moment: its segments, and what is known only of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.segments import LiveSegment
from archive.search.fields import VALUE_FACETS
from archive.search.scoring import idf


@dataclass(frozen=True)
class FacetValues:
    """The values of a facet in the whole index, and each segment's ordinals among them."""

    values: list[str]
    numbers: dict[str, int]
    of_segment: tuple[npt.NDArray[np.int64], ...]

    @cached_property
    def ordinals(self) -> tuple[npt.NDArray[np.int64], ...]:
        """For each segment the ordinal of each value of the index, -1 for none."""
        found = []
        for numbers in self.of_segment:
            ordinals = np.full(len(self.values), -1, dtype=np.int64)
            ordinals[numbers] = np.arange(len(numbers))
            found.append(ordinals)
        return tuple(found)


class IndexView:
    """An index as it was when opened; never changes."""

    def __init__(self, segments: tuple[LiveSegment, ...]) -> None:
        self.segments = segments
        self.stories = sum(int(segment.live.sum()) for segment in segments)
        words = sum(int(s.columns.lengths[s.live].sum()) for s in segments)
        self.average_length = words / max(1, self.stories) or 1.0
        self._idf: dict[str, float] = {}

    def idf(self, stem: str) -> float:
        """The weight of a stem over all living stories."""
        known = self._idf.get(stem)
        if known is None:
            known = self._idf[stem] = idf(self.stories, self._stories_with(stem))
        return known

    @cached_property
    def facet_values(self) -> dict[str, FacetValues]:
        """Every facet's values, numbered over all segments."""
        return {name: self._number_values(name) for name in VALUE_FACETS}

    @cached_property
    def by_frequency(self) -> dict[str, tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]]:
        """Every facet's values, most frequent first, with how many stories have each.

        Deleted stories are counted too: the numbers are upper bounds.
        """
        return {name: self._rank_values(name) for name in VALUE_FACETS}

    def _rank_values(self, name: str) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
        values = self.facet_values[name]
        held = np.zeros(len(values.values), dtype=np.int64)
        for segment, numbers in zip(self.segments, values.of_segment, strict=True):
            held[numbers] += np.diff(segment.columns.facets[name].holder_pointer)
        order = np.argsort(-held, kind="stable")
        return order, held[order]

    def _stories_with(self, stem: str) -> int:
        count = 0
        for segment in self.segments:
            content = segment.columns.content
            number = content.terms.find(stem)
            if number >= 0:
                holders = content.documents[content.run(number)]
                count += int(segment.live[holders].sum()) if segment.has_deletions else len(holders)
        return count

    def _number_values(self, name: str) -> FacetValues:
        numbers: dict[str, int] = {}
        of_segment = tuple(
            np.array(
                [
                    numbers.setdefault(value, len(numbers))
                    for value in segment.columns.facets[name].values.all()
                ],
                dtype=np.int64,
            )
            for segment in self.segments
        )
        return FacetValues(list(numbers), numbers, of_segment)
