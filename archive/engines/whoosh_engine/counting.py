"""Exact counts of a facet's values over the matches of every segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns import FacetColumns
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


def count_values(
    view: IndexView,
    name: str,
    found: Found,
    chosen: FacetFilter,
    size: int | None,
    prefix: str = "",
) -> Facet:
    """Count the values of a facet among the matches; a `prefix` says which may be listed."""
    if not view.facet_values[name].count:
        return value_facet(
            name, (), lambda _: 0, chosen=chosen, missing=found.total, distinct=0, size=size
        )
    typed = typed_words(prefix)
    if size is not None and size <= WORTH_VALUES and not typed and _are_many(view, found):
        popular = PopularValues(view, name, found)
        ranked = popular.top(size + len(chosen.chosen) + len(chosen.excluded))
        if ranked is not None:
            missing = sum(map(_without_value, _facets(view, name), found.documents))
            return value_facet(
                name,
                ranked,
                popular.count,
                chosen=chosen,
                missing=missing,
                distinct=None,
                size=size,
            )
    return _count_all(view, name, found, chosen, size, typed)


def _are_many(view: IndexView, found: Found) -> bool:
    return view.stories >= WORTH_STORIES and found.total * WORTH_SHARE >= view.stories


def _count_all(
    view: IndexView,
    name: str,
    found: Found,
    chosen: FacetFilter,
    size: int | None,
    typed: Sequence[str],
) -> Facet:
    values = view.facet_values[name]
    held, counted, missing = _held(view, name, found)

    def count_of(value: str) -> int:
        number = values.number(value)
        return 0 if number is None else int(counted[held == number].sum())

    numbers, counts = held, counted
    if typed:
        fits = _meant(view, name, typed)[held]
        numbers, counts = held[fits], counted[fits]
    listed = len(chosen.chosen) + len(chosen.excluded)
    return value_facet(
        name,
        _ranked(values, numbers, counts, None if size is None else size + listed),
        count_of,
        chosen=chosen,
        missing=missing,
        distinct=len(numbers),
        size=size,
    )


def _held(view: IndexView, name: str, found: Found) -> tuple[Counts, Counts, int]:
    """The numbers of the values that the matches have, how many have each, and how many none."""
    values = view.facet_values[name]
    held, missing = [], 0
    for facet, numbers, documents in zip(
        _facets(view, name), values.of_segment, found.documents, strict=True
    ):
        ordinals, without = facet.of_stories(documents)
        held.append(numbers[ordinals])
        missing += without
    every = np.concatenate(held) if held else np.zeros(0, dtype=np.int64)
    if len(every) * SPARSE < values.count:
        found_numbers, counts = np.unique(every, return_counts=True)
        return found_numbers, counts, missing
    counted = np.bincount(every, minlength=1)
    found_numbers = np.flatnonzero(counted)
    return found_numbers, counted[found_numbers], missing


def _meant(view: IndexView, name: str, typed: Sequence[str]) -> Mask:
    """Which values of the facet have a name that is meant by what was typed."""
    values = view.facet_values[name]
    meant = np.zeros(values.count, dtype=np.bool_)
    for facet, numbers in zip(_facets(view, name), values.of_segment, strict=True):
        meant[numbers[facet.names.meant_by(typed)]] = True
    return meant


def _facets(view: IndexView, name: str) -> list[FacetColumns]:
    return [segment.columns.facets[name] for segment in view.segments]


def _without_value(facet: FacetColumns, documents: Int32s) -> int:
    """How many of the stories have no value."""
    if not len(facet.values):
        return len(documents)
    return int(np.count_nonzero(facet.has_none[documents]))


def _ranked(
    values: FacetValues, numbers: Counts, counts: Counts, wanted: int | None
) -> Iterator[tuple[str, int]]:
    """Values with their counts, most first, equal counts by value; at least `wanted` of them."""
    if wanted is not None and len(counts) > wanted:
        least = np.partition(counts, len(counts) - wanted)[len(counts) - wanted] if wanted else 0
        kept = counts >= max(1, least)
        numbers, counts = numbers[kept], counts[kept]
    named = map(values.values.__getitem__, numbers.tolist())
    pairs = zip(named, counts.tolist(), strict=True)
    yield from sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
