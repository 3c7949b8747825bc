"""Two searches side by side: three sets, and how each falls into facet values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from archive.comparisons.addresses import both_of, only_first
from archive.comparisons.searches import ComparedValue, Comparison
from archive.saved.queries import Headings, rules
from archive.search.fields import FACETS
from archive.search.state import Pair, SearchState
from web.addresses import search_url
from web.presenters.counts import number, stories

MOST_ROWS = 10
"""Values of a facet that the page lists; years are all there."""
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A length of a bar, in hundredths of its room: which set it is, and where it begins."""

    name: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A value with its three counts, drawn to the scale of the facet."""

    label: str
    only_a: str
    both: str
    only_b: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two searches: its letter, what it asks, where it is, what its form keeps."""

    letter: str
    rules: tuple[str, ...]
    total: str
    url: str
    query_text: str
    kept: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """One of the three sets; no address when no search finds just that."""

    label: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the page prints."""

    sides: tuple[Side, ...]
    sets: tuple[Set, ...]
    parts: tuple[Part, ...]
    tables: tuple[tuple[str, tuple[Row, ...]], ...]
    swap_url: str
    json_url: str
    csv_url: str
    canonical_url: str


def sides(address: str) -> tuple[SearchState, SearchState]:
    """The two searches of an address.

    >>> [side.address for side in sides("a.q=peace&b.q=war&b.not.actor=xi-jinping")]
    ['q=peace', 'q=war&not.actor=xi-jinping']
    """
    pairs = parse_qsl(address, keep_blank_values=True, errors="replace")
    a, b = (
        SearchState.from_pairs([(name[2:], v) for name, v in pairs if name.startswith(letter)])
        for letter in ("a.", "b.")
    )
    return a, b


def compare_url(a: SearchState, b: SearchState, *, path: str = "/compare") -> str:
    """The address of a comparison; order and page of the searches are no part of it."""
    pairs = [(f"{letter}.{n}", v) for letter, s in (("a", a), ("b", b)) for n, v in _asked(s)]
    address = urlencode(pairs, errors="replace")
    return f"{path}?{address}" if address else path


def comparison_page(found: Comparison, headings: Headings) -> ComparisonPage:
    """Lay out a comparison."""
    a, b = found.a, found.b
    only_a, both, only_b = only_first(a, b), both_of(a, b), only_first(b, a)
    everything = ComparedValue("", "", "", found.only_a, found.both, found.only_b)
    return ComparisonPage(
        sides=(
            _side("A", a, found.only_a + found.both, headings),
            _side("B", b, found.only_b + found.both, headings),
        ),
        sets=(
            Set("Only A", stories(found.only_a), search_url(only_a) if only_a else ""),
            Set("Both", stories(found.both), search_url(both) if both else ""),
            Set("Only B", stories(found.only_b), search_url(only_b) if only_b else ""),
        ),
        parts=_row(everything, _size(everything)).parts if _size(everything) else (),
        tables=tuple(
            (spec.plural, _rows(found.values[spec.name], is_date=spec.is_period))
            for spec in FACETS
            if found.values[spec.name]
        ),
        swap_url=compare_url(b, a),
        json_url=compare_url(a, b, path="/compare.json"),
        csv_url=compare_url(a, b, path="/compare.csv"),
        canonical_url=compare_url(a, b),
    )


def _asked(state: SearchState) -> Iterable[Pair]:
    return (pair for pair in state.pairs if pair[0] not in ("sort", "page", "per", "chart"))


def _side(letter: str, state: SearchState, total: int, headings: Headings) -> Side:
    prefix = f"{letter.lower()}."
    return Side(
        letter=letter,
        rules=rules(state, headings),
        total=stories(total),
        url=search_url(state),
        query_text=state.query_text,
        kept=tuple((prefix + n, v) for n, v in _asked(state) if n != "q"),
    )


def _rows(values: tuple[ComparedValue, ...], *, is_date: bool) -> tuple[Row, ...]:
    shown = values if is_date else values[:MOST_ROWS]
    largest = max(map(_size, shown))
    return tuple(_row(value, largest) for value in shown)


def _row(value: ComparedValue, largest: int) -> Row:
    counts = {"a": value.only_a, "both": value.both, "b": value.only_b}
    parts, x = [], 0.0
    for name, count in counts.items():
        width = round(count * WIDTH / largest, 2)
        parts.append(Part(name, round(x, 2), width))
        x += width
    return Row(
        value.label,
        number(value.only_a),
        number(value.both),
        number(value.only_b),
        tuple(part for part in parts if part.width),
    )


def _size(value: ComparedValue) -> int:
    return value.only_a + value.both + value.only_b
