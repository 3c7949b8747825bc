"""Phrases: which of the stories that hold all words have them in the places asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from archive.engines.whoosh_engine.columns.quotations import STORY, Keys
from archive.engines.whoosh_engine.columns.segment import PositionPostings
from archive.engines.whoosh_engine.matches import (
    Int32s,
    Mask,
    Places,
    distinct,
    found_in,
    gather,
    places_in,
)
from archive.search.inversion import TEXT_START

Within = Callable[[Keys, Int32s], Keys]
"""Leaves of places in some stories those that lie in one part of each."""
_POSITION = (1 << STORY) - 1
_MERGED = 16
"""Of arrays that differ more in length, each of the few is sought among the many (measured)."""

Wanted = Sequence[tuple[int, int]]
"""The words of a phrase: number of the term, and place in the phrase."""


def in_headline(keys: Keys, _: Int32s) -> Keys:
    """Leave the places in headlines."""
    return keys[keys & _POSITION < TEXT_START]


def in_text(keys: Keys, _: Int32s) -> Keys:
    """Leave the places in texts."""
    return keys[keys & _POSITION >= TEXT_START]


def standing_as_phrase(
    postings: PositionPostings,
    wanted: Wanted,
    slop: int,
    within: Within | None,
    size: int,
) -> Int32s:
    """The stories in which the words stand one after the other, or near with a slop."""
    documents, rows = _holding_all(postings, {term for term, _ in wanted}, size)
    if not len(documents):
        return documents
    keys = {t: _keys(postings, rows[t], documents, within) for t in rows}
    found = _near(keys, wanted, slop) if slop else _in_a_row(keys, wanted)
    return documents[distinct(found >> STORY)]


def _holding_all(
    postings: PositionPostings, terms: Iterable[int], size: int
) -> tuple[Int32s, dict[int, Places]]:
    """The stories that hold every one of the terms, and the postings of each term in them."""
    runs = {term: postings.run(term) for term in terms}
    first, *others = sorted(runs, key=lambda term: runs[term].stop - runs[term].start)
    documents = postings.documents[runs[first]]
    rows: dict[int, Places] = {first: np.arange(runs[first].start, runs[first].stop)}
    for term in others:
        found, places = found_in(postings.documents[runs[term]], documents, size)
        documents = documents.take(found)
        rows = {held: numbers.take(found) for held, numbers in rows.items()}
        rows[term] = places + runs[term].start
    return documents, rows


def standing_in(
    postings: PositionPostings, term: int, within: Within, documents: Int32s, size: int
) -> Mask:
    """Which of the stories have the term within a part of them."""
    run = postings.run(term)
    rows = run.start + places_in(postings.documents[run], documents, size)
    keys = _keys(postings, rows, documents, within)
    held = np.zeros(len(documents), dtype=np.bool_)
    held[keys >> STORY] = True
    return held


def _keys(
    postings: PositionPostings, rows: Places, documents: Int32s, within: Within | None
) -> Keys:
    """Every place of a term in the given stories, whose postings are given, or within a part."""
    starts = postings.position_pointer[rows]
    counts = postings.position_pointer[rows + 1] - starts
    positions = postings.positions[gather(starts, counts)]
    keys = (np.repeat(np.arange(len(documents), dtype=np.int64), counts) << STORY) + positions
    return within(keys, documents) if within else keys


def _in_a_row(keys: Mapping[int, Keys], wanted: Wanted) -> Keys:
    """Where the phrase begins; before the first word of a text counts as a place too."""
    (first, place), *others = wanted
    starts = keys[first] - place
    for term, place in others:
        starts = _common(keys[term] - place, starts)
    return starts + place


def _near(keys: Mapping[int, Keys], wanted: Wanted, slop: int) -> Keys:
    """The first place of each window that holds every word as often as asked."""
    room = len(wanted) - 1 + slop
    starts = np.unique(np.concatenate(list(keys.values())))
    for term, times in Counter(term for term, _ in wanted).items():
        places = keys[term]
        last = np.searchsorted(places, starts) + times - 1
        fits = last < len(places)
        starts, last = starts[fits], last[fits]
        starts = starts[places[last] <= starts + room]
    return starts


def _common(one: Keys, other: Keys) -> Keys:
    """What is in both of two sorted arrays, each of which has it once."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if len(few) * _MERGED < len(many):
        places = np.searchsorted(many, few)
        return few[many.take(places, mode="clip") == few]
    merged = np.concatenate([few, many])
    merged.sort(kind="stable")  # which finds that it is two sorted runs
    return merged[1:][merged[1:] == merged[:-1]]
