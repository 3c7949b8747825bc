"""What each node of a query matches in one segment, and how well, over its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from archive.analysis import forms_and_stems
from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Scores, gather
from archive.engines.whoosh_engine.columns import Postings, SegmentColumns
from archive.engines.whoosh_engine.columns.segment import PositionPostings
from archive.engines.whoosh_engine.dating import days_within, spoken_within
from archive.engines.whoosh_engine.matches import Matches, Scorer, added, intersect, unite, without
from archive.engines.whoosh_engine.places import (
    Within,
    in_headline,
    in_text,
    standing_as_phrase,
    standing_in,
)
from archive.engines.whoosh_engine.segments import LiveSegment
from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.search.fields import NAME_FIELDS
from archive.search.inversion import FIELD_MARKS
from archive.search.patterns import compile_pattern, is_within, literal_prefix
from archive.search.scoring import K1


class Statistics(Protocol):
    """Facts on the whole index that scores need."""

    def norms(self, columns: SegmentColumns) -> Scores:
        """What the length of each story of a segment adds below the line of its score."""

    def idf(self, stem: str) -> float:
        """The weight of a stem."""


class SegmentMatching:
    """Evaluates queries over one segment."""

    def __init__(self, segment: LiveSegment, statistics: Statistics) -> None:
        self._segment = segment
        self._columns = segment.columns
        self._statistics = statistics
        self._size = segment.columns.count
        self._fields: dict[str | None, Within] = {
            "title": in_headline,
            "text": in_text,
            "said": segment.columns.quotations.places,
        }

    def matches(self, query: Query) -> Matches:
        """All live matches; none when the query asks nothing."""
        found = self._eval(query)
        return Matches(np.zeros(0, np.int32)) if found is None else self._living(found)

    def _living(self, found: Matches) -> Matches:
        return found.within(self._segment.live) if self._segment.has_deletions else found

    def _eval(self, query: Query) -> Matches | None:
        """The matches of a node; None when it asks nothing, as stop words do."""
        match query:
            case MatchAll():
                return Matches(np.arange(self._size, dtype=np.int32))
            case And(parts):
                return self._and(parts)
            case Or(parts):
                found = self._parts(parts)
                return unite(found, self._size) if found else None
            case Not(part):
                return self._not(part)
            case Published(period):
                held = days_within(self._columns.dates, period)
                return Matches(np.flatnonzero(held).astype(np.int32))
            case SpeaksOf(period):
                held = spoken_within(self._columns.spoken, period)
                return Matches(np.flatnonzero(held).astype(np.int32))
            case Word(text, field):
                return self._words(text, 0, field)
            case Phrase(text, slop, field):
                return self._words(text, slop, field)
            case Pattern() | Fuzzy():
                return self._forms(query)

    def _and(self, parts: Sequence[Query]) -> Matches | None:
        """What is in every part: what a part forbids is taken out of what the others leave."""
        found = self._parts(part for part in parts if not isinstance(part, Not))
        if not found:
            found = self._parts(parts)
            return intersect(found, self._size) if found else None
        kept = intersect(found, self._size)
        for forbidden in self._parts(part.part for part in parts if isinstance(part, Not)):
            kept = without(kept, forbidden, self._size)
        return kept

    def _parts(self, parts: Iterable[Query]) -> list[Matches]:
        return [found for part in parts if (found := self._eval(part)) is not None]

    def _not(self, part: Query) -> Matches | None:
        found = self._eval(part)
        if found is None:
            return None
        kept = np.ones(self._size, dtype=np.bool_)
        kept[found.documents] = False
        return Matches(np.flatnonzero(kept).astype(np.int32))

    def _words(self, text: str, slop: int, field: str | None) -> Matches | None:
        if field in NAME_FIELDS:
            return self._name(text, slop, field or "")
        words = [(stem, place) for place, (_, stem) in enumerate(forms_and_stems(text)) if stem]
        if not words:
            return None
        content = self._columns.content
        numbers = [content.terms.find(stem) for stem, _ in words]
        if -1 in numbers:
            return _nothing()
        stems = dict(zip([stem for stem, _ in words], numbers, strict=True))
        scorer = added([self._scorer(stem, number) for stem, number in stems.items()])
        within = self._fields.get(field)
        if len(words) > 1:
            wanted = [(number, place) for number, (_, place) in zip(numbers, words, strict=True)]
            return Matches(standing_as_phrase(content, wanted, slop, within, self._size), scorer)
        documents = content.documents[content.run(numbers[0])]
        if within is not None:
            documents = documents[standing_in(content, numbers[0], within, documents, self._size)]
        return Matches(documents, scorer)

    def _scorer(self, stem: str, number: int) -> Scorer:
        """BM25 of a stem."""

        def score(documents: Int32s, scores: Scores) -> None:
            run = self._columns.content.run(number)
            loops.add_scores(
                self._columns.content.documents[run],
                self._columns.weights[run],
                self._statistics.norms(self._columns),
                self._statistics.idf(stem) * (K1 + 1),
                documents,
                scores,
            )

        return score

    def _name(self, text: str, slop: int, facet: str) -> Matches | None:
        postings = self._columns.names[facet]
        forms = [form for form, _ in forms_and_stems(text)]
        if not forms:
            return None
        numbers = [postings.terms.find(form) for form in forms]
        if -1 in numbers:
            return _nothing()
        wanted = list(zip(numbers, range(len(numbers)), strict=True))
        if len(wanted) == 1:
            return _constant(postings.documents[postings.run(numbers[0])])
        return _constant(standing_as_phrase(postings, wanted, slop, None, self._size))

    def _forms(self, leaf: Pattern | Fuzzy) -> Matches:
        if leaf.field in NAME_FIELDS:
            names = self._columns.names[leaf.field or ""]
            return self._holders(names, _fitting(names, leaf), None)
        forms = self._columns.forms
        return self._holders(forms, _fitting(forms, leaf), FIELD_MARKS.get(leaf.field or ""))

    def _holders(self, postings: Postings, terms: Sequence[int], mark: int | None) -> Matches:
        """The stories that hold any of the terms, where asked in one part of them."""
        rows = _rows(postings, terms)
        documents = postings.documents[rows]
        if mark is not None:
            documents = documents[(self._columns.marks[rows] & mark) > 0]
        return _constant(loops.union([documents], self._size))


def _rows(postings: Postings, terms: Sequence[int]) -> slice | npt.NDArray[np.int64]:
    """The postings of some terms; those of a range lie side by side."""
    if isinstance(terms, range):
        return slice(int(postings.pointer[terms.start]), int(postings.pointer[terms.stop]))
    numbers = np.array(terms, dtype=np.int64)
    starts = postings.pointer[numbers]
    return gather(starts, postings.pointer[numbers + 1] - starts)


def _fitting(postings: PositionPostings | Postings, leaf: Pattern | Fuzzy) -> Sequence[int]:
    """The numbers of the forms a pattern or fuzzy word stands for."""
    terms = postings.terms
    if isinstance(leaf, Fuzzy):
        same_first = terms.starting_with(leaf.text[:1])
        near = postings.profiles.near(leaf.text, leaf.distance, same_first)
        return [n for n in near if is_within(leaf.text, terms.text(n), leaf.distance)]
    prefix = literal_prefix(leaf.text)
    numbers = terms.starting_with(prefix)
    if leaf.text == prefix + "*":
        return numbers
    pattern = compile_pattern(leaf.text)
    return [n for n in numbers if pattern.match(terms.text(n))]


def _nothing() -> Matches:
    return Matches(np.zeros(0, np.int32))


def _constant(documents: Int32s) -> Matches:
    def score(_: Int32s, scores: Scores) -> None:
        scores += 1

    return Matches(documents, score)
