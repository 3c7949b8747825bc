"""Chosen facet values as masks over a segment's stories."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from archive.engines.whoosh_engine.columns import FacetColumns, SegmentColumns
from archive.engines.whoosh_engine.dating import days_within, spoken_within
from archive.engines.whoosh_engine.matches import Mask
from archive.query.periods import parse_period
from archive.search.fields import DATE, MISSING, PERIOD_FACETS
from archive.search.request import FacetFilter


def filter_mask(columns: SegmentColumns, name: str, chosen: FacetFilter) -> Mask:
    """The stories that pass what is chosen in one facet."""
    held = [_holders(columns, name, value) for value in chosen.chosen]
    mask = np.ones(columns.count, dtype=np.bool_)
    if held:
        mask = np.logical_and.reduce(held) if chosen.match_all else np.logical_or.reduce(held)
    for value in chosen.excluded:
        mask &= ~_holders(columns, name, value)
    return mask


def all_pass(masks: Iterable[Mask]) -> Mask | None:
    """Where every mask is true; None without any mask."""
    found: Mask | None = None
    for mask in masks:
        found = mask if found is None else found & mask
    return found


def _holders(columns: SegmentColumns, name: str, value: str) -> Mask:
    """Which stories have a value in a facet."""
    if name in PERIOD_FACETS:
        return holders_of_period(columns, name, value)
    return _holders_of_value(columns.facets[name], value, columns.count)


def holders_of_period(columns: SegmentColumns, name: str, value: str) -> Mask:
    """The stories of which a date lies in a period; for `MISSING`, those that speak of none."""
    period = parse_period(value)
    if period is not None:
        is_date = name == DATE
        return (
            days_within(columns.dates, period) if is_date else spoken_within(columns.spoken, period)
        )
    if value == MISSING and name != DATE:
        return columns.spoken.periods.has_none
    return np.zeros(columns.count, dtype=np.bool_)


def _holders_of_value(facet: FacetColumns, value: str, count: int) -> Mask:
    if value == MISSING:
        return facet.has_none
    held = np.zeros(count, dtype=np.bool_)
    ordinal = facet.ordinal_of(value)
    if ordinal is not None:
        held[facet.holders_of(ordinal)] = True
    return held
