"""Dates as numbers: a key per month for counting, a code per precision for filtering."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.matches import Int32s
from archive.model import PartialDate, Precision
from archive.query.periods import UNDATED_VALUE

_PRECISIONS = (Precision.NONE, Precision.YEAR, Precision.MONTH, Precision.DAY)
UNKNOWN_MONTH = 15
NO_KEY = 0
"""Key of undated stories; the years of others begin at 1."""


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


@dataclass(frozen=True)
class MonthColumns:
    """`keys[numbers[d]]` is the key of story d; a segment has few, so that counts are short."""

    keys: Int32s
    numbers: Int32s

    @cached_property
    def texts(self) -> list[str]:
        """The facet value of each key."""
        return list(map(key_text, self.keys.tolist()))

    def counted(self, documents: Int32s) -> list[tuple[str, int]]:
        """The facet values of the stories, and how many have each."""
        counts = np.bincount(self.numbers[documents], minlength=len(self.keys)).tolist()
        return [pair for pair in zip(self.texts, counts, strict=True) if pair[1]]


def pack_months(name: str, keys: Int32s) -> dict[str, Array]:
    """Turn the keys of stories into arrays."""
    held, numbers = np.unique(keys, return_inverse=True)
    return {f"{name}.keys": held, f"{name}.numbers": numbers.astype(np.int32)}


@lru_cache(maxsize=1 << 16)
def key_text(key: int) -> str:
    """The facet value that a key counts for.

    >>> key_text(2023 * 16 + 4), key_text(2023 * 16 + 15), key_text(0)
    ('2023-04', '2023-XX', 'undated')
    """
    if key == NO_KEY:
        return UNDATED_VALUE
    year, month = divmod(key, 16)
    return f"{year:04d}-XX" if month == UNKNOWN_MONTH else f"{year:04d}-{month:02d}"
