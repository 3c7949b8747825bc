"""Exact counts of a facet's values over the matches of every segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.matches import Found, Int32s, Mask
from archive.engines.whoosh_engine.numbering import FacetValues
from archive.engines.whoosh_engine.popular import (
    WORTH_SHARE,
    WORTH_STORIES,
    WORTH_VALUES,
    PopularValues,
)
from archive.engines.whoosh_engine.view import IndexView
from archive.search.facets import value_facet
from archive.search.request import FacetFilter
from archive.search.results import Facet
from archive.search.typed_names import typed_words

Counts = npt.NDArray[np.int64]
SPARSE = 16
"""Below one value held for so many that there are, sorting them is quicker than a table."""


class _Counted(NamedTuple):
    """The numbers of the values that matches have, how many have each, and how many have none."""

    numbers: Int32s
    counts: Counts
    missing: int


def count_values(
    view: IndexView,
    name: str,
    found: Found,
    chosen: FacetFilter,
    size: int | None,
    prefix: str = "",
) -> Facet:
    """Count the values of a facet among the matches; a `prefix` says which may be listed."""
    values = view.facet_values[name]
    if not values.count:
        return value_facet(
            name, (), lambda _: 0, chosen=chosen, missing=found.total, distinct=0, size=size
        )
    typed = typed_words(prefix)
    wanted = None if size is None else size + len(chosen.chosen) + len(chosen.excluded)
    if wanted and not typed and _are_few_of_many(view, found, size):
        popular = PopularValues(view, name, found)
        ranked = popular.top(wanted)
        if ranked is not None:
            return value_facet(
                name,
                ranked,
                popular.count,
                chosen=chosen,
                missing=_without_value(values, found),
                distinct=None,
                size=size,
            )
    held = _count_all(values, found)
    listed = _only_meant(values, held, typed) if typed else held

    def count_of(value: str) -> int:
        number = values.number(value)
        return 0 if number is None else int(held.counts[held.numbers == number].sum())

    return value_facet(
        name,
        _ranked(values, listed, wanted),
        count_of,
        chosen=chosen,
        missing=held.missing,
        distinct=len(listed.numbers),
        size=size,
    )


def _are_few_of_many(view: IndexView, found: Found, size: int | None) -> bool:
    """Whether few values are wanted of many matches."""
    is_large = view.stories >= WORTH_STORIES and found.total * WORTH_SHARE >= view.stories
    return is_large and size is not None and size <= WORTH_VALUES


def _count_all(values: FacetValues, found: Found) -> _Counted:
    held, missing = [np.zeros(0, np.int32)] if not values.segments else [], 0
    for segment, documents in zip(values.segments, found.documents, strict=True):
        numbers, without = segment.held.of_stories(documents)
        held.append(numbers)
        missing += without
    every = held[0] if len(held) == 1 else np.concatenate(held)
    if len(every) * SPARSE < values.count:
        return _Counted(*_sorted_out(every), missing)
    counted = np.bincount(every, minlength=1)
    numbers = np.flatnonzero(counted).astype(np.int32)
    return _Counted(numbers, counted[numbers], missing)


def _sorted_out(every: Int32s) -> tuple[Int32s, Counts]:
    """The different numbers in order, and how often each is there.

    `np.unique` does the same, and takes three times as long for a hundred numbers.
    """
    every = np.sort(every)
    starts = np.flatnonzero(every[1:] != every[:-1]) + 1
    starts = np.concatenate([[0], starts]) if len(every) else starts
    return every[starts], np.diff(starts, append=len(every))


def _only_meant(values: FacetValues, held: _Counted, typed: Sequence[str]) -> _Counted:
    """Those of the values that have a name which is meant by what was typed."""
    meant: Mask = np.zeros(values.count, dtype=np.bool_)
    for segment in values.segments:
        meant[segment.numbers[segment.facet.names.meant_by(typed)]] = True
    fits = meant[held.numbers]
    return _Counted(held.numbers[fits], held.counts[fits], held.missing)


def _without_value(values: FacetValues, found: Found) -> int:
    """How many of the matches have no value."""
    return sum(
        int(np.count_nonzero(segment.facet.has_none[documents]))
        for segment, documents in zip(values.segments, found.documents, strict=True)
    )


def _ranked(values: FacetValues, held: _Counted, wanted: int | None) -> Iterator[tuple[str, int]]:
    """Values with their counts, most first, equal counts by value; at least `wanted` of them."""
    numbers, counts, least = held.numbers, held.counts, 0
    if wanted is not None and len(counts) > wanted:
        least = int(np.partition(counts, len(counts) - wanted)[len(counts) - wanted])
    above = counts > least
    named = map(values.text, numbers[above].tolist())
    pairs = zip(named, counts[above].tolist(), strict=True)
    yield from sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    for value in sorted(map(values.text, numbers[counts == least].tolist())):
        yield value, least
