"""Stories over time as bars: years, the months of a year, or the days of a month.

Everything is in per cent of the width and height, so that a drawing fills any column, grows with
the type, and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.search.labels import date_label
from web.presenters.axes import FILLED, Tick, nice_top, share_words, ticks_across, ticks_up
from web.presenters.counts import number, stories

HEIGHT = 100
"""Height of the tallest bar that the axis has room for, in per cent."""
MOST_BARS = 240
"""What would take more bars than this is not drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: what it is called, where it leads, and its place in the drawing.

    `is_bare` says that the archive has no story of that time at all.
    """

    period: str
    title: str
    url: str
    x: str
    y: int
    height: int
    is_chosen: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A bar in words, as a row of a table."""

    label: str
    url: str
    count: str
    archive: str
    share: str
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side, the words along both axes, and the same as rows."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: str
    """Of a bar."""
    room: str
    """Of a bar with the gap beside it."""

    @property
    def has_bare(self) -> bool:
        """Whether the archive lacks any of its periods."""
        return any(bar.is_bare for bar in self.bars)


def chart(
    counts: Mapping[str, int],
    periods: Sequence[str],
    url_of: Callable[[str], str],
    *,
    archive: Mapping[str, int] | None = None,
    chosen: frozenset[str] = frozenset(),
    as_share: bool = False,
) -> Chart | None:
    """Draw a bar for each period, those without a story too; None when that says nothing.

    `archive` counts all the stories of each period, whatever is searched for; without it
    nothing is said of them. With `as_share` a bar is as tall as its part of these.
    """
    shown = {period: counts.get(period, 0) for period in periods}
    if not any(shown.values()) or not 1 < len(periods) <= MOST_BARS:
        return None
    whole = dict(shown if archive is None else archive)
    values = {p: _percent(shown[p], whole.get(p, 0)) if as_share else shown[p] for p in periods}
    top = nice_top(max(values.values()))
    is_bare = {p: archive is not None and not whole.get(p) for p in periods}
    step = 100 / len(periods)
    bars = []
    for place, period in enumerate(periods):
        height = _height(values[period], top)
        words = _words(shown[period], whole.get(period, 0), told=archive is not None)
        bars.append(
            Bar(
                period,
                f"{date_label(period)}: {words}",
                url_of(period),
                _across(place * step),
                HEIGHT - height,
                height,
                period in chosen,
                is_bare[period],
            )
        )
    lines = tuple(
        Line(
            date_label(bar.period),
            bar.url,
            number(shown[bar.period]),
            number(whole.get(bar.period, 0)),
            share_words(_percent(shown[bar.period], whole.get(bar.period, 0))),
            bar.is_bare,
        )
        for bar in bars
    )
    return Chart(
        tuple(bars),
        lines,
        ticks_across(periods),
        ticks_up(top, as_share=as_share),
        _across(step * FILLED),
        _across(step),
    )


def _words(count: int, whole: int, *, told: bool) -> str:
    """What a bar stands for.

    >>> _words(3, 40, told=True), _words(3, 3, told=True), _words(0, 0, told=True)
    ('3 stories of 40 in the archive', '3 stories', 'no stories in the archive')
    """
    if not told or 0 < whole == count:
        return stories(count)
    return (
        f"{stories(count)} of {number(whole)} in the archive"
        if whole
        else ("no stories in the archive")
    )


def _percent(count: int, whole: int) -> float:
    return 100 * count / whole if whole else 0.0


def _height(value: float, top: float) -> int:
    """The height of a bar; what is not nothing is seen."""
    return max(1, round(HEIGHT * value / top)) if value else 0


def _across(percent: float) -> str:
    return f"{percent:.4g}%"
