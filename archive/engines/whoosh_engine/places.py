"""Phrases: which of the stories that hold all words have them in the places asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import STORY, Int32s, Keys, Mask, Places, distinct
from archive.engines.whoosh_engine.columns.segment import PositionPostings
from archive.engines.whoosh_engine.loops.in_numpy import in_a_row, keys_of
from archive.search.inversion import TEXT_START

Within = Callable[[Keys, Int32s], Keys]
"""Leaves of places in some stories those that lie in one part of each."""
_POSITION = (1 << STORY) - 1

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
    if not slop and within is None:
        terms, places = zip(*wanted, strict=True)
        return documents[
            loops.stand_in_a_row(
                postings.position_pointer,
                postings.positions,
                [rows[term] for term in terms],
                list(places),
            )
        ]
    keys = {t: _keys(postings, rows[t], documents, within) for t in rows}
    if slop:
        found = _near(keys, wanted, slop)
    else:
        found = in_a_row([keys[term] for term, _ in wanted], [place for _, place in wanted])
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
        found, places = loops.found_in(postings.documents[runs[term]], documents, size)
        documents = documents.take(found)
        rows = {held: numbers.take(found) for held, numbers in rows.items()}
        rows[term] = places + runs[term].start
    return documents, rows


def standing_in(
    postings: PositionPostings, term: int, within: Within, documents: Int32s, size: int
) -> Mask:
    """Which of the stories have the term within a part of them."""
    run = postings.run(term)
    rows = run.start + loops.found_in(postings.documents[run], documents, size)[1]
    keys = _keys(postings, rows, documents, within)
    held = np.zeros(len(documents), dtype=np.bool_)
    held[keys >> STORY] = True
    return held


def _keys(
    postings: PositionPostings, rows: Places, documents: Int32s, within: Within | None
) -> Keys:
    """Every place of a term in the given stories, whose postings are given, or within a part."""
    keys = keys_of(postings.position_pointer, postings.positions, rows)
    return within(keys, documents) if within else keys


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
