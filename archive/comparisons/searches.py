"""Two searches held against each other: what only one finds, and what both find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, TypedDict

from archive.catalogue import Catalogue
from archive.json_shapes import says
from archive.search.fields import DATE, FACET_NAMES, MISSING, PERIOD_FACETS, SPEC
from archive.search.labels import value_label
from archive.search.request import SearchRequest
from archive.search.results import Facet, FacetValue, ResultPage
from archive.search.state import SearchState
from archive.table_rows import row

Sizes = tuple[int, int, int]
"""How many stories only A, both, and only B find."""


class Side(TypedDict):
    """One of two searches."""

    search: Annotated[str, says("What it asks, as the part of an address behind the ?.")]
    total: Annotated[int, says("How many stories it finds.")]


class InBoth(TypedDict):
    """A value of a facet in two searches."""

    value: Annotated[str, says("What stands in addresses; of dates, the years.")]
    label: Annotated[str, says("What a reader sees.")]
    only_a: Annotated[int, says("How many of its stories only the first finds.")]
    both: Annotated[int, says("How many of its stories both find.")]
    only_b: Annotated[int, says("How many of its stories only the second finds.")]
    ratio: Annotated[float, says("Which part of what either finds both find, from 0 to 1.")]


class ComparedSearches(TypedDict):
    """What two searches find in common, and each alone."""

    a: Side
    b: Side
    only_a: Annotated[int, says("How many stories only the first finds.")]
    both: Annotated[int, says("How many stories both find.")]
    only_b: Annotated[int, says("How many stories only the second finds.")]
    facets: Annotated[dict[str, list[InBoth]], says("By facet, every value that either has.")]


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """A facet value with the stories that only A, both, and only B find; dates are years."""

    facet: str
    value: str
    label: str
    only_a: int
    both: int
    only_b: int

    @property
    def ratio(self) -> float:
        """How much of what either finds both find."""
        return round(self.both / (self.only_a + self.both + self.only_b), 4)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sizes of the three sets and how each falls into facet values, most stories first."""

    a: SearchState
    b: SearchState
    only_a: int
    both: int
    only_b: int
    values: Mapping[str, tuple[ComparedValue, ...]]


def compare(
    catalogue: Catalogue,
    a: SearchState,
    b: SearchState,
    today: date | None = None,
    *,
    most: int | None = None,
) -> Comparison:
    """Count what two searches find, in one view of the index; sort and page do not matter.

    `most` is how many values of a facet are wanted, None for all; of dates there are all years.
    """
    a, b = (catalogue.put_right(replace(state, page=1)) for state in (a, b))
    one, other = a.request(facet_size=0), b.request(facet_size=0)
    searcher = catalogue.engine.searcher()
    counting = SearchRequest(per_page=0, facet_size=None, today=today)
    pages = [
        searcher.search(replace(counting, also=also, without=without))
        for also, without in (((one,), (other,)), ((one, other), ()), ((other,), (one,)))
    ]
    only_a, both, only_b = (page.total for page in pages)
    counted = {name: _counted(name, pages, most) for name in FACET_NAMES}
    with catalogue.store.read() as transaction:
        headings = transaction.authorities.headings(
            (name, value)
            for name in FACET_NAMES
            if SPEC[name].is_authority
            for value in counted[name]
        )
    values = {
        name: tuple(
            ComparedValue(
                name, value, value_label(name, value, headings.get((name, value), "")), *n
            )
            for value, n in counted[name].items()
        )
        for name in FACET_NAMES
    }
    return Comparison(a, b, only_a, both, only_b, values)


def comparison_as_json(found: Comparison) -> ComparedSearches:
    """A comparison as plain data; `a` and `b` are addresses."""
    return {
        "a": {"search": found.a.address, "total": found.only_a + found.both},
        "b": {"search": found.b.address, "total": found.only_b + found.both},
        "only_a": found.only_a,
        "both": found.both,
        "only_b": found.only_b,
        "facets": {
            name: [
                {
                    "value": v.value,
                    "label": v.label,
                    "only_a": v.only_a,
                    "both": v.both,
                    "only_b": v.only_b,
                    "ratio": v.ratio,
                }
                for v in values
            ]
            for name, values in found.values.items()
        },
    }


def comparison_as_csv(found: Comparison) -> bytes:
    """Every compared value as a line of a table, all stories first."""
    everything = ComparedValue("all", "", "All stories", found.only_a, found.both, found.only_b)
    values = [v for held in found.values.values() for v in held]
    rows = [row(("facet", "value", "label", "only_a", "both", "only_b", "ratio"))]
    for v in [everything] * bool(found.only_a + found.both + found.only_b) + values:
        rows.append(row((v.facet, v.value, v.label, v.only_a, v.both, v.only_b, v.ratio)))
    return b"".join(rows)


def _counted(name: str, pages: list[ResultPage], most: int | None) -> dict[str, Sizes]:
    """The sizes of the three sets for each value, most stories first, dates in order of time."""
    only_a, both, only_b = (dict(_counts(page.facets.get(name, Facet(name)))) for page in pages)
    found = {
        value: (only_a.get(value, 0), both.get(value, 0), only_b.get(value, 0))
        for value in only_a | both | only_b
    }
    if name in PERIOD_FACETS:
        return {value: found[value] for value in sorted(found, key=lambda v: (v == MISSING, v))}
    return {
        value: found[value] for value in sorted(found, key=lambda v: (-sum(found[v]), v))[:most]
    }


def _counts(facet: Facet) -> Iterator[tuple[str, int]]:
    values = facet.values
    if facet.name != DATE and facet.missing and MISSING not in {v.value for v in values}:
        values = (*values, FacetValue(MISSING, facet.missing))
    yield from ((value.value, value.count) for value in values if value.count)
