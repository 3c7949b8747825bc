"""Values of dates as TIMEX3 writes them, and the days that they mean.

TIMEX3 (ISO-TimeML, ISO 24617-1) writes a day, month and year as ISO 8601 does, and besides:
`2023-W05` a week, `2023-W05-WE` its weekend, `2023-Q2` a quarter, `2023-H1` a half, `2023-SU` a
season (SP, SU, FA, WI, as the northern calendar has them), `199` a decade, `19` a century.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from archive.model import DateSource, PartialDate, span_of

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The first month of each season."""


def day_value(day: date) -> str:
    """Write a day."""
    return day.isoformat()


def month_value(year: int, month: int) -> str:
    """Write a month, which may be counted on from another: the thirteenth is next January.

    >>> month_value(2023, 4), month_value(2023, 0), month_value(2023, 13)
    ('2023-04', '2022-12', '2024-01')
    """
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def quarter_value(year: int, quarter: int) -> str:
    """Write a quarter, which may be counted on from another.

    >>> quarter_value(2023, 2), quarter_value(2023, 0)
    ('2023-Q2', '2022-Q4')
    """
    return f"{year + (quarter - 1) // 4:04d}-Q{(quarter - 1) % 4 + 1}"


def week_value(day: date) -> str:
    """Write the week that a day is in.

    >>> week_value(date(2023, 1, 1))
    '2022-W52'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def days_of(value: str, *, raw: str = "") -> PartialDate:
    """Give the days that a value means; raise ValueError when it is none, or no such day was.

    >>> days_of("2023-02").last_day
    datetime.date(2023, 2, 28)
    >>> days_of("2023-Q2").iso, days_of("199").iso
    ('2023-04-01/2023-06-30', '1990-01-01/1999-12-31')
    """
    for pattern, read in _READERS:
        match = pattern.fullmatch(value)
        if match:
            return read(match, raw)
    raise ValueError(f"{value!r} is no date in TIMEX3")


def _calendar(match: re.Match[str], raw: str) -> PartialDate:
    parts = (int(part) for part in match.groups() if part)
    return PartialDate.of(*parts, source=DateSource.TEXT, raw=raw)


def _week(match: re.Match[str], raw: str) -> PartialDate:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    first = monday + timedelta(days=5) if match[3] else monday
    return PartialDate.over(first, monday + timedelta(days=6), raw=raw)


def _quarter(match: re.Match[str], raw: str) -> PartialDate:
    return _months(int(match[1]), int(match[2]) * 3 - 2, 3, raw)


def _half(match: re.Match[str], raw: str) -> PartialDate:
    return _months(int(match[1]), int(match[2]) * 6 - 5, 6, raw)


def _season(match: re.Match[str], raw: str) -> PartialDate:
    return _months(int(match[1]), SEASON_STARTS[match[2]], 3, raw)


def _months(year: int, first: int, count: int, raw: str) -> PartialDate:
    end_year, end_month = map(int, month_value(year, first + count - 1).split("-"))
    return PartialDate.over(date(year, first, 1), span_of(end_year, end_month)[1], raw=raw)


def _decade(match: re.Match[str], raw: str) -> PartialDate:
    first = int(match[1]) * 10
    return PartialDate.over(date(first, 1, 1), date(first + 9, 12, 31), raw=raw)


def _century(match: re.Match[str], raw: str) -> PartialDate:
    first = int(match[1]) * 100
    return PartialDate.over(date(first, 1, 1), date(first + 99, 12, 31), raw=raw)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], PartialDate]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", _calendar),
        (r"(\d{4})-W(\d\d)(-WE)?", _week),
        (r"(\d{4})-Q([1-4])", _quarter),
        (r"(\d{4})-H([12])", _half),
        (r"(\d{4})-(SP|SU|FA|WI)", _season),
        (r"(\d{3})", _decade),
        (r"(\d\d)", _century),
    )
)
