"""The whole index at one moment: its segments, and what is known only of all of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import Scores
from archive.engines.whoosh_engine.columns import SegmentColumns
from archive.engines.whoosh_engine.columns.periods import Periods
from archive.engines.whoosh_engine.numbering import FacetNumbering, FacetValues
from archive.engines.whoosh_engine.segments import LiveSegment
from archive.search.fields import VALUE_FACETS
from archive.search.scoring import K1, B, idf


class IndexView:
    """An index as it was when opened; never changes."""

    def __init__(self, segments: tuple[LiveSegment, ...], earlier: IndexView | None = None) -> None:
        self.segments = segments
        self._numbering: dict[str, FacetNumbering] = (
            earlier._numbering if earlier else {n: FacetNumbering(n) for n in VALUE_FACETS}
        )
        self.stories = sum(int(segment.live.sum()) for segment in segments)
        words = sum(int(s.columns.lengths[s.live].sum()) for s in segments)
        self.average_length = words / max(1, self.stories) or 1.0
        self._idf: dict[str, float] = {}
        self._norms: dict[int, Scores] = {}

    def idf(self, stem: str) -> float:
        """The weight of a stem over all living stories."""
        known = self._idf.get(stem)
        if known is None:
            known = self._idf[stem] = idf(self.stories, self._stories_with(stem))
        return known

    def norms(self, columns: SegmentColumns) -> Scores:
        """What the length of each story of a segment adds below the line of its score."""
        known = self._norms.get(id(columns))
        if known is None:
            relative: Scores = columns.lengths / self.average_length
            known = self._norms[id(columns)] = K1 * (1 - B + B * relative)
        return known

    @cached_property
    def months(self) -> Periods:
        """The months in which stories were published."""
        return Periods([segment.columns.months for segment in self.segments])

    @cached_property
    def periods_spoken_of(self) -> Periods:
        """The years and months that stories speak of."""
        return Periods([segment.columns.spoken.periods for segment in self.segments])

    @cached_property
    def facet_values(self) -> dict[str, FacetValues]:
        """Every facet's values, numbered over all segments."""
        return {name: facet.over(self.segments) for name, facet in self._numbering.items()}

    @cached_property
    def by_frequency(self) -> dict[str, tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]]:
        """Every facet's values, most frequent first, with how many stories have each.

        Deleted stories are counted too: the numbers are upper bounds.
        """
        return {name: self._rank_values(name) for name in VALUE_FACETS}

    def _rank_values(self, name: str) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
        values = self.facet_values[name]
        held = np.zeros(values.count, dtype=np.int64)
        for segment in values.segments:
            held[segment.numbers] += np.diff(segment.facet.holder_pointer)
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
