"""The dates that a story speaks of: marked in its text, and listed in their own order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import PartialDate, SpokenDate
from archive.query.periods import Period
from archive.search.labels import date_label
from archive.search.state import SearchState
from web.addresses import search_url
from web.presenters.counts import counted
from web.presenters.passages import Marked

KIND = "spoken"
"""The class of a date in a text."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """Days spoken of, the search for all stories that speak of them, how often and how."""

    label: str
    search_url: str
    times: str
    words: tuple[str, ...]


def marked_dates(dates: Sequence[SpokenDate]) -> list[Marked]:
    """Mark the words of each date with the days they mean."""
    return [Marked(*date.span, KIND, date_label(_period(date.period)), "") for date in dates]


def date_lines(dates: Sequence[SpokenDate]) -> tuple[DateLine, ...]:
    """List the days spoken of, each once, the earliest first and of those the longest."""
    by_period: dict[str, list[SpokenDate]] = defaultdict(list)
    for date in sorted(dates, key=lambda d: (str(d.period.first_day), _ends_last(d.period))):
        by_period[_period(date.period)].append(date)
    return tuple(_line(period, found) for period, found in by_period.items())


def _line(period: str, found: Sequence[SpokenDate]) -> DateLine:
    words = dict.fromkeys(date.period.raw for date in sorted(found, key=lambda d: d.span))
    return DateLine(
        label=date_label(period),
        search_url=search_url(SearchState.from_pairs([("q", f"mentions:{period}")])),
        times=counted(len(found), "time"),
        words=tuple(words),
    )


def _period(days: PartialDate) -> str:
    """The days as a query has them."""
    return Period(days.first_day, days.last_day).text


def _ends_last(days: PartialDate) -> int:
    return -days.last_day.toordinal() if days.last_day else 0
