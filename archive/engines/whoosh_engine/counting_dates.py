"""Exact counts of periods over the matches of every segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import numpy as np

from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns import SegmentColumns
from archive.engines.whoosh_engine.columns.dates import NO_KEY, key_text
from archive.engines.whoosh_engine.dating import days_within
from archive.engines.whoosh_engine.filtering import holders_of_period
from archive.engines.whoosh_engine.matches import Found
from archive.engines.whoosh_engine.view import IndexView
from archive.query.periods import parse_period
from archive.search.facets import date_facet, opened_months, spoken_facet
from archive.search.fields import DATE, MENTIONS
from archive.search.request import FacetFilter
from archive.search.results import Facet

_IN_NO_YEAR = key_text(NO_KEY)


def count_dates(
    view: IndexView, found: Found, chosen: FacetFilter, today: date | None = None
) -> Facet:
    """Count the periods of the matches, by day in the months that are opened."""
    opened = opened_months(chosen)
    leaves = Counter(view.months.count(found.documents)[0])
    for month in opened & leaves.keys():
        del leaves[month]
        for segment, documents in zip(view.segments, found.documents, strict=True):
            leaves.update(_days(segment.columns, documents, month))

    return date_facet(leaves, _counter(view, DATE, found), chosen=chosen, today=today)


def count_spoken(view: IndexView, found: Found, chosen: FacetFilter) -> Facet:
    """Count in how many matches each year and month is spoken of."""
    counts, missing = view.periods_spoken_of.count(found.documents)
    counts.pop(_IN_NO_YEAR, None)
    return spoken_facet(counts, _counter(view, MENTIONS, found), chosen=chosen, missing=missing)


def _counter(view: IndexView, name: str, found: Found) -> Callable[[str], int]:
    """What counts the matches of which a date lies in a period."""

    def count_of(value: str) -> int:
        return sum(
            int(holders_of_period(segment.columns, name, value, documents).sum())
            for segment, documents in zip(view.segments, found.documents, strict=True)
        )

    return count_of


def _days(columns: SegmentColumns, documents: Int32s, month: str) -> dict[str, int]:
    period = parse_period(month)
    if period is None:
        return {}
    inside = documents[days_within(columns.dates, period, documents)]
    first, last = columns.dates.first_day[inside], columns.dates.last_day[inside]
    days, counts = np.unique(first[first == last], return_counts=True)
    counted = {
        date.fromordinal(day).isoformat(): count
        for day, count in zip(days.tolist(), counts.tolist(), strict=True)
    }
    imprecise = int(np.count_nonzero(first != last))
    return {**counted, f"{month}-XX": imprecise} if imprecise else counted
