"""Dates of a segment against periods."""

from __future__ import annotations

import numpy as np

from archive.engines.whoosh_engine.arrays import Mask
from archive.engines.whoosh_engine.columns.dates import CODE
from archive.engines.whoosh_engine.columns.spoken import DateColumns, SpokenColumns
from archive.query.periods import Period


def days_within(dates: DateColumns, period: Period) -> Mask:
    """Which dates lie wholly in a period."""
    if period.is_undated:
        return dates.first_day == 0
    held = dates.first_day > 0
    if period.first_day:
        held &= dates.first_day >= period.first_day.toordinal()
    if period.last_day:
        held &= dates.last_day <= period.last_day.toordinal()
    if period.precision:
        held &= dates.precision == CODE[period.precision]
    return np.asarray(held, dtype=np.bool_)


def spoken_within(spoken: SpokenColumns, period: Period) -> Mask:
    """Which stories speak of a date that lies wholly in a period."""
    held = np.zeros(spoken.stories, dtype=np.bool_)
    held[spoken.documents[days_within(spoken.dates, period)]] = True
    return held
