"""Dates of a segment against periods."""

from __future__ import annotations

from datetime import date

import numpy as np

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s, Mask
from archive.engines.whoosh_engine.columns.dates import CODE
from archive.engines.whoosh_engine.columns.spoken import DateColumns, SpokenColumns
from archive.query.periods import Period


def days_within(dates: DateColumns, period: Period, rows: Int32s | None = None) -> Mask:
    """Which dates lie wholly in a period; of some rows, if any are named."""
    if rows is None or len(rows) == len(dates.first_day):
        rows = None
        held = (dates.first_day >= _first(period)) & (dates.last_day <= _last(period))
    else:
        held = loops.lie_within(
            dates.first_day, dates.last_day, rows, _first(period), _last(period)
        )
    if period.precision:
        precision = dates.precision if rows is None else dates.precision[rows]
        held &= precision == CODE[period.precision]
    return held


def _first(period: Period) -> int:
    """The first day that a date may begin with; those without any have 0."""
    if period.is_undated:
        return 0
    return period.first_day.toordinal() if period.first_day else 1


def _last(period: Period) -> int:
    """The last day that a date may end with."""
    if period.is_undated:
        return 0
    return period.last_day.toordinal() if period.last_day else date.max.toordinal()


def spoken_within(spoken: SpokenColumns, period: Period) -> Mask:
    """Which stories speak of a date that lies wholly in a period."""
    held = np.zeros(spoken.stories, dtype=np.bool_)
    held[spoken.documents[days_within(spoken.dates, period)]] = True
    return held
