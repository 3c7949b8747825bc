"""The facets beside a result list: every value with its count and the searches it leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.catalogue import Answer
from archive.search.fields import DATE, FACETS, MENTIONS, MISSING, SPEC, FieldSpec
from archive.search.labels import FUTURE_LABEL, value_label
from archive.search.results import Facet, FacetValue
from archive.search.state import SearchState
from web.addresses import Neighbours, search_url
from web.presenters.calendar import leaves
from web.presenters.counts import number
from web.presenters.histogram import calendar_values
from web.presenters.origins import ORIGINS

SWITCHED = ("actor", "organisation", MENTIONS)
"""The facets of which a story may have several values, and all of them can be asked for."""
YEARS_SPOKEN_OF = 12
"""Of so many years, the most spoken of, and of those chosen the list has room."""
LEADING = ("actor", "organisation", DATE)
"""The facets that are always open."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A value: choosing it or, when it is marked, dropping it is behind `url`."""

    label: str
    count: str
    url: str
    exclude_url: str = ""
    is_chosen: bool = False
    is_excluded: bool = False
    children: tuple[FacetRow, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether one or all of the chosen values are asked for, and the search with the other."""

    is_all: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """One facet as it stands beside the results."""

    name: str
    label: str
    rows: tuple[FacetRow, ...]
    is_open: bool = True
    more_url: str = ""
    more_words: str = ""
    switch: Switch | None = None

    @property
    def origin(self) -> str:
        """How the facet is made and where it errs."""
        return ORIGINS.get(self.name, "")

    @property
    def mend_url(self) -> str:
        """Where names of this facet that may be one are put right; empty where it has no names."""
        return f"/names/suggestions?kind={self.name}" if SPEC[self.name].is_authority else ""


def facet_panels(answer: Answer) -> tuple[FacetPanel, ...]:
    """Every facet that has something to say about the matches, in the order of the fields."""
    links = Neighbours(answer.state)
    panels = (
        _panel(answer, spec, facet, links)
        for spec in FACETS
        if (facet := answer.page.facets.get(spec.name))
    )
    return tuple(panel for panel in panels if panel.rows)


def _panel(answer: Answer, spec: FieldSpec, facet: Facet, links: Neighbours) -> FacetPanel:
    if spec.name == DATE:
        return FacetPanel(DATE, spec.plural, _period_rows(answer.state, facet, links))
    is_marked = bool(answer.state.filter_on(spec.name).chosen or _excluded(answer, spec.name))
    if spec.is_period:
        facet = replace(facet, values=_most_spoken_of(facet))
        rows = _period_rows(answer.state, facet, links)
    else:
        rows = facet_rows(answer, facet, facet.values, links)
    listed = {value.value for value in facet.values}
    if MISSING not in listed and facet.missing and (facet.distinct != 0 or is_marked):
        rows = (*rows, _row(answer, facet.name, FacetValue(MISSING, facet.missing), links))
    return FacetPanel(
        name=spec.name,
        label=spec.plural,
        rows=rows,
        is_open=spec.name in LEADING or is_marked,
        more_url=search_url(answer.state.on_page(1), path=f"/facet/{spec.name}"),
        more_words=more_words(facet, "years spoken of" if spec.is_period else spec.plural.lower()),
        switch=_switch(answer.state, spec.name, links),
    )


def more_words(facet: Facet, things: str) -> str:
    """What leads to the values that are not listed; empty when all are."""
    listed = sum(1 for value in facet.values if value.count and value.value != MISSING)
    if facet.distinct is None:
        return f"All {things}"
    return f"All {number(facet.distinct)} {things}" if listed < facet.distinct else ""


def _excluded(answer: Answer, name: str) -> tuple[str, ...]:
    return answer.state.filter_on(name).excluded


def _switch(state: SearchState, name: str, links: Neighbours) -> Switch | None:
    chosen = state.filter_on(name)
    if name not in SWITCHED or len(chosen.chosen) < 2:
        return None
    url = links.matching(name, match_all=not chosen.match_all)
    return Switch(chosen.match_all, url)


def facet_rows(
    answer: Answer, facet: Facet, values: tuple[FacetValue, ...], links: Neighbours
) -> tuple[FacetRow, ...]:
    """Some values of a facet as rows, with all of their parts."""
    return tuple(_row(answer, facet.name, value, links) for value in values)


def _row(answer: Answer, name: str, value: FacetValue, links: Neighbours) -> FacetRow:
    label = FUTURE_LABEL if value.is_future else answer.label(name, value.value)
    children = tuple(_row(answer, name, child, links) for child in value.children)
    return _linked(label, name, value, links, children)


def _linked(
    label: str,
    name: str,
    value: FacetValue,
    links: Neighbours,
    children: tuple[FacetRow, ...] = (),
) -> FacetRow:
    count = number(value.count)
    if value.is_chosen or value.is_excluded:
        url = links.dropping(name, value.value)
        return FacetRow(label, count, url, "", value.is_chosen, value.is_excluded, children)
    return FacetRow(
        label,
        count,
        links.choosing(name, value.value),
        links.excluding(name, value.value),
        children=children,
    )


def _most_spoken_of(facet: Facet) -> tuple[FacetValue, ...]:
    """The years that most stories speak of, in order of time; what is marked stays."""
    by_count = sorted(facet.values, key=lambda value: -value.count)[:YEARS_SPOKEN_OF]
    return tuple(value for value in facet.values if value in by_count or _holds_marked(value))


def _holds_marked(value: FacetValue) -> bool:
    return value.is_chosen or value.is_excluded or any(map(_holds_marked, value.children))


def _period_rows(state: SearchState, facet: Facet, links: Neighbours) -> tuple[FacetRow, ...]:
    """Years, of which those that are opened list their months, and those their days."""
    opened = _opened(state, facet)
    return tuple(_period_row(facet.name, value, links, opened) for value in facet.values)


def _opened(state: SearchState, facet: Facet) -> frozenset[str]:
    """The years and months whose parts are listed: those chosen in, and an only year."""
    marked = calendar_values(state, facet.name)
    opened = {part for value in marked for part in (value[:4], value[:7])}
    known = leaves(facet.values, 4)
    return frozenset(opened | (set(known) if len(known) == 1 else set()))


def _period_row(
    name: str, value: FacetValue, links: Neighbours, opened: frozenset[str]
) -> FacetRow:
    children: tuple[FacetRow, ...] = ()
    if value.value in opened or value.is_future:
        children = tuple(_period_row(name, child, links, opened) for child in value.children)
    label = FUTURE_LABEL if value.is_future else value_label(name, value.value)
    return _linked(label, name, value, links, children)
