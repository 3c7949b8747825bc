"""Which of some stories pass what is chosen in facets."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Mask
from archive.engines.whoosh_engine.columns import SegmentColumns
from archive.engines.whoosh_engine.dating import days_within, spoken_within
from archive.query.periods import parse_period
from archive.search.fields import DATE, MISSING, PERIOD_FACETS
from archive.search.request import FacetFilter


def filter_mask(columns: SegmentColumns, name: str, chosen: FacetFilter, documents: Int32s) -> Mask:
    """Which of the stories pass what is chosen in one facet."""
    held = [_holders(columns, name, value, documents) for value in chosen.chosen]
    if held:
        mask = np.logical_and.reduce(held) if chosen.match_all else np.logical_or.reduce(held)
    else:
        mask = np.ones(len(documents), dtype=np.bool_)
    for value in chosen.excluded:
        mask &= ~_holders(columns, name, value, documents)
    return mask


def all_pass(masks: Iterable[Mask]) -> Mask | None:
    """Where every mask is true; None without any mask."""
    found: Mask | None = None
    for mask in masks:
        found = mask if found is None else found & mask
    return found


def _holders(columns: SegmentColumns, name: str, value: str, documents: Int32s) -> Mask:
    """Which of the stories have a value in a facet."""
    if name in PERIOD_FACETS:
        return holders_of_period(columns, name, value, documents)
    facet = columns.facets[name]
    if value == MISSING:
        return facet.held.has_none[documents]
    ordinal = facet.ordinal_of(value)
    if ordinal is None:
        return np.zeros(len(documents), dtype=np.bool_)
    return loops.is_in(facet.holders_of(ordinal), documents, columns.count)


def holders_of_period(columns: SegmentColumns, name: str, value: str, documents: Int32s) -> Mask:
    """Of which of the stories a date lies in a period; for `MISSING`, which speak of none."""
    period = parse_period(value)
    if period is not None and name == DATE:
        return days_within(columns.dates, period, documents)
    if period is not None:
        return spoken_within(columns.spoken, period)[documents]
    if value == MISSING and name != DATE:
        return columns.spoken.periods.held.has_none[documents]
    return np.zeros(len(documents), dtype=np.bool_)
