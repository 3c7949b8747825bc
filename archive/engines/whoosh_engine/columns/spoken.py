"""The dates of a segment, and in which years and months lie those that its stories speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.held import HeldNumbers
from archive.engines.whoosh_engine.matches import Int32s

IN_NO_YEAR = 0
"""Stands for dates of which nobody knows the year, such as decades."""
_EPOCH = date(1970, 1, 1).toordinal()
_KEYS = 1 << 18
"""More than there are keys."""


@dataclass(frozen=True, slots=True)
class DateColumns:
    """First and last day as proleptic ordinals (0: undated), and precision code."""

    first_day: Int32s
    last_day: Int32s
    precision: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SpokenColumns:
    """A row for each date spoken of, with its story, in the order of these.

    `periods` are the keys of the years and months in which dates of each story lie, each once.
    """

    dates: DateColumns
    documents: Int32s
    periods: HeldNumbers

    @property
    def stories(self) -> int:
        """The number of stories, those that speak of no date included."""
        return len(self.periods.pointer) - 1


def pack_periods(name: str, documents: Int32s, days: Int32s, stories: int) -> dict[str, Array]:
    """Find the years and months of rows of first and last days, and whose they are."""
    first, last = _months(days[:, 0]), _months(days[:, 1])
    in_year, in_month = first // 12 == last // 12, first == last
    years = np.where(in_year, first // 12 * 16, IN_NO_YEAR)
    months = (first // 12 * 16 + first % 12 + 1)[in_month]
    rows = documents.astype(np.int64) * _KEYS
    pairs = np.unique(np.concatenate([rows + years, rows[in_month] + months]))
    pointer = np.searchsorted(pairs, np.arange(stories + 1, dtype=np.int64) * _KEYS)
    return {
        f"{name}.pointer": pointer.astype(np.int64),
        f"{name}.keys": (pairs % _KEYS).astype(np.int32),
    }


@lru_cache(maxsize=1 << 16)
def period_text(key: int) -> str:
    """The year or month of a key: year times 16, plus the month if it is one.

    >>> period_text(2023 * 16), period_text(2023 * 16 + 4)
    ('2023', '2023-04')
    """
    year, month = divmod(key, 16)
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def _months(days: Int32s) -> npt.NDArray[np.int64]:
    """Number the months of days, 12 to a year."""
    months = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return months.astype(np.int64) + 1970 * 12
