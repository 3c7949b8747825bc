"""The stories of a search over time, against all that the archive has of that time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from archive.catalogue import Answer
from archive.query.periods import UNDATED_VALUE, Period, parse_period
from archive.search.fields import DATE
from archive.search.labels import date_label
from archive.search.request import FacetFilter
from archive.search.results import Facet, FacetValue
from archive.search.state import Pair, SearchState
from web.addresses import Neighbours, search_url
from web.presenters.calendar import days, is_calendar, leaves, months, years
from web.presenters.charts import Chart, chart
from web.presenters.counts import stories
from web.presenters.links import Choice, Link
from web.ranges import range_ends

MONTHS_AT_ONCE = 36
"""A stretch of more months than this is drawn by years."""
_UNITS = {4: "by year", 7: "by month", 10: "by day"}


@dataclass(frozen=True, slots=True)
class RangeForm:
    """The ends of the chosen range, as far as there is one; `kept` is the rest of the search."""

    first: str
    last: str
    kept: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """A chart with the ways out of what it is opened to, and the two things it can show."""

    unit: str
    chart: Chart
    ways_up: tuple[Link, ...]
    scales: tuple[Choice, ...]
    range: RangeForm
    later: Link | None
    not_drawn: tuple[Link, ...] = ()


def histogram(answer: Answer, archive: Facet) -> Histogram | None:
    """Draw the dates of the matches; `archive` counts the dates of all stories.

    None where there is nothing to compare.
    """
    facet = answer.page.facets.get(DATE)
    periods = _periods(answer.state, facet) if facet else ()
    if not facet or not periods:
        return None
    width, links = len(periods[0]), Neighbours(answer.state)
    drawn = chart(
        leaves(facet.values, width),
        periods,
        lambda period: links.choosing(DATE, period),
        archive=leaves(archive.values, width),
        chosen=frozenset(answer.state.filter_on(DATE).chosen),
        as_share=answer.state.as_share,
    )
    if drawn is None:
        return None
    return Histogram(
        _UNITS[width],
        drawn,
        _ways_up(answer.state),
        _scales(answer.state),
        range_form(answer.state),
        later_than_today(answer, answer.state),
        _not_drawn(answer, facet, periods, links),
    )


def _not_drawn(
    answer: Answer, facet: Facet, periods: Sequence[str], links: Neighbours
) -> tuple[Link, ...]:
    """The stories that no bar holds, as their month or day is not known, or nothing of their date.

    The undated are told as long as no period is chosen, since they are in none.
    """
    width = len(periods[0])
    wider = {period[:size] for period in periods for size in (4, 7) if size < width}
    values = {f"{period}-XX" for period in wider}
    if not answer.state.filter_on(DATE).chosen:
        values.add(UNDATED_VALUE)
    return tuple(
        Link(f"{date_label(value)}: {stories(count)}", links.choosing(DATE, value))
        for value, count in _counts(facet.values)
        if count and value in values
    )


def _counts(values: Sequence[FacetValue]) -> Iterator[tuple[str, int]]:
    for value in values:
        yield value.value, value.count
        yield from _counts(value.children)


def later_than_today(answer: Answer, state: SearchState) -> Link | None:
    """The stories of a search that are dated later than the day it is asked, if there are any."""
    facet = answer.page.facets.get(DATE, Facet(DATE))
    if not facet.later or not answer.today:
        return None
    tomorrow = f">={answer.today + timedelta(days=1)}"
    dates = FacetFilter((tomorrow,), state.filter_on(DATE).excluded)
    words = f"{stories(facet.later)} dated later than today"
    return Link(words, search_url(state.with_filter(DATE, dates)))


def range_form(state: SearchState) -> RangeForm:
    """The two fields of a range, filled with the one that is chosen."""
    chosen = state.filter_on(DATE).chosen
    first, last = range_ends(chosen[0]) if len(chosen) == 1 else ("", "")
    kept = tuple(pair for pair in state.pairs if pair[0] not in (DATE, "page"))
    return RangeForm(first, last, kept)


def calendar_values(state: SearchState, name: str = DATE) -> list[str]:
    """The periods chosen in a facet which are a year or lie in one; no ranges."""
    chosen = state.filter_on(name).chosen
    return [value for value in chosen if is_calendar(value[:4]) and ".." not in value]


def _periods(state: SearchState, facet: Facet) -> list[str]:
    """The days of the chosen month, the months of the chosen year or stretch, or the years."""
    marked = calendar_values(state)
    opened_months = sorted({v[:7] for v in marked if len(v) >= 7 and is_calendar(v[:7])})
    opened_years = sorted({v[:4] for v in marked})
    if len(opened_months) == 1:
        return days(opened_months[0])
    if len(opened_years) == 1:
        return months(f"{opened_years[0]}-01", f"{opened_years[0]}-12")
    begun = [value for value in facet.values if not value.is_future]
    known = sorted(leaves(begun, 4) or leaves(facet.values, 4))
    first, last = _stretch(state) or (f"{known[0]}-01", f"{known[-1]}-12") if known else ("", "")
    by_month = months(first, last) if first else []
    return by_month if len(by_month) <= MONTHS_AT_ONCE else years(first[:4], last[:4])


def _stretch(state: SearchState) -> tuple[str, str] | None:
    """The first and last month of the only chosen range, if it has both ends."""
    chosen = state.filter_on(DATE).chosen
    period: Period | None = parse_period(chosen[0]) if len(chosen) == 1 else None
    if not period or not period.first_day or not period.last_day:
        return None
    return period.first_day.isoformat()[:7], period.last_day.isoformat()[:7]


def _ways_up(state: SearchState) -> tuple[Link, ...]:
    """From the chosen month back to its year, and from any period to all of them."""
    chosen = state.filter_on(DATE)
    if not chosen.chosen:
        return ()
    everything = state.with_filter(DATE, FacetFilter((), chosen.excluded))
    links = [Link("All years", search_url(everything))]
    marked = chosen.chosen[0] if len(chosen.chosen) == 1 and calendar_values(state) else ""
    links += [
        Link(date_label(marked[:width]), search_url(everything.choosing(DATE, marked[:width])))
        for width in (4, 7)
        if len(marked) > width and is_calendar(marked[:width])
    ]
    return tuple(links)


def _scales(state: SearchState) -> tuple[Choice, ...]:
    return tuple(
        Choice(label, search_url(state.shown_as(share=share)), share is state.as_share)
        for label, share in (("Stories", False), ("Share of the archive", True))
    )
