"""Exact facet counts over the matches of every segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns import FacetColumns
from archive.engines.whoosh_engine.columns.dates import key_text
from archive.engines.whoosh_engine.columns.segment import SegmentColumns
from archive.engines.whoosh_engine.dating import days_within
from archive.engines.whoosh_engine.matches import Int32s, gather
from archive.engines.whoosh_engine.numbering import FacetValues
from archive.engines.whoosh_engine.popular import WORTH_SHARE, WORTH_STORIES, PopularValues
from archive.engines.whoosh_engine.view import IndexView
from archive.query.periods import parse_period
from archive.search.facets import date_facet, opened_months, value_facet
from archive.search.request import FacetFilter
from archive.search.results import Facet

Counts = npt.NDArray[np.int64]
Found = Sequence[Int32s]
"""The matching stories of each segment, in the order of the segments."""


def count_values(
    view: IndexView, name: str, found: Found, chosen: FacetFilter, size: int | None
) -> Facet:
    """Count the values of a facet among the matches."""
    if size is not None and _are_many(view, found):
        popular = PopularValues(view, name, found)
        ranked = popular.top(size + len(chosen.chosen) + len(chosen.excluded))
        if ranked is not None:
            missing = sum(map(_without_value, _facets(view, name), found))
            return value_facet(
                name,
                ranked,
                popular.count,
                chosen=chosen,
                missing=missing,
                distinct=None,
                size=size,
            )
    return _count_all(view, name, found, chosen, size)


def _are_many(view: IndexView, found: Found) -> bool:
    total = sum(map(len, found))
    return view.stories >= WORTH_STORIES and total * WORTH_SHARE >= view.stories


def _count_all(
    view: IndexView, name: str, found: Found, chosen: FacetFilter, size: int | None
) -> Facet:
    values = view.facet_values[name]
    counts = np.zeros(values.count, dtype=np.int64)
    missing = 0
    for facet, numbers, documents in zip(
        _facets(view, name), values.of_segment, found, strict=True
    ):
        held, without = _count(facet, documents)
        counts[numbers] += held
        missing += without

    def count_of(value: str) -> int:
        number = values.number(value)
        return 0 if number is None else int(counts[number])

    listed = len(chosen.chosen) + len(chosen.excluded)
    return value_facet(
        name,
        _ranked(values, counts, None if size is None else size + listed),
        count_of,
        chosen=chosen,
        missing=missing,
        distinct=int(np.count_nonzero(counts)),
        size=size,
    )


def _facets(view: IndexView, name: str) -> list[FacetColumns]:
    return [segment.columns.facets[name] for segment in view.segments]


def _without_value(facet: FacetColumns, documents: Int32s) -> int:
    """How many of the stories have no value."""
    if not len(facet.values):
        return len(documents)
    return int(np.count_nonzero(facet.has_none[documents]))


def count_dates(view: IndexView, found: Found, chosen: FacetFilter) -> Facet:
    """Count the periods of the matches, by day in the months that are opened."""
    opened = opened_months(chosen)
    leaves: Counter[str] = Counter()
    for segment, documents in zip(view.segments, found, strict=True):
        leaves.update(_months(segment.columns, documents))
    for month in opened & leaves.keys():
        del leaves[month]
        for segment, documents in zip(view.segments, found, strict=True):
            leaves.update(_days(segment.columns, documents, month))

    def count_of(value: str) -> int:
        period = parse_period(value)
        if period is None:
            return 0
        return sum(
            int(days_within(segment.columns.dates, period)[documents].sum())
            for segment, documents in zip(view.segments, found, strict=True)
        )

    return date_facet(leaves, count_of, chosen=chosen)


def _count(facet: FacetColumns, documents: Int32s) -> tuple[Counts, int]:
    """How many of the stories have each ordinal, and how many have none."""
    size = len(facet.values)
    if not size:
        return np.zeros(0, dtype=np.int64), len(documents)
    if len(documents) == len(facet.pointer) - 1:
        return np.diff(facet.holder_pointer), int(np.count_nonzero(facet.has_none))
    starts = facet.pointer[documents]
    counts = facet.pointer[documents + 1] - starts
    ordinals = facet.ordinals[gather(starts, counts)]
    return np.bincount(ordinals, minlength=size), int(np.count_nonzero(counts == 0))


def _ranked(values: FacetValues, counts: Counts, wanted: int | None) -> Iterator[tuple[str, int]]:
    """Values with a count, most first, equal counts by value; at least `wanted` of them."""
    candidates = np.flatnonzero(counts)
    if wanted is not None and len(candidates) > wanted:
        held = counts[candidates]
        least = np.partition(held, len(held) - wanted)[len(held) - wanted] if wanted else 0
        candidates = candidates[held >= max(1, least)]
    pairs = [(values.values[number], int(counts[number])) for number in candidates.tolist()]
    yield from sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _months(columns: SegmentColumns, documents: Int32s) -> dict[str, int]:
    keys = columns.date_key[documents]
    if not len(keys):
        return {}
    counts = np.bincount(keys)
    return {key_text(key): int(counts[key]) for key in np.flatnonzero(counts).tolist()}


def _days(columns: SegmentColumns, documents: Int32s, month: str) -> dict[str, int]:
    period = parse_period(month)
    if period is None:
        return {}
    inside = documents[days_within(columns.dates, period)[documents]]
    first, last = columns.dates.first_day[inside], columns.dates.last_day[inside]
    days, counts = np.unique(first[first == last], return_counts=True)
    counted = {
        date.fromordinal(day).isoformat(): count
        for day, count in zip(days.tolist(), counts.tolist(), strict=True)
    }
    imprecise = int(np.count_nonzero(first != last))
    return {**counted, f"{month}-XX": imprecise} if imprecise else counted
