"""All values of one facet under a search, a page of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from archive.catalogue import Answer
from archive.model import fold
from archive.search.fields import DATE, MISSING, SPEC
from archive.search.results import Facet, FacetValue
from archive.search.state import Pair, SearchState
from web.addresses import Neighbours, search_url
from web.presenters.counts import counted, number
from web.presenters.facets import FacetRow, facet_rows
from web.presenters.links import Choice, Link
from web.presenters.results import Pager
from web.presenters.search import Chip, chips, kept_pairs

PER_PAGE = 50


class Order(StrEnum):
    """How values are listed."""

    COUNT = "count"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ValuesAsked:
    """Which values to list: those that hold `find`, in an order, a page counted from 1."""

    find: str = ""
    order: Order = Order.COUNT
    page: int = 1


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """All that the page of a facet's values prints."""

    name: str
    label: str
    total_words: str
    query_text: str
    kept_by_query: tuple[Pair, ...]
    find: str
    kept: tuple[Pair, ...]
    orders: tuple[Choice, ...]
    letters: tuple[Link, ...]
    rows: tuple[FacetRow, ...]
    pager: Pager
    chips: tuple[Chip, ...]
    back_url: str
    canonical_url: str
    json_url: str


def values_page(answer: Answer, name: str, asked: ValuesAsked) -> ValuesPage:
    """Lay out the values of one facet; `answer` holds all of them."""
    facet = answer.page.facets.get(name, Facet(name))
    found = listed_values(answer, facet, asked)
    named = sum(1 for value in found if value.value != MISSING)
    pages = max(1, -(-len(found) // PER_PAGE))
    start = (asked.page - 1) * PER_PAGE
    spec = SPEC[name]
    return ValuesPage(
        name=name,
        label=spec.plural,
        total_words=counted(named, spec.label.lower(), spec.plural.lower()).capitalize(),
        query_text=answer.state.query_text,
        kept_by_query=kept_pairs(answer.state),
        find=asked.find,
        kept=_kept(answer.state, asked),
        orders=_orders(answer.state, name, asked),
        letters=_letters(answer, name, asked, found),
        rows=_rows(answer, facet, found[start : start + PER_PAGE], asked),
        pager=_pager(answer.state, name, asked, pages),
        chips=chips(answer),
        back_url=search_url(answer.state),
        canonical_url=_url(answer.state, name, asked),
        json_url=_url(answer.state, name, asked, twin=".json"),
    )


def listed_values(answer: Answer, facet: Facet, asked: ValuesAsked) -> list[FacetValue]:
    """The values to list, all pages of them, in the order asked for; the missing come last."""
    values: Sequence[FacetValue] = facet.values
    is_period = SPEC[facet.name].is_period
    if is_period:
        values = [part for value in values for part in (value, *value.children)]
    if facet.name != DATE and facet.missing and all(value.value != MISSING for value in values):
        values = [*values, FacetValue(MISSING, facet.missing)]
    labels = {value.value: fold(answer.label(facet.name, value.value)) for value in values}
    wanted = fold(asked.find)
    found = [value for value in values if wanted in labels[value.value]]
    if asked.order is Order.NAME:
        found.sort(key=lambda v: (v.value == MISSING, labels[v.value], v.value))
    elif not is_period:
        found.sort(key=lambda v: (v.value == MISSING, -v.count, labels[v.value], v.value))
    return found


def _rows(
    answer: Answer, facet: Facet, values: Sequence[FacetValue], asked: ValuesAsked
) -> tuple[FacetRow, ...]:
    """A page of values; in the order of names, the first of each letter can be jumped to."""
    rows = facet_rows(answer, facet, tuple(values), Neighbours(answer.state))
    if asked.order is not Order.NAME:
        return rows
    letters = [_letter(answer, facet.name, value) for value in values]
    return tuple(
        replace(row, anchor=_anchor(letter)) if letter not in letters[:place] else row
        for place, (row, letter) in enumerate(zip(rows, letters, strict=True))
    )


def _letters(
    answer: Answer, name: str, asked: ValuesAsked, found: Sequence[FacetValue]
) -> tuple[Link, ...]:
    """Where each letter begins; nothing when all values are on one page."""
    if asked.order is not Order.NAME or len(found) <= PER_PAGE:
        return ()
    pages: dict[str, int] = {}
    for place, value in enumerate(found):
        pages.setdefault(_letter(answer, name, value), place // PER_PAGE + 1)
    return tuple(
        Link(
            letter,
            _url(answer.state, name, ValuesAsked(asked.find, asked.order, page))
            + f"#{_anchor(letter)}",
        )
        for letter, page in pages.items()
    )


def _letter(answer: Answer, name: str, value: FacetValue) -> str:
    """The letter that a value is listed under; those without one are under a number sign."""
    first = fold(answer.label(name, value.value))[:1].upper()
    return first if first.isalpha() and value.value != MISSING else "#"


def _anchor(letter: str) -> str:
    """The name of a place on the page.

    >>> _anchor("B"), _anchor("#")
    ('from-b', 'from-other')
    """
    return f"from-{letter.lower() if letter.isalpha() else 'other'}"


def _url(state: SearchState, name: str, asked: ValuesAsked, *, twin: str = "") -> str:
    pairs = [
        *state.on_page(1).pairs,
        *[("find", asked.find) for _ in [0] if asked.find],
        *[("order", asked.order.value) for _ in [0] if asked.order is not Order.COUNT],
        *[("page", str(asked.page)) for _ in [0] if asked.page != 1],
    ]
    address = urlencode(pairs, errors="replace")
    return f"/facet/{name}{twin}{'?' + address if address else ''}"


def _kept(state: SearchState, asked: ValuesAsked) -> tuple[Pair, ...]:
    """What stays when another name is looked for."""
    order = [("order", asked.order.value)] if asked.order is not Order.COUNT else []
    return (*state.on_page(1).pairs, *order)


def _orders(state: SearchState, name: str, asked: ValuesAsked) -> tuple[Choice, ...]:
    labels = {
        Order.COUNT: "By date" if SPEC[name].is_period else "Most stories",
        Order.NAME: "A to Z",
    }
    return tuple(
        Choice(label, _url(state, name, ValuesAsked(asked.find, order)), order is asked.order)
        for order, label in labels.items()
    )


def _pager(state: SearchState, name: str, asked: ValuesAsked, pages: int) -> Pager:
    def at(page: int) -> str:
        return _url(state, name, ValuesAsked(asked.find, asked.order, page))

    words = f"Page {number(asked.page)} of {number(pages)}"
    back = (at(1), at(min(asked.page - 1, pages))) if asked.page > 1 else ("", "")
    on = (at(asked.page + 1), at(pages)) if asked.page < pages else ("", "")
    return Pager(words, *back, *on)
