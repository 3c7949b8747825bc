"""All values of one facet under a search, a page of them at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from archive.catalogue import Answer
from archive.model import fold
from archive.search.fields import DATE, MISSING, SPEC, FieldSpec
from archive.search.results import Facet, FacetValue
from archive.search.state import Pair, SearchState
from web.addresses import Neighbours, search_url
from web.presenters.calendar import leaves
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
    """Which values to list: those that `find` means, in an order, a page counted from 1."""

    find: str = ""
    order: Order = Order.COUNT
    page: int = 1
    size: int = PER_PAGE

    @property
    def before(self) -> int:
        """How many values stand on the pages before."""
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of values, how many there are in all, and on which page each letter begins.

    `named` of them have stories and are neither the missing nor, among dates, other than a year.
    """

    values: tuple[FacetValue, ...]
    total: int
    named: int
    letters: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many pages they fill; at least one."""
        return max(1, -(-self.total // PER_PAGE))


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


def values_wanted(state: SearchState, name: str, asked: ValuesAsked) -> int | None:
    """How many values the page has to know; None for all, where these have to be put in order."""
    marked = state.filter_on(name)
    if SPEC[name].is_period or asked.order is Order.NAME:
        return None
    # Whether what is marked holds what is looked for, the values tell only together.
    return None if asked.find and (marked.chosen or marked.excluded) else asked.before + asked.size


def values_page(answer: Answer, name: str, asked: ValuesAsked) -> ValuesPage:
    """Lay out the values of one facet; `answer` holds as many as are wanted."""
    found = listed_values(answer, name, asked)
    spec = SPEC[name]
    return ValuesPage(
        name=name,
        label=spec.plural,
        total_words=_total_words(spec, found.named),
        query_text=answer.state.query_text,
        kept_by_query=kept_pairs(answer.state),
        find=asked.find,
        kept=_kept(answer.state, asked),
        orders=_orders(answer.state, name, asked),
        letters=_letters(answer.state, name, asked, found),
        rows=_rows(answer, name, found.values, asked),
        pager=_pager(answer.state, name, asked, found.pages),
        chips=chips(answer),
        back_url=search_url(answer.state),
        canonical_url=values_url(answer.state, name, asked),
        json_url=values_url(answer.state, name, asked, twin=".json"),
    )


def listed_values(answer: Answer, name: str, asked: ValuesAsked) -> Listed:
    """The page of values that is asked for: the marked ones first, the missing last, or A to Z."""
    facet = answer.page.facets.get(name, Facet(name))
    if SPEC[name].is_period:
        return _periods(answer, facet, asked)
    values = [value for value in facet.values if value.value != MISSING]
    missing = [value for value in facet.values if value.value == MISSING]
    if facet.missing and not missing and not asked.find:
        missing = [FacetValue(MISSING, facet.missing)]
    if asked.order is Order.NAME:
        return _from_a_to_z(answer, name, values, missing, asked)
    total = len(values)
    if values_wanted(answer.state, name, asked) and facet.distinct is not None:
        total = facet.distinct + sum(1 for value in values if not value.count)
    end = asked.before + asked.size
    shown = [*values[asked.before : end], *(missing if asked.before <= total < end else [])]
    named = total if facet.distinct is None else facet.distinct
    return Listed(tuple(shown), total + len(missing), named, {})


def _periods(answer: Answer, facet: Facet, asked: ValuesAsked) -> Listed:
    """Years in the order of time, each with its months; of dates, the undated too."""
    values = [*facet.values]
    if facet.name != DATE and facet.missing and all(value.value != MISSING for value in values):
        values.append(FacetValue(MISSING, facet.missing))
    found = _that_fit(answer, facet.name, values, fold(asked.find))
    shown = found[asked.before : asked.before + asked.size]
    return Listed(tuple(shown), len(found), len(leaves(found, 4)), {})


def _that_fit(
    answer: Answer, name: str, values: Iterable[FacetValue], wanted: str
) -> list[FacetValue]:
    """The values with a text in their labels, and those of which a part has it, with that part."""
    found = []
    for value in values:
        if wanted in fold(answer.label(name, value.value)):
            found.append(value)
        elif parts := _that_fit(answer, name, value.children, wanted):
            found.append(value._replace(children=tuple(parts)))
    return found


def _total_words(spec: FieldSpec, named: int) -> str:
    """How many values there are; of dates, how many years."""
    if not spec.is_period:
        return counted(named, spec.label.lower(), spec.plural.lower()).capitalize()
    spoken_of = "" if spec.name == DATE else " spoken of"
    return counted(named, f"year{spoken_of}", f"years{spoken_of}").capitalize()


def _from_a_to_z(
    answer: Answer,
    name: str,
    values: Sequence[FacetValue],
    missing: Sequence[FacetValue],
    asked: ValuesAsked,
) -> Listed:
    """Values by their folded labels; many are put in order, so each is folded once."""
    labelled = [(fold(answer.label(name, value.value)), value) for value in values]
    labelled.sort(key=lambda pair: (pair[0], pair[1].value))
    ordered = [*labelled, *(("", value) for value in missing)]
    letters: dict[str, int] = {}
    if len(ordered) > PER_PAGE:
        for place, (label, _) in enumerate(ordered):
            letters.setdefault(_letter(label), place // PER_PAGE + 1)
    shown = ordered[asked.before : asked.before + asked.size]
    named = sum(1 for value in values if value.count)
    return Listed(tuple(value for _, value in shown), len(ordered), named, letters)


def _rows(
    answer: Answer, name: str, values: tuple[FacetValue, ...], asked: ValuesAsked
) -> tuple[FacetRow, ...]:
    """A page of values; in the order of names, the first of each letter can be jumped to."""
    rows = facet_rows(answer, Facet(name), values, Neighbours(answer.state))
    if asked.order is not Order.NAME:
        return rows
    letters = [
        _letter("" if value.value == MISSING else fold(answer.label(name, value.value)))
        for value in values
    ]
    return tuple(
        replace(row, anchor=_anchor(letter)) if letter not in letters[:place] else row
        for place, (row, letter) in enumerate(zip(rows, letters, strict=True))
    )


def _letters(state: SearchState, name: str, asked: ValuesAsked, found: Listed) -> tuple[Link, ...]:
    """Where each letter begins; nothing when all values are on one page."""
    return tuple(
        Link(
            letter,
            values_url(state, name, ValuesAsked(asked.find, asked.order, page))
            + f"#{_anchor(letter)}",
        )
        for letter, page in found.letters.items()
    )


def _letter(folded: str) -> str:
    """The letter that a value is listed under; those without one are under a number sign.

    >>> _letter("ada"), _letter("24 hours"), _letter("")
    ('A', '#', '#')
    """
    first = folded[:1].upper()
    return first if first.isalpha() else "#"


def _anchor(letter: str) -> str:
    """The name of a place on the page.

    >>> _anchor("B"), _anchor("#")
    ('from-b', 'from-other')
    """
    return f"from-{letter.lower() if letter.isalpha() else 'other'}"


def values_url(state: SearchState, name: str, asked: ValuesAsked, *, twin: str = "") -> str:
    """The address of a page of values."""
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
    if SPEC[name].is_period:
        return ()
    labels = {Order.COUNT: "Most stories", Order.NAME: "A to Z"}
    return tuple(
        Choice(label, values_url(state, name, ValuesAsked(asked.find, order)), order is asked.order)
        for order, label in labels.items()
    )


def _pager(state: SearchState, name: str, asked: ValuesAsked, pages: int) -> Pager:
    def at(page: int) -> str:
        return values_url(state, name, ValuesAsked(asked.find, asked.order, page))

    words = f"Page {number(asked.page)} of {number(pages)}"
    back = (at(1), at(min(asked.page - 1, pages))) if asked.page > 1 else ("", "")
    on = (at(asked.page + 1), at(pages)) if asked.page < pages else ("", "")
    return Pager(words, *back, *on)
