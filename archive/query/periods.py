"""Periods: what can be asked of a date, in the words used in queries, facets and addresses.

`2023`, `2023-04`, `2023-04-28` are a year, month and day; `2023-XX` and `2023-04-XX` (EDTF,
ISO 8601-2) the stories of which no more than that is known; `2023-02..2023-04`, `>=2023` and
`<=2023-04` ranges with both ends included; `undated` the stories without a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from archive.model import PartialDate, Precision, span_of

UNDATED_VALUE = "undated"
_PART = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both included; an end that is None is open.

    `precision` narrows it to stories dated with just that precision; `is_undated` asks for
    stories without a date and has no days.
    """

    first_day: date | None = None
    last_day: date | None = None
    precision: Precision | None = None
    is_undated: bool = False

    @property
    def text(self) -> str:
        """The period in its canonical words, which `parse_period` reads back."""
        if self.is_undated:
            return UNDATED_VALUE
        if self.first_day is None and self.last_day is None:
            return "*"
        if self.first_day is None or self.last_day is None:
            day = self.first_day or self.last_day
            return f"{'>=' if self.first_day else '<='}{day}"
        whole = _as_one(self.first_day, self.last_day)
        if whole:
            return f"{whole}-XX" if self.precision else whole
        return f"{_start(self.first_day)}..{_end(self.last_day)}"

    def contains(self, published: PartialDate) -> bool:
        """Whether a story of that date lies wholly in the period."""
        if published.first_day is None or published.last_day is None:
            return self.is_undated
        if self.is_undated:
            return False
        return (
            (self.precision is None or self.precision is published.precision)
            and (self.first_day is None or self.first_day <= published.first_day)
            and (self.last_day is None or published.last_day <= self.last_day)
        )


UNDATED_PERIOD = Period(is_undated=True)


@lru_cache(maxsize=1 << 10)
def parse_period(text: str) -> Period | None:
    """Read a period; None when the text is none, or names a day that never was.

    >>> parse_period("2023-02..2023-04").text
    '2023-02..2023-04'
    >>> parse_period("2023-04-XX").precision
    <Precision.MONTH: 'month'>
    >>> parse_period(">2023").first_day
    datetime.date(2024, 1, 1)
    >>> parse_period("2023-02-30") is None
    True
    """
    text = text.strip()
    if text.lower() == UNDATED_VALUE:
        return UNDATED_PERIOD
    try:
        return _compared(text) or _range(text) or _imprecise(text) or _whole(text)
    except (ValueError, OverflowError):
        return None


def _whole(text: str) -> Period | None:
    parts = _parts(text)
    return Period(*span_of(*parts)) if parts else None


def _imprecise(text: str) -> Period | None:
    if not text.upper().endswith("-XX"):
        return None
    parts = _parts(text[:-3])
    if not parts or len(parts) > 2:
        return None
    precision = Precision.YEAR if len(parts) == 1 else Precision.MONTH
    return Period(*span_of(*parts), precision)


def _range(text: str) -> Period | None:
    left, dots, right = text.partition("..")
    if not dots:
        return None
    first, last = _parts(left), _parts(right)
    if (left.strip() and not first) or (right.strip() and not last) or not (first or last):
        return None
    start = span_of(*first)[0] if first else None
    end = span_of(*last)[1] if last else None
    return None if start and end and start > end else Period(start, end)


def _compared(text: str) -> Period | None:
    match = re.fullmatch(r"(>=|<=|>|<)\s*(\S+)", text)
    parts = _parts(match[2]) if match else None
    if not match or not parts:
        return None
    first, last = span_of(*parts)
    match match[1]:
        case ">=":
            return Period(first, None)
        case "<=":
            return Period(None, last)
        case ">":
            return Period(last + timedelta(days=1), None)
        case _:
            return Period(None, first - timedelta(days=1))


def _parts(text: str) -> tuple[int, ...] | None:
    match = _PART.match(text.strip())
    return tuple(int(part) for part in match.groups() if part) if match else None


def _as_one(first: date, last: date) -> str:
    """The year, month or day that the two ends span, or nothing."""
    for parts in ((first.year,), (first.year, first.month), (first.year, first.month, first.day)):
        if span_of(*parts) == (first, last):
            return _iso(*parts)
    return ""


def _start(day: date) -> str:
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()


def _end(day: date) -> str:
    return day.isoformat()[:7] if span_of(day.year, day.month)[1] == day else day.isoformat()


def _iso(*parts: int) -> str:
    return "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts))
