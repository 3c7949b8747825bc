"""Exact counts of a facet's values over the matches of every segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from archive.engines.whoosh_engine.arrays import Mask
from archive.engines.whoosh_engine.matches import Found
from archive.engines.whoosh_engine.numbering import FacetValues
from archive.engines.whoosh_engine.popular import (
    WORTH_SHARE,
    WORTH_STORIES,
    WORTH_VALUES,
    PopularValues,
)
from archive.engines.whoosh_engine.tallies import tally
from archive.engines.whoosh_engine.view import IndexView
from archive.search.facets import value_facet
from archive.search.request import FacetFilter
from archive.search.results import Facet
from archive.search.typed_names import typed_words


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
    if not values.count or not found.total:
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
                missing=popular.without_any(),
                distinct=None,
                size=size,
            )
    held, missing = tally([s.held for s in values.segments], found.documents, values.count)
    listed = held.only(_meant(values, typed)) if typed else held

    def count_of(value: str) -> int:
        number = values.number(value)
        return 0 if number is None else held.of(number)

    return value_facet(
        name,
        _ranked(values, listed.most(wanted)),
        count_of,
        chosen=chosen,
        missing=missing,
        distinct=listed.distinct,
        size=size,
    )


def _are_few_of_many(view: IndexView, found: Found, size: int | None) -> bool:
    """Whether few values are wanted of many matches."""
    is_large = view.stories >= WORTH_STORIES and found.total * WORTH_SHARE >= view.stories
    return is_large and size is not None and size <= WORTH_VALUES


def _meant(values: FacetValues, typed: Sequence[str]) -> Mask:
    """Which values have a name that is meant by what was typed."""
    meant = np.zeros(values.count, dtype=np.bool_)
    for segment in values.segments:
        meant[segment.numbers[segment.facet.names.meant_by(typed)]] = True
    return meant


def _ranked(values: FacetValues, most: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Name numbered values, most stories first, equal counts by value."""
    least = min((count for _, count in most), default=0)
    named = [(values.text(number), count) for number, count in most if count > least]
    yield from sorted(named, key=lambda pair: (-pair[1], pair[0]))
    for value in sorted(values.text(number) for number, count in most if count == least):
        yield value, least
