"""The order of hits: the best of all segments without sorting the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.matches import Int32s, Matches
from archive.engines.whoosh_engine.segments import LiveSegment
from archive.search.request import SearchRequest, Sort

SAMPLE = 4096
"""Keys whose lowest bound those of all: the rest then need not be put in order."""
_LAST = np.iinfo(np.int32).max
Numbers = npt.NDArray[np.intp]
Key = Callable[[LiveSegment, Int32s], npt.NDArray[np.int32]]
Place = tuple[int, int, float]
"""A hit: number of its segment, number of the story in it, score."""


def page_of_hits(
    segments: Sequence[LiveSegment], found: Sequence[Matches], request: SearchRequest
) -> list[Place]:
    """Return the hits of the page asked for, in order."""
    total = sum(map(len, found))
    last = min(total, request.first_hit + request.per_page)
    if request.first_hit >= last:
        return []
    ranking = _Ranking(segments, found, request.sort)
    best = ranking.best(last)[request.first_hit :]
    return [ranking.place(number) for number in best.tolist()]


class _Ranking:
    """All matches numbered through the segments, and the keys they are ordered by.

    Keys of days and ids are looked up only for matches that tie on what comes before.
    """

    def __init__(
        self, segments: Sequence[LiveSegment], found: Sequence[Matches], sort: Sort
    ) -> None:
        self._segments = segments
        self._found = found
        self._sort = sort
        self._ends = np.cumsum([len(matches) for matches in found])

    def best(self, count: int) -> Numbers:
        """The numbers of the first hits, in order."""
        everything = np.arange(self._ends[-1])
        before, tied = everything[:0], everything
        if self._sort is Sort.RELEVANCE:
            falling = np.concatenate([_falling(matches) for matches in self._found])
            before, tied = _split(falling, tied, count)
        earlier, tied = _split(self._keys(tied, self._days), tied, count - len(before))
        first = [
            _split(self._keys(held, _id_ranks), held, count)
            for held in self._by_segment(tied)
            if len(held)
        ]
        among = np.sort(np.concatenate([before, earlier, *chain(*first)]))
        return among[self._order(among)][:count]

    def place(self, number: int) -> Place:
        """Where a match lies."""
        segment = int(np.searchsorted(self._ends, number, side="right"))
        matches = self._found[segment]
        within = number - int(self._ends[segment] - len(matches))
        score = 0.0 if matches.scores is None else float(matches.scores[within])
        return segment, int(matches.documents[within]), score

    def _order(self, among: Numbers) -> Numbers:
        """Order few matches by score, day and id."""
        places = [self.place(number) for number in among.tolist()]
        ids = np.array([self._segments[s].columns.ids[n] for s, n, _ in places], dtype=np.bytes_)
        is_scored = self._sort is Sort.RELEVANCE
        falling = np.array([-score if is_scored else 0.0 for _, _, score in places])
        return np.lexsort((ids, self._keys(among, self._days), falling))

    def _keys(self, numbers: Numbers, key: Key) -> npt.NDArray[np.int64]:
        """Look up a key of each of the matches, whose numbers are in order."""
        keys = np.empty(len(numbers), dtype=np.int64)
        bounds = [0, *np.searchsorted(numbers, self._ends).tolist()]
        for place, (segment, matches) in enumerate(zip(self._segments, self._found, strict=True)):
            held = slice(bounds[place], bounds[place + 1])
            start = int(self._ends[place]) - len(matches)
            keys[held] = key(segment, matches.documents[numbers[held] - start])
        return keys

    def _by_segment(self, numbers: Numbers) -> list[Numbers]:
        return np.split(numbers, np.searchsorted(numbers, self._ends[:-1]))

    def _days(self, segment: LiveSegment, documents: Int32s) -> npt.NDArray[np.int32]:
        """Keys that sort by day, undated last."""
        days = segment.columns.dates.first_day[documents]
        return np.where(days == 0, _LAST, days if self._sort is Sort.OLDEST else -days)


def _id_ranks(segment: LiveSegment, documents: Int32s) -> npt.NDArray[np.int32]:
    """Keys that sort by id within a segment."""
    return segment.columns.id_ranks[documents]


def _falling(matches: Matches) -> npt.NDArray[np.float64]:
    return np.zeros(len(matches)) if matches.scores is None else -matches.scores


def _split(
    keys: npt.NDArray[np.float64] | npt.NDArray[np.int64], numbers: Numbers, count: int
) -> tuple[Numbers, Numbers]:
    """Those of the numbers that are sure to be among the `count` lowest, and those that tie
    with the last of these."""
    if len(numbers) <= count:
        return numbers, numbers[:0]
    low = keys
    if len(keys) > SAMPLE > count:
        bound = np.partition(keys[:SAMPLE], count - 1)[count - 1]
        low = keys[keys <= bound]
    least = np.partition(low, count - 1)[count - 1]
    return numbers[keys < least], numbers[keys == least]
