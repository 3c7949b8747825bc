"""The words of the whole index that begin so or are spelt nearly so, with exact counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive.analysis import form_of
from archive.engines.whoosh_engine.columns import Postings
from archive.engines.whoosh_engine.segments import LiveSegment
from archive.engines.whoosh_engine.view import IndexView
from archive.search.results import WordCount
from archive.search.vocabulary import edits_allowed, is_near, is_offered, most_frequent

_MORE = 4
"""By how much more words are looked at when those looked at do not decide."""


@dataclass(frozen=True, slots=True)
class _Range:
    """The words of one segment that begin so, and how many stories each has at most."""

    postings: Postings
    numbers: range
    at_most: npt.NDArray[np.int64]

    @classmethod
    def of(cls, postings: Postings, prefix: str) -> _Range:
        numbers = postings.terms.starting_with(prefix)
        return cls(postings, numbers, np.diff(postings.pointer[numbers.start : numbers.stop + 1]))

    def first(self, count: int) -> tuple[set[str], int]:
        """The most frequent words, and how many stories any other one has at most."""
        if count >= len(self.numbers):
            return set(map(self.postings.terms.text, self.numbers)), 0
        order = np.argpartition(-self.at_most, count - 1)[:count]
        words = {self.postings.terms.text(self.numbers[place]) for place in order.tolist()}
        return words, int(self.at_most[order].min())


def words(
    view: IndexView, prefix: str, limit: int, field: str | None = None
) -> tuple[WordCount, ...]:
    """The most frequent words that begin so.

    Of each segment only its most frequent ones are read; these decide as soon as no other word
    can have as many stories (Fagin's threshold algorithm).
    """
    form = form_of(prefix)
    ranges = [_Range.of(_postings(segment, field), form) for segment in view.segments]
    looked_at = max(1, limit)
    while True:
        looked_at *= _MORE
        first = [held.first(looked_at) for held in ranges]
        candidates = set[str]().union(*(found for found, _ in first))
        best = most_frequent(_counted(view, candidates, field), limit)
        unseen = sum(at_most for _, at_most in first)
        if not unseen or (len(best) >= limit and (not best or best[-1].count > unseen)):
            return best


def near_words(
    view: IndexView, word: str, limit: int, field: str | None = None
) -> tuple[WordCount, ...]:
    """The most frequent of the other words that are spelt nearly so."""
    form = form_of(word)
    if not form:
        return ()
    candidates: set[str] = set()
    for segment in view.segments:
        postings = _postings(segment, field)
        same_first = postings.terms.starting_with(form[0])
        numbers = postings.profiles.near(form, edits_allowed(form), same_first)
        candidates.update(map(postings.terms.text, numbers))
    near = {candidate for candidate in candidates if is_near(form, candidate)}
    return most_frequent(_counted(view, near, field), limit)


def _postings(segment: LiveSegment, field: str | None) -> Postings:
    return segment.columns.forms if field is None else segment.columns.names[field]


def _counted(
    view: IndexView, candidates: Iterable[str], field: str | None
) -> list[tuple[str, int]]:
    """How many living stories have each of the words that can be searched for."""
    held = [(_postings(s, field), s.live if s.has_deletions else None) for s in view.segments]
    return [
        (word, sum(_stories_with(postings, live, word) for postings, live in held))
        for word in candidates
        if is_offered(word, field)
    ]


def _stories_with(postings: Postings, live: npt.NDArray[np.bool_] | None, word: str) -> int:
    number = postings.terms.find(word)
    if number < 0:
        return 0
    run = postings.run(number)
    return run.stop - run.start if live is None else int(live[postings.documents[run]].sum())
