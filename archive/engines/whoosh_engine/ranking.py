"""The order of hits: the best of all segments without sorting the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Scores
from archive.engines.whoosh_engine.columns.spoken import LAST
from archive.engines.whoosh_engine.matches import Matches
from archive.engines.whoosh_engine.segments import LiveSegment
from archive.search.request import Position, SearchRequest, Sort

Numbers = npt.NDArray[np.intp]
_NONE: Numbers = np.zeros(0, np.intp)
K = TypeVar("K", bound=np.generic)
Key = Callable[[LiveSegment, Int32s], npt.NDArray[K]]
"""Gives a key of each of some stories of a segment."""
Place = tuple[int, int, float]
"""A hit: number of its segment, number of the story in it, score."""


def page_of_hits(
    segments: Sequence[LiveSegment], found: Sequence[Matches], request: SearchRequest
) -> tuple[list[Place], bool]:
    """Return the hits of the page asked for, in order, and whether any comes behind them."""
    total = sum(map(len, found))
    if not request.per_page or request.first_hit >= total:
        return [], False
    ranking = _Ranking(segments, found, request.sort)
    behind = None if request.after is None else ranking.behind(request.after)
    last = request.first_hit + request.per_page
    places = ranking.places(ranking.best(last, behind)[request.first_hit :])
    return places, bool(places) and last < (total if behind is None else len(behind))


def ids_in_order(
    segments: Sequence[LiveSegment], found: Sequence[Matches], sort: Sort
) -> tuple[str, ...]:
    """The ids of all matches, in order."""
    total = sum(map(len, found))
    if not total:
        return ()
    ranking = _Ranking(segments, found, sort)
    ids = ranking.keys(np.arange(total), _ids)[ranking.best(total)]
    return tuple(story_id.decode("utf-8") for story_id in ids.tolist())


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
        self._ends = list(accumulate(map(len, found)))
        self._is_scored = sort is Sort.RELEVANCE and any(m.scorer is not None for m in found)
        self._falling = self._negative_scores() if self._is_scored else np.zeros(0)

    def _negative_scores(self) -> Scores:
        scores = np.zeros(self._ends[-1])
        for matches, end in zip(self._found, self._ends, strict=True):
            matches.add_scores(scores[end - len(matches) : end])
        return np.negative(scores, out=scores)

    def best(self, count: int, among: Numbers | None = None) -> Numbers:
        """The first `count` hits in order, of all matches or of some in the order of numbers."""
        total = self._ends[-1] if among is None else len(among)
        if total > count and self._is_scored:
            falling = self._falling if among is None else self._falling[among]
            before, tied = loops.split(falling, count)
            if among is not None:
                before, tied = among[before], among[tied]
        else:
            before, tied = _NONE, np.arange(total) if among is None else among
        best = np.sort(np.concatenate([before, *self._first(tied, count - len(before))]))
        return best[self._order(best)][:count]

    def _first(self, tied: Numbers, count: int) -> list[Numbers]:
        """Those that are first by day and id in their segments, of matches with equal scores."""
        if len(tied) <= count:
            return [tied]
        earlier, same_day = loops.split(self.keys(tied, self._days), count)
        first = [tied[earlier]]
        for segment, numbers, documents in self._by_segment(tied[same_day]):
            if len(numbers) > count:
                lower, last = loops.split(_id_ranks(segment, documents), count)
                numbers = numbers[np.concatenate([lower, last])]
            first.append(numbers)
        return first

    def behind(self, after: Position) -> Numbers:
        """The matches that come behind a position."""
        everything = np.arange(self._ends[-1])
        ids, days = self.keys(everything, _ids), self.keys(everything, self._days)
        own_id, day = after.story_id.encode("utf-8", "replace"), self._day_key(after)
        if not self._is_scored:
            return np.flatnonzero((days > day) | ((days == day) & (ids > own_id)))
        falling = -after.score
        for here in np.flatnonzero(ids == own_id).tolist():
            falling, day = self._falling[here], days[here]
        equal = (self._falling == falling) & ((days > day) | ((days == day) & (ids > own_id)))
        return np.flatnonzero((self._falling > falling) | equal)

    def places(self, best: Numbers) -> list[Place]:
        """Where matches lie."""
        return [self._place(number) for number in best.tolist()]

    def _place(self, number: int) -> Place:
        segment = bisect_right(self._ends, number)
        matches = self._found[segment]
        within = number - (self._ends[segment] - len(matches))
        document = matches.documents[within]
        if self._is_scored:
            return segment, int(document), -float(self._falling[number])
        return segment, int(document), _alone(matches, matches.documents[within : within + 1])

    def _order(self, among: Numbers) -> Numbers:
        """The order of some matches, whose numbers are in order: by score, day and id."""
        ids, days = self.keys(among, _ids), self.keys(among, self._days)
        return np.lexsort((ids, days, self._falling[among]) if self._is_scored else (ids, days))

    def keys(self, numbers: Numbers, key: Key[K]) -> npt.NDArray[K]:
        """Look up a key of each of the matches, whose numbers are in order."""
        found = [key(segment, documents) for segment, _, documents in self._by_segment(numbers)]
        return _joined(found)

    def _by_segment(self, numbers: Numbers) -> Iterator[tuple[LiveSegment, Numbers, Int32s]]:
        """The segments with those of the matches that lie there, and their stories."""
        if len(numbers) == self._ends[-1]:
            for segment, matches, end in zip(self._segments, self._found, self._ends, strict=True):
                yield segment, numbers[end - len(matches) : end], matches.documents
            return
        starts = [0, *np.searchsorted(numbers, self._ends).tolist()]
        for segment, matches, end, (first, last) in zip(
            self._segments, self._found, self._ends, pairwise(starts), strict=True
        ):
            within = numbers[first:last]
            yield segment, within, matches.documents[within - (end - len(matches))]

    def _days(self, segment: LiveSegment, documents: Int32s) -> npt.NDArray[np.int32]:
        """Keys that sort by day, undated last."""
        dates = segment.columns.dates
        keys = dates.oldest_first if self._sort is Sort.OLDEST else dates.newest_first
        return keys if len(documents) == len(keys) else keys.take(documents)

    def _day_key(self, position: Position) -> int:
        if position.day is None:
            return int(LAST)
        day = position.day.toordinal()
        return day if self._sort is Sort.OLDEST else -day


def _joined(parts: Sequence[npt.NDArray[K]]) -> npt.NDArray[K]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _ids(segment: LiveSegment, documents: Int32s) -> npt.NDArray[np.bytes_]:
    return segment.columns.ids[documents]


def _id_ranks(segment: LiveSegment, documents: Int32s) -> npt.NDArray[np.int32]:
    """Keys that sort by id within a segment."""
    return segment.columns.id_ranks[documents]


def _alone(matches: Matches, document: Int32s) -> float:
    """The score of one match, where the others' are of no use."""
    return float(Matches(document, matches.scorer).scores()[0])
