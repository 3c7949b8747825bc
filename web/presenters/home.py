"""The first page: the archive at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue import Answer
from archive.query.periods import UNDATED_VALUE
from archive.search.fields import DATE
from archive.search.labels import date_label, day_label
from archive.search.results import Facet
from archive.search.state import SearchState
from archive.store import SavedQuery
from web.addresses import name_url, value_url
from web.presenters.calendar import is_calendar, months, years
from web.presenters.charts import MOST_BARS, Chart, chart
from web.presenters.counts import number, stories
from web.presenters.histogram import later_than_today
from web.presenters.links import Link
from web.presenters.results import ResultLine, result_line
from web.presenters.saved import SavedLine, saved_line

TOP = 12
"""Names of a kind that are listed."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """Something that is counted, and where it leads."""

    label: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A year with its stories, and its months."""

    year: CountLine
    months: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """All that the first page prints."""

    total: str
    undated: CountLine | None
    later: Link | None
    rejected: str
    changed: str
    chart: Chart | None
    periods: tuple[PeriodLine, ...]
    actors: tuple[CountLine, ...]
    organisations: tuple[CountLine, ...]
    places: tuple[CountLine, ...]
    latest: tuple[ResultLine, ...]
    saved: tuple[SavedLine, ...]


def home_page(
    answer: Answer, *, rejected: int, changed_at: datetime, saved: Sequence[SavedQuery]
) -> HomePage:
    """Lay out what the archive holds; `answer` is that of the empty search, newest first."""
    by_month = _by_month(answer)
    undated = answer.page.facets.get(DATE, Facet(DATE)).missing
    return HomePage(
        total=stories(answer.page.total),
        undated=_line(DATE, UNDATED_VALUE, f"{number(undated)} undated", undated)
        if undated
        else None,
        later=later_than_today(answer, SearchState()),
        rejected=number(rejected) if rejected else "",
        changed=day_label(changed_at.date()),
        chart=_chart(by_month),
        periods=_periods(by_month),
        actors=_top(answer, "actor"),
        organisations=_top(answer, "organisation"),
        places=_top(answer, "place"),
        latest=tuple(result_line(hit) for hit in answer.page.hits),
        saved=tuple(saved_line(query) for query in saved),
    )


def _line(facet: str, value: str, label: str, count: int) -> CountLine:
    return CountLine(label, number(count), value_url(facet, value))


def _top(answer: Answer, name: str) -> tuple[CountLine, ...]:
    facet = answer.page.facets.get(name, Facet(name))
    return tuple(
        CountLine(answer.label(name, v.value), number(v.count), name_url(name, v.value))
        for v in facet.values[:TOP]
    )


def _chart(by_month: Mapping[str, int]) -> Chart | None:
    dated = sorted(month for month in by_month if is_calendar(month))
    if not dated:
        return None
    periods = months(dated[0], dated[-1])
    if len(periods) <= MOST_BARS:
        return chart(by_month, periods, lambda month: value_url(DATE, month), archive=by_month)
    by_year = _by_year(by_month)
    known = sorted(by_year)
    return chart(
        by_year,
        years(known[0], known[-1]),
        lambda year: value_url(DATE, year),
        archive=by_year,
    )


def _by_month(answer: Answer) -> dict[str, int]:
    """Stories by month, `2023-XX` where it is not known; without the undated."""
    years_found = answer.page.facets.get(DATE, Facet(DATE)).values
    return {
        month.value: month.count
        for year in years_found
        if not year.is_future
        for month in year.children
    }


def _by_year(by_month: Mapping[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for month, count in by_month.items():
        counts[month[:4]] = counts.get(month[:4], 0) + count
    return counts


def _periods(by_month: Mapping[str, int]) -> tuple[PeriodLine, ...]:
    """The years, the newest first, each with its months in order of time."""
    return tuple(
        PeriodLine(
            _line(DATE, year, year, count),
            tuple(
                _line(DATE, month, date_label(month).removesuffix(f" {year}"), by_month[month])
                for month in sorted(by_month)
                if month[:4] == year
            ),
        )
        for year, count in sorted(_by_year(by_month).items(), reverse=True)
    )
