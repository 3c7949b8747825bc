"""What an engine answers: one page of hits and the counted facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.model import UNDATED, PartialDate
from archive.search.request import Position


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A piece of text, and whether the query matched it."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a story that shows why it matched; an ellipsis marks what was cut."""

    parts: tuple[SnippetPart, ...] = ()

    @property
    def text(self) -> str:
        """The passage as plain text."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Hit:
    """One matching story as the result list shows it."""

    story_id: str
    headline: Snippet
    snippet: Snippet
    published: PartialDate = UNDATED
    source: str = ""
    score: float = 0.0

    @property
    def position(self) -> Position:
        """Where it stands among the hits."""
        return Position(self.story_id, self.published.first_day, self.score)


class FacetValue(NamedTuple):
    """A value with the number of matches it would leave; a year has its months in `children`.

    `is_future` marks the years that have not begun, as one value. A page has hundreds of values,
    and a named tuple is made three times as quickly as a frozen dataclass.
    """

    value: str
    count: int  # type: ignore[assignment]  # no tuple's method is missed
    is_chosen: bool = False
    is_excluded: bool = False
    children: tuple[FacetValue, ...] = ()
    is_future: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The counted values of one field: chosen ones first, then by count and value.

    Dates are in order of time, *undated* last; a story counts in every year that it speaks of.
    `distinct` is the number of values that have a count at all, None where only the first
    few were asked for and counted; `missing` counts the matches without any value, `later` those
    dated later than the `today` of the request.
    """

    name: str
    values: tuple[FacetValue, ...] = ()
    distinct: int | None = 0
    missing: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of matches with exact counts; past the last page `hits` is empty.

    `has_next` says whether any match comes behind the hits.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Facet] = field(default_factory=dict)
    is_exact: bool = True
    has_next: bool = False


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word as written, folded, and the number of stories it stands in."""

    word: str
    count: int
