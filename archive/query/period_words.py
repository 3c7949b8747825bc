"""Periods in plain English."""

from __future__ import annotations

from datetime import date

from archive.model import Precision
from archive.query.periods import Period

MONTHS = (
    "January February March April May June July August September October November December".split()
)


def day_words(iso: str) -> str:
    """Write a year, month or day as people do.

    >>> day_words("2023-04-28"), day_words("2023-04"), day_words("2023")
    ('28 April 2023', 'April 2023', '2023')
    """
    year, *rest = iso.split("-")
    month = f"{MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"


def published_words(period: Period) -> str:
    """Say which stories were published in a period.

    >>> published_words(Period(date(2023, 2, 1), date(2023, 4, 30)))
    'published from February 2023 to April 2023'
    >>> published_words(Period(is_undated=True))
    'without a known date'
    """
    if period.is_undated:
        return "without a known date"
    if period.precision:
        unknown = "in an unknown month" if _is_year(period) else "on an unknown day"
        return f"published {unknown} of {_whole(period)}"
    return f"published {_when(period)}"


def spoken_words(period: Period) -> str:
    """Say which stories speak of a period.

    >>> spoken_words(Period(date(2023, 4, 1), date(2023, 4, 30)))
    'speaking of April 2023'
    """
    if period.precision:
        return f"speaking of {_whole(period)} and no {'month' if _is_year(period) else 'day'} in it"
    is_whole = period.first_day and period.last_day and ".." not in period.text
    return f"speaking of {_whole(period) if is_whole else f'a time {_when(period)}'}"


def _when(period: Period) -> str:
    if period.first_day is None or period.last_day is None:
        known: date | None = period.first_day or period.last_day
        side = "after" if period.first_day else "before"
        return f"on or {side} {day_words(known.isoformat())}" if known else "at any time"
    first, dots, last = period.text.partition("..")
    if dots:
        return f"from {day_words(first)} to {day_words(last)}"
    return f"{'on' if period.first_day == period.last_day else 'in'} {day_words(first)}"


def _whole(period: Period) -> str:
    return day_words(period.text.removesuffix("-XX"))


def _is_year(period: Period) -> bool:
    return period.precision is Precision.YEAR
