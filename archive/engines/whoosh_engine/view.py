"""The whole index at one moment: its segments, and what is known only of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.segments import LiveSegment
from archive.search.fields import VALUE_FACETS
from archive.search.scoring import idf


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The values of a facet in the whole index, and each segment's ordinals among them."""

    values: list[str]
    numbers: dict[str, int]
    of_segment: tuple[npt.NDArray[np.int64], ...]


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
