"""From counts to facets: what is listed, in which order, and how dates nest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import MAXYEAR, date
from itertools import groupby, starmap
from operator import attrgetter

from archive.query.periods import UNDATED_VALUE
from archive.search.fields import DATE, MENTIONS, MISSING
from archive.search.request import FacetFilter
from archive.search.results import Facet, FacetValue

_LEAF = re.compile(r"(\d{4})(?:-(?:XX|(?:\d\d)(?:-(?:\d\d|XX))?))?\Z")
_COUNT = attrgetter("count")
_MONTH = len("2023-04")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d\d)?\Z")


def value_facet(
    name: str,
    ranked: Iterable[tuple[str, int]],
    count_of: Callable[[str], int],
    *,
    chosen: FacetFilter,
    missing: int,
    distinct: int | None,
    size: int | None,
) -> Facet:
    """List the chosen and excluded values, then the first `size` others that have a count.

    `ranked` gives values by falling count, equal counts by value; it is read only as far as
    needed. `missing` counts the matches without any value.
    """
    first = [
        FacetValue(value, missing if value == MISSING else count_of(value), is_chosen=True)
        for value in chosen.chosen
    ] + [
        FacetValue(value, missing if value == MISSING else count_of(value), is_excluded=True)
        for value in chosen.excluded
    ]
    listed = {value.value for value in first}
    others: list[FacetValue] = []
    for value, count in ranked:
        if (size is not None and len(others) >= size) or not count:
            break
        if value not in listed:
            others.append(FacetValue(value, count))
    return Facet(name, (*first, *others), distinct, missing)


def opened_months(chosen: FacetFilter) -> frozenset[str]:
    """The months whose days are to be counted: those in which a month or day is chosen.

    >>> sorted(opened_months(FacetFilter(("2023", "2023-04", "2022-02-24"))))
    ['2022-02', '2023-04']
    """
    return frozenset(
        value[:7]
        for value in chosen.chosen
        if _LEAF.match(value) and len(value) >= 7 and not value.endswith("-XX", 4, 7)
    )


def date_facet(
    leaves: Mapping[str, int],
    count_of: Callable[[str], int],
    *,
    chosen: FacetFilter,
    today: date | None = None,
) -> Facet:
    """Nest counted periods into years, months and days, in order of time, undated last.

    `leaves` counts each matching story once: by month (`2023-04`), by day in opened months
    (`2023-04-28`), as `2023-XX` or `2023-04-XX` where no more is known, or as undated.
    Chosen periods that are none of these, such as ranges, come first with their own count. Years
    that begin after `today` are the parts of one value, which precedes the undated.
    """
    marked = {*chosen.chosen, *chosen.excluded}
    counts = {**{v: 0 for v in sorted(marked) if _LEAF.match(v) or v == UNDATED_VALUE}, **leaves}
    undated = counts.pop(UNDATED_VALUE, None)
    years: dict[str, dict[str, int]] = {}
    for period in sorted(counts):
        years.setdefault(period[:4], {})[period] = counts[period]
    coming = f">={today.year + 1:04d}-01-01" if today and today.year < MAXYEAR else ""
    ranges = [
        _value(value, count_of(value), chosen)
        for value in (*chosen.chosen, *chosen.excluded)
        if value != UNDATED_VALUE and not _LEAF.match(value) and value != coming
    ]
    nested = [_year(year, within, chosen) for year, within in years.items()]
    begun = [value for value in nested if not coming or value.value < coming[2:6]]
    future = _future(coming, nested[len(begun) :], chosen)
    last = [] if undated is None else [_value(UNDATED_VALUE, undated, chosen)]
    later = count_of(f">{today}") if today else 0
    return Facet(DATE, (*ranges, *begun, *future, *last), len(nested), undated or 0, later)


def spoken_facet(
    counts: Mapping[str, int],
    count_of: Callable[[str], int],
    *,
    chosen: FacetFilter,
    missing: int,
) -> Facet:
    """List the years spoken of in order of time, each with its months.

    `counts` gives for every year (`2023`) and month (`2023-04`) how many matches speak of a date
    within it; one story counts in each of which it speaks. Marked values that are neither come
    first with their own count; `missing` counts the matches that speak of no date.
    """
    marked = (*chosen.chosen, *chosen.excluded)
    nested = {value for value in marked if _YEAR_OR_MONTH.match(value)}
    first = [
        _value(value, missing if value == MISSING else count_of(value), chosen)
        for value in marked
        if value not in nested
    ]
    months: dict[str, list[FacetValue]] = defaultdict(list)
    for period in sorted({*counts, *nested}):
        within = months[period[:4]]
        if len(period) > 4:
            within.append(_value(period, counts.get(period, 0), chosen))
    years = [
        _value(year, counts.get(year, 0), chosen, tuple(within)) for year, within in months.items()
    ]
    distinct = sum(1 for year in years if year.count)
    return Facet(MENTIONS, (*first, *years), distinct, missing)


def _future(coming: str, years: list[FacetValue], chosen: FacetFilter) -> list[FacetValue]:
    """One value for the years that have not begun; it is listed if it was chosen, too."""
    if not years and coming not in (*chosen.chosen, *chosen.excluded):
        return []
    whole = _value(coming, sum(year.count for year in years), chosen, tuple(years))
    return [whole._replace(is_future=True)]


def _year(year: str, counts: Mapping[str, int], chosen: FacetFilter) -> FacetValue:
    """A year with its months, in order, and the days of those that are opened."""
    if not any(value.startswith(year) for value in (*chosen.chosen, *chosen.excluded)):
        # As nearly always; hundreds are made a page.
        return FacetValue(
            year, sum(counts.values()), children=tuple(starmap(FacetValue, counts.items()))
        )
    days = [leaf for leaf in counts if len(leaf) > _MONTH]
    within = {
        month: tuple(_value(day, counts[day], chosen) for day in opened)
        for month, opened in groupby(days, lambda day: day[:_MONTH])
    }
    months = tuple(
        _value(
            month,
            counts.get(month, 0) + sum(map(_COUNT, within.get(month, ()))),
            chosen,
            within.get(month, ()),
        )
        for month in sorted({*within, *(leaf for leaf in counts if len(leaf) == _MONTH)})
    )
    return _value(year, sum(counts.values()), chosen, months)


def _value(
    value: str, count: int, chosen: FacetFilter, children: tuple[FacetValue, ...] = ()
) -> FacetValue:
    return FacetValue(value, count, value in chosen.chosen, value in chosen.excluded, children)


def passes(value_filter: FacetFilter, values: Iterable[str]) -> bool:
    """Whether a story with these values is left by what is chosen in their facet."""
    held = set(values) or {MISSING}
    chosen, excluded = set(value_filter.chosen), set(value_filter.excluded)
    if held & excluded:
        return False
    if not chosen:
        return True
    return chosen <= held if value_filter.match_all else bool(chosen & held)
