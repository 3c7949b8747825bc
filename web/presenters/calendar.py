"""Years, months and days as facet values have them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence

from archive.search.results import FacetValue


def leaves(values: Sequence[FacetValue], width: int) -> dict[str, int]:
    """Count the periods written in `width` characters among date facet values, nested or not."""
    found: dict[str, int] = {}
    for value in values:
        if len(value.value) == width and is_calendar(value.value):
            found[value.value] = value.count
        found.update(leaves(value.children, width))
    return found


def is_calendar(value: str) -> bool:
    """Whether a date facet value is a year, month or day: no range, nothing unknown.

    >>> [is_calendar(v) for v in ("2023", "2023-04", "2023-XX", "undated", "2022..2023")]
    [True, True, False, False, False]
    """
    return value.replace("-", "").isdecimal()


def years(first: str, last: str) -> list[str]:
    """Every year from the first to the last.

    >>> years("2021", "2023")
    ['2021', '2022', '2023']
    """
    return [f"{year:04d}" for year in range(int(first), int(last) + 1)]


def months(first: str, last: str) -> list[str]:
    """Every month from the first to the last.

    >>> months("2022-11", "2023-02")
    ['2022-11', '2022-12', '2023-01', '2023-02']
    """
    start, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, end + 1)]


def days(month: str) -> list[str]:
    """Every day of a month.

    >>> days("2024-02")[-1]
    '2024-02-29'
    """
    length = monthrange(int(month[:4]), int(month[5:7]))[1]
    return [f"{month}-{day:02d}" for day in range(1, length + 1)]
