"""The words along the axes of a chart, at round numbers and round dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from archive.query.period_words import MONTHS

_ROUND = (1, 2, 4, 6, 8, 10)
"""Tops of an axis, times a power of ten; the half of each is worth a line, too."""
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
FILLED = 0.82
"""How much of its place a bar takes, from the left."""
MOST_LABELS = 12
"""Months up to so many are all named, years half as many."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label and where it stands, in per cent from the left or from above."""

    label: str
    at: str


def nice_top(largest: float) -> float:
    """The round number that an axis ends with.

    >>> nice_top(7), nice_top(1), nice_top(110), nice_top(0.3), nice_top(100)
    (8.0, 1.0, 200.0, 0.4, 100.0)
    """
    unit = float(f"1e{floor(log10(largest))}")
    return next((number * unit for number in _ROUND if number * unit >= largest), 10 * unit)


def ticks_up(top: float, *, as_share: bool) -> tuple[Tick, ...]:
    """The top and, where it is a whole number or a share, its half.

    >>> [tick.label for tick in ticks_up(2000, as_share=False)]
    ['2,000', '1,000']
    >>> ticks_up(1, as_share=False)
    (Tick(label='1', at='0%'),)
    """
    half = top / 2
    values = [(top, 0), (half, 50)] if as_share or half == int(half) else [(top, 0)]
    return tuple(
        Tick(share_words(value) if as_share else f"{int(value):,}", f"{at}%")
        for value, at in values
    )


def share_words(percent: float) -> str:
    """Write a share.

    >>> share_words(12.345), share_words(0.012), share_words(100.0), share_words(0.0)
    ('12.3 %', '0.012 %', '100 %', '0 %')
    """
    if 0 < percent < 1:
        return f"{percent:.2g} %"
    return f"{percent:.1f}".removesuffix(".0") + " %"


def ticks_across(periods: Sequence[str]) -> tuple[Tick, ...]:
    """The periods that are named, each in the middle of its bar.

    >>> [tick.label for tick in ticks_across([f"{year}" for year in range(1988, 2012)])]
    ['1990', '1995', '2000', '2005', '2010']
    >>> [tick.label for tick in ticks_across(["2022-11", "2022-12", "2023-01"])]
    ['Nov', 'Dec', '2023']
    """
    is_one_year = len({period[:4] for period in periods}) == 1
    labels = [_label(period, is_one_year=is_one_year) for period in periods]
    if len(periods[0]) == 7 and len(periods) > MOST_LABELS:
        labels = [period[:4] if period.endswith("-01") else "" for period in periods]
        periods = [period[:4] for period in periods]
    step = _step(sum(map(bool, labels)), is_day=len(periods[0]) == 10)
    return tuple(
        Tick(label, f"{100 * (place + FILLED / 2) / len(periods):.4g}%")
        for place, (period, label) in enumerate(zip(periods, labels, strict=True))
        if label and _is_round(period, step)
    )


def _label(period: str, *, is_one_year: bool) -> str:
    """A year; a month by its name, or a January among those of several years by its year; a day."""
    year, *rest = period.split("-")
    match rest:
        case []:
            return year
        case ["01"] if not is_one_year:
            return year
        case [month]:
            return MONTHS[int(month) - 1][:3]
        case _:
            return str(int(rest[1]))


def _step(labels: int, *, is_day: bool) -> int:
    if is_day:
        return 5
    return next((step for step in _STEPS if labels <= step * MOST_LABELS // 2), _STEPS[-1])


def _is_round(period: str, step: int) -> bool:
    """Whether a year or day is a multiple of the step; months are named all or none."""
    if len(period) == 7:
        return True
    return int(period[-4:] if len(period) == 4 else period[-2:]) % step == 0
