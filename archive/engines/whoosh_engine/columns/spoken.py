"""The dates of a segment, and in which years and months lie those that its stories speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns.dates import NO_KEY
from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.periods import PeriodColumns, pack_periods

LAST = np.int32(np.iinfo(np.int32).max)
"""What undated stories have for a day."""
_EPOCH = date(1970, 1, 1).toordinal()
_KEYS = 1 << 18
"""More than there are keys."""


@dataclass(frozen=True)
class DateColumns:
    """First and last day as proleptic ordinals (0: undated), and precision code."""

    first_day: Int32s
    last_day: Int32s
    precision: npt.NDArray[np.uint8]

    @cached_property
    def newest_first(self) -> Int32s:
        """Keys that sort by first day, the newest first, undated last."""
        return np.where(self.first_day == 0, LAST, -self.first_day)

    @cached_property
    def oldest_first(self) -> Int32s:
        """Keys that sort by first day, the oldest first, undated last."""
        return np.where(self.first_day == 0, LAST, self.first_day)


@dataclass(frozen=True, slots=True)
class SpokenColumns:
    """A row for each date spoken of, with its story, in the order of these.

    `periods` are the years and months in which dates of each story lie, each once.
    """

    dates: DateColumns
    documents: Int32s
    periods: PeriodColumns

    @property
    def stories(self) -> int:
        """The number of stories, those that speak of no date included."""
        return len(self.periods.held.has_none)


def pack_spoken(name: str, documents: Int32s, days: Int32s, stories: int) -> dict[str, Array]:
    """Find the years and months of rows of first and last days, and whose they are."""
    first, last = _months(days[:, 0]), _months(days[:, 1])
    in_year, in_month = first // 12 == last // 12, first == last
    years = np.where(in_year, first // 12 * 16, NO_KEY)
    months = (first // 12 * 16 + first % 12 + 1)[in_month]
    rows = documents.astype(np.int64) * _KEYS
    pairs = np.unique(np.concatenate([rows + years, rows[in_month] + months]))
    counts = np.bincount(pairs // _KEYS, minlength=stories)
    return pack_periods(name, (pairs % _KEYS).astype(np.int32), counts)


def _months(days: Int32s) -> npt.NDArray[np.int64]:
    """Number the months of days, 12 to a year."""
    months = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return months.astype(np.int64) + 1970 * 12
