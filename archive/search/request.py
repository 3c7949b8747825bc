"""What is asked of an engine: a query, chosen facet values, an order and a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Self

from archive.query.nodes import MatchAll, Query
from archive.search.fields import FACET_NAMES

DEFAULT_PER_PAGE = 10
MAX_PER_PAGE = 100
DEFAULT_FACET_SIZE = 10


class Sort(StrEnum):
    """The order of hits. Equal scores go newest first, equal days by story id, undated last."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """What is chosen in one facet.

    A story passes when it has one of `chosen` (all of them with `match_all`) and none of
    `excluded`. Values are authority ids, plain texts, or period texts in the facets of dates;
    `MISSING` stands for having no value at all.
    """

    chosen: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    match_all: bool = False

    def choosing(self, value: str) -> Self:
        """Choose one more value; one that was excluded no longer is."""
        return replace(self.dropping(value), chosen=_with(self.chosen, value))

    def excluding(self, value: str) -> Self:
        """Exclude one more value; one that was chosen no longer is."""
        return replace(self.dropping(value), excluded=_with(self.excluded, value))

    def dropping(self, value: str) -> Self:
        """Neither choose nor exclude a value."""
        chosen = tuple(v for v in self.chosen if v != value)
        return replace(self, chosen=chosen, excluded=tuple(v for v in self.excluded if v != value))


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if value in values else (*values, value)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a story stands among the hits: what these are ordered by."""

    story_id: str
    day: date | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One ask. `filters` are kept by facet name; `page` counts from 1;
    with 0 `per_page` the matches are only counted.

    With `after` pages are counted from behind a position, so that none is given twice and none
    left out while stories come and go. Scores move when they do: by relevance that is where the
    story stands now, if it is still found; otherwise it is where the story stood.

    `facets` are the names of those to count. `facet_size` is the number of values given per
    facet, chosen ones apart; 0 leaves the facets out, None gives all. Engines know no clock:
    dates are in the future by the `today` of the request, and never without it.

    Only stories are asked for that each request of `also` finds, and none of `without`,
    whatever their pages; every facet is counted so.

    With `facet_prefix`, of the facets that are no periods only those values are listed that have
    a name of which words begin as each of the typed words does, in any order; chosen ones stay.
    """

    query: Query = field(default_factory=MatchAll)
    filters: tuple[tuple[str, FacetFilter], ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    facet_size: int | None = DEFAULT_FACET_SIZE
    facets: tuple[str, ...] = FACET_NAMES
    today: date | None = None
    also: tuple[SearchRequest, ...] = ()
    without: tuple[SearchRequest, ...] = ()
    after: Position | None = None
    facet_prefix: str = ""

    def filter_on(self, name: str) -> FacetFilter:
        """What is chosen in one facet; nothing when it is not filtered."""
        return dict(self.filters).get(name, _NO_FILTER)

    @property
    def first_hit(self) -> int:
        """How many hits come before the page, those up to `after` apart."""
        return (self.page - 1) * self.per_page


_NO_FILTER = FacetFilter()
