"""Stories over time as bars: years, the months of a year, or the days of a month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.search.labels import date_label
from archive.search.results import FacetValue
from web.presenters.counts import stories

HEIGHT = 48
"""Height of the tallest bar."""
STEP = 12
"""From the left edge of one bar to that of the next."""
_GAP = 2
MOST_BARS = 240
"""What would take more bars than this is not drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: what it is called, where it leads, and its place in the drawing."""

    title: str
    url: str
    x: int
    y: int
    height: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side in a box of `width` by `height`, with the labels of its two ends."""

    bars: tuple[Bar, ...]
    width: int
    first: str
    last: str
    height: int = HEIGHT
    bar_width: int = STEP - _GAP


def chart(
    counts: Mapping[str, int],
    periods: Sequence[str],
    url_of: Callable[[str], str],
    *,
    chosen: frozenset[str] = frozenset(),
) -> Chart | None:
    """Draw a bar for each period, those without a story too; None when that says nothing."""
    tallest = max((counts.get(period, 0) for period in periods), default=0)
    if not tallest or not 1 < len(periods) <= MOST_BARS:
        return None
    bars = []
    for place, period in enumerate(periods):
        count = counts.get(period, 0)
        height = -(-count * HEIGHT // tallest)
        title = f"{date_label(period)}: {stories(count)}"
        bars.append(
            Bar(title, url_of(period), place * STEP, HEIGHT - height, height, period in chosen)
        )
    ends = date_label(periods[0]), date_label(periods[-1])
    return Chart(tuple(bars), len(periods) * STEP - _GAP, *ends)


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
