"""The order of hits: the best of all segments without sorting the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.matches import Matches
from archive.engines.whoosh_engine.segments import LiveSegment
from archive.search.request import SearchRequest, Sort

_LAST = np.iinfo(np.int32).max
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
    rank = _Ranking(segments, found, request.sort)
    best = rank.best(last)[request.first_hit :]
    return [rank.place(number) for number in best.tolist()]


class _Ranking:
    def __init__(
        self, segments: Sequence[LiveSegment], found: Sequence[Matches], sort: Sort
    ) -> None:
        self._segments = segments
        self._found = found
        self._ends = np.cumsum([len(matches) for matches in found])
        self._days = np.concatenate(
            [_days(s, m, sort) for s, m in zip(segments, found, strict=True)]
        )
        self._scores = np.concatenate([_scores(m) for m in found])
        self._falling = -self._scores if sort is Sort.RELEVANCE else np.zeros(len(self._scores))

    def best(self, count: int) -> npt.NDArray[np.intp]:
        """The numbers of the first hits, in order, counted over all matches."""
        among = _lowest(self._falling, np.arange(len(self._falling)), count)
        sure = int(np.count_nonzero(self._falling[among] < self._falling[among].max()))
        tied = self._falling[among] == self._falling[among].max()
        if len(among) > count:
            ties = among[tied]
            among = np.concatenate([among[~tied], _lowest(self._days, ties, count - sure)])
        ids = np.array([self._story_id(number) for number in among.tolist()], dtype=np.bytes_)
        order = np.lexsort((ids, self._days[among], self._falling[among]))
        return among[order][:count]

    def place(self, number: int) -> Place:
        """Where a match lies."""
        segment = int(np.searchsorted(self._ends, number, side="right"))
        matches = self._found[segment]
        within = number - int(self._ends[segment] - len(matches))
        return segment, int(matches.documents[within]), float(self._scores[number])

    def _story_id(self, number: int) -> bytes:
        segment, story, _ = self.place(number)
        return bytes(self._segments[segment].columns.ids[story])


def _lowest(
    keys: npt.NDArray[np.generic], among: npt.NDArray[np.intp], count: int
) -> npt.NDArray[np.intp]:
    """Those of the numbers whose key is at most the `count`-th lowest."""
    if len(among) <= count:
        return among
    held = keys[among]
    return among[held <= np.partition(held, count - 1)[count - 1]]


def _scores(matches: Matches) -> npt.NDArray[np.float64]:
    return np.zeros(len(matches)) if matches.scores is None else matches.scores


def _days(segment: LiveSegment, matches: Matches, sort: Sort) -> npt.NDArray[np.int32]:
    """Keys that sort by day, undated last."""
    days = segment.columns.dates.first_day[matches.documents]
    return np.where(days == 0, _LAST, days if sort is Sort.OLDEST else -days)
