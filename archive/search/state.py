"""The state of a search page as an address, and back; the form in which searches are kept.

    q=peace&actor=xi-jinping&date=2023&not.actor=vladimir-putin&all=actor&sort=newest&page=2

A facet's name chooses a value, `not.` before it excludes one, `all=` names the facets in which
every chosen value must be there. Values are in the order they were chosen; parameters in a
fixed order; what has its default value is left out. `chart=share` draws shares of the archive
instead of numbers of stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Self
from urllib.parse import parse_qsl, urlencode

from archive.query.parser import ParsedQuery, parse
from archive.query.periods import UNDATED_VALUE, parse_period
from archive.search.fields import DATE, FACET_NAMES, MISSING, PERIOD_FACETS
from archive.search.request import (
    DEFAULT_FACET_SIZE,
    DEFAULT_PER_PAGE,
    MAX_PER_PAGE,
    FacetFilter,
    SearchRequest,
    Sort,
)

MAX_PAGE = 1_000_000
MAX_VALUES = 200
"""Most facet values that one address may hold; what comes after them is not understood."""
SHARE = "share"
Pair = tuple[str, str]


@dataclass(frozen=True)
class SearchState:
    """A search as typed and clicked; `not_understood` keeps the parameters that mean nothing."""

    query_text: str = ""
    filters: tuple[tuple[str, FacetFilter], ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    as_share: bool = False
    not_understood: tuple[Pair, ...] = field(default=(), compare=False)

    @classmethod
    def from_pairs(cls, pairs: Iterable[Pair]) -> Self:
        """Read parameters in any order; never raises.

        >>> SearchState.from_pairs([("q", "peace"), ("date", "2023-4")]).address
        'q=peace&date=2023-04'
        """
        reading = _Reading()
        for name, value in pairs:
            reading.take(name, value.strip())
        return cls(
            query_text=reading.query_text,
            filters=reading.filters(),
            sort=reading.sort,
            page=reading.page,
            per_page=reading.per_page,
            as_share=reading.as_share,
            not_understood=tuple(reading.not_understood),
        )

    @classmethod
    def from_address(cls, address: str) -> Self:
        """Read the part of an address behind the question mark."""
        return cls.from_pairs(parse_qsl(address, keep_blank_values=True, errors="replace"))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The state as parameters in canonical order."""
        named = [
            *[("q", self.query_text) for _ in [0] if self.query_text],
            *[(name, value) for name, chosen in self.filters for value in chosen.chosen],
            *[(f"not.{name}", value) for name, chosen in self.filters for value in chosen.excluded],
            *[("all", name) for name, chosen in self.filters if chosen.match_all],
            *[("sort", self.sort.value) for _ in [0] if self.sort is not Sort.RELEVANCE],
            *[("page", str(self.page)) for _ in [0] if self.page != 1],
            *[("per", str(self.per_page)) for _ in [0] if self.per_page != DEFAULT_PER_PAGE],
            *[("chart", SHARE) for _ in [0] if self.as_share],
        ]
        return tuple(named)

    @property
    def address(self) -> str:
        """The state as the part of an address behind the question mark."""
        return urlencode(self.pairs, errors="replace")

    @cached_property
    def parsed(self) -> ParsedQuery:
        """The query as it is understood."""
        return parse(self.query_text)

    def request(
        self,
        *,
        facet_size: int | None = DEFAULT_FACET_SIZE,
        facets: tuple[str, ...] = FACET_NAMES,
        today: date | None = None,
        facet_prefix: str = "",
    ) -> SearchRequest:
        """The state as an engine takes it."""
        return SearchRequest(
            self.parsed.tree,
            self.filters,
            self.sort,
            self.page,
            self.per_page,
            facet_size,
            facets,
            today,
            facet_prefix=facet_prefix,
        )

    def filter_on(self, name: str) -> FacetFilter:
        """What is chosen in one facet; nothing when it is not filtered."""
        return dict(self.filters).get(name, FacetFilter())

    def with_filter(self, name: str, chosen: FacetFilter) -> Self:
        """Replace what is chosen in one facet and go back to the first page."""
        kept = {**dict(self.filters), name: chosen}
        return replace(self, filters=_in_order(kept), page=1)

    def choosing(self, name: str, value: str) -> Self:
        """Choose one more value; one that was excluded no longer is."""
        return self.with_filter(name, self.filter_on(name).choosing(value))

    def excluding(self, name: str, value: str) -> Self:
        """Exclude one more value; one that was chosen no longer is."""
        return self.with_filter(name, self.filter_on(name).excluding(value))

    def dropping(self, name: str, value: str) -> Self:
        """Neither choose nor exclude the value."""
        return self.with_filter(name, self.filter_on(name).dropping(value))

    def asking(self, query_text: str) -> Self:
        """Ask another query under the same filters, from the first page."""
        return replace(self, query_text=query_text, page=1)

    def sorted_by(self, sort: Sort) -> Self:
        """Put the hits in another order, from the first page."""
        return replace(self, sort=sort, page=1)

    def shown_as(self, *, share: bool) -> Self:
        """Draw shares of the archive, or numbers of stories."""
        return replace(self, as_share=share)

    def on_page(self, page: int) -> Self:
        """Turn to a page, counted from 1."""
        return replace(self, page=page)

    def without_filters(self) -> Self:
        """Keep only the query."""
        return replace(self, filters=(), page=1)


class _Reading:
    """Collects parameters into the parts of a state."""

    def __init__(self) -> None:
        self.query_text = ""
        self.sort = Sort.RELEVANCE
        self.page = 1
        self.per_page = DEFAULT_PER_PAGE
        self.as_share = False
        self.not_understood: list[Pair] = []
        self._chosen: dict[str, list[str]] = {}
        self._excluded: dict[str, list[str]] = {}
        self._all: set[str] = set()
        self._values = 0

    def take(self, name: str, value: str) -> None:
        """Take in one parameter; an empty one is as good as none."""
        if not value:
            return
        facet = name.removeprefix("not.")
        if facet in FACET_NAMES:
            self._take_value(facet, value, excluded=facet != name)
        elif name == "q":
            self.query_text = value
        elif name == "all" and value in FACET_NAMES:
            self._all.add(value)
        elif name == "sort" and value in set(Sort):
            self.sort = Sort(value)
        elif name == "page" and (number := _number(value, MAX_PAGE)):
            self.page = number
        elif name == "per" and (number := _number(value, MAX_PER_PAGE)):
            self.per_page = number
        elif name == "chart" and value == SHARE:
            self.as_share = True
        else:
            self.not_understood.append((name, value))

    def filters(self) -> tuple[tuple[str, FacetFilter], ...]:
        """What is chosen in each facet."""
        return _in_order(
            {
                name: FacetFilter(
                    tuple(self._chosen.get(name, ())),
                    tuple(self._excluded.get(name, ())),
                    name in self._all,
                )
                for name in FACET_NAMES
            }
        )

    def _take_value(self, facet: str, typed: str, *, excluded: bool) -> None:
        value = _canonical_period(facet, typed) if facet in PERIOD_FACETS else typed
        self._values += 1
        if not value or self._values > MAX_VALUES:
            self.not_understood.append((f"not.{facet}" if excluded else facet, typed))
            return
        values = (self._excluded if excluded else self._chosen).setdefault(facet, [])
        if value not in values:
            values.append(value)


def _canonical_period(facet: str, value: str) -> str:
    """A period as it is counted, or nothing when it is none."""
    period = parse_period(UNDATED_VALUE if value == MISSING else value)
    if period and period.is_undated:
        return UNDATED_VALUE if facet == DATE else MISSING
    return period.text if period else ""


def _in_order(filters: dict[str, FacetFilter]) -> tuple[tuple[str, FacetFilter], ...]:
    """Facets in their fixed order, without those in which nothing is chosen."""
    return tuple(
        (name, filters[name])
        for name in FACET_NAMES
        if name in filters and (filters[name].chosen or filters[name].excluded)
    )


def _number(text: str, largest: int) -> int:
    """A whole number from 1 to the largest, or 0."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number if number <= largest else 0
