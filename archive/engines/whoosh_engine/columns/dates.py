"""Dates as numbers: a key per month for counting, a code per precision for filtering."""

from __future__ import annotations

from functools import lru_cache

from archive.model import PartialDate, Precision
from archive.query.periods import UNDATED_VALUE

_PRECISIONS = (Precision.NONE, Precision.YEAR, Precision.MONTH, Precision.DAY)
UNKNOWN_MONTH = 15
NO_KEY = 0
"""Key of undated stories, and of dates of which nobody knows the year, such as decades."""


def precision_code(day: PartialDate) -> int:
    """The precision as a number: 0 undated, 1 year, 2 month, 3 day."""
    return _PRECISIONS.index(day.precision)


CODE = {precision: code for code, precision in enumerate(_PRECISIONS)}


def date_key(day: PartialDate) -> int:
    """Year times 16 plus month, 15 for a month that is not known."""
    if day.first_day is None:
        return NO_KEY
    month = UNKNOWN_MONTH if day.precision is Precision.YEAR else day.first_day.month
    return day.first_day.year * 16 + month


@lru_cache(maxsize=1 << 16)
def key_text(key: int) -> str:
    """The facet value that a key counts for; without a month it is a whole year.

    >>> key_text(2023 * 16 + 4), key_text(2023 * 16 + 15), key_text(2023 * 16), key_text(0)
    ('2023-04', '2023-XX', '2023', 'undated')
    """
    if key == NO_KEY:
        return UNDATED_VALUE
    year, month = divmod(key, 16)
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-XX" if month == UNKNOWN_MONTH else f"{year:04d}-{month:02d}"
