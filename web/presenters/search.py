"""The results page as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.catalogue import Answer
from archive.query.lint import QueryWarning
from archive.search.fields import MISSING, SPEC
from archive.search.request import DEFAULT_PER_PAGE, MAX_PER_PAGE, Sort
from archive.search.results import Facet
from archive.search.state import Pair, SearchState
from web.addresses import Neighbours, name_url, search_url
from web.presenters.compare import compare_url
from web.presenters.counts import number, sentence, stories
from web.presenters.exports import ExportLink, export_links
from web.presenters.facets import FacetPanel, facet_panels
from web.presenters.histogram import Histogram, histogram
from web.presenters.links import Choice, Link
from web.presenters.results import Pager, ResultLine, pager, result_line

PER_PAGE_CHOICES = (DEFAULT_PER_PAGE, 25, 50, MAX_PER_PAGE)
_SORT_LABELS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, the search without it, and how many stories have its value.

    These are counted under all filters on other facets, and empty where they were not.
    """

    facet: str
    label: str
    url: str
    count: str = ""
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A fault of the query: the query around it, and the search with it mended, if it can be."""

    message: str
    before: str
    fault: str
    after: str
    repair: str = ""
    repair_url: str = ""


@dataclass(frozen=True, slots=True)
class Clearing:
    """Searches that ask for less: without the query, without the filters; empty if no change."""

    query_url: str = ""
    filters_url: str = ""
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """All that the results page prints; `kept` are the parameters that a new query keeps."""

    title: str
    query_text: str
    kept: tuple[Pair, ...]
    address: str
    canonical_url: str
    json_url: str
    compare_url: str
    batch_url: str
    exports: tuple[ExportLink, ...]
    total: int
    total_words: str
    shown: str
    understood: str
    canonical: str
    warnings: tuple[WarningLine, ...]
    not_understood: tuple[str, ...]
    chips: tuple[Chip, ...]
    about: tuple[Link, ...]
    clearing: Clearing
    sorts: tuple[Choice, ...]
    per_page: tuple[Choice, ...]
    stories: tuple[ResultLine, ...]
    panels: tuple[FacetPanel, ...]
    pager: Pager
    histogram: Histogram | None


def search_page(answer: Answer, archive: Facet) -> SearchPage:
    """Lay out an answer; `archive` counts the dates of all stories."""
    state, query, page = answer.state, answer.query, answer.page
    address, active = state.address, chips(answer)
    return SearchPage(
        title=_title(state.query_text, active),
        query_text=state.query_text,
        kept=kept_pairs(state),
        address=address,
        canonical_url=search_url(state),
        json_url=search_url(state, path="/search.json"),
        compare_url=compare_url(state, SearchState()),
        batch_url=search_url(state.asking(""), path="/batch"),
        exports=export_links(lambda suffix: search_url(state.on_page(1), path=f"/search.{suffix}")),
        total=page.total,
        total_words=_total_words(answer),
        shown=_shown(answer),
        understood=query.understood,
        canonical=query.canonical,
        warnings=tuple(_warning(state, warning) for warning in query.warnings),
        not_understood=tuple(f"{name}={value}" for name, value in state.not_understood),
        chips=active,
        about=_about(answer),
        clearing=_clearing(state),
        sorts=tuple(
            Choice(label, search_url(state.sorted_by(sort)), sort is state.sort)
            for sort, label in _SORT_LABELS.items()
        ),
        per_page=_per_page(state),
        stories=tuple(result_line(hit, address) for hit in page.hits),
        panels=facet_panels(answer),
        pager=pager(answer),
        histogram=histogram(answer, archive),
    )


def kept_pairs(state: SearchState) -> tuple[Pair, ...]:
    """The parameters which stay when another query is asked under the same filters."""
    return tuple(pair for pair in state.pairs if pair[0] not in ("q", "page"))


def _title(query_text: str, active: Iterable[Chip]) -> str:
    """What the search asks for, in a few words, for the window's title."""
    filters = [f"not {chip.label}" if chip.is_excluded else chip.label for chip in active]
    words = " · ".join(filter(None, [query_text, *filters]))
    return words if len(words) <= 80 else f"{words[:79]}…"


def _total_words(answer: Answer) -> str:
    words = stories(answer.page.total).capitalize()
    return words if answer.page.is_exact else f"About {words}"


def _shown(answer: Answer) -> str:
    """Which of the matches are on the page: `11-20 of 1,204`."""
    if not answer.page.hits:
        return ""
    before = (answer.state.page - 1) * answer.state.per_page
    last = before + len(answer.page.hits)
    return f"{number(before + 1)}–{number(last)} of {number(answer.page.total)}"


def chips(answer: Answer) -> tuple[Chip, ...]:
    """Every active filter in the order of the facets, chosen ones first."""
    links, counts = Neighbours(answer.state), _counts(answer)
    return tuple(
        Chip(
            SPEC[name].label,
            answer.label(name, value),
            links.dropping(name, value),
            counts.get((name, value), ""),
            is_excluded,
        )
        for name, chosen in answer.state.filters
        for values, is_excluded in ((chosen.chosen, False), (chosen.excluded, True))
        for value in values
    )


def _counts(answer: Answer) -> dict[tuple[str, str], str]:
    """The number of stories that each marked value has, wherever it is nested."""
    found: dict[tuple[str, str], str] = {}
    for name, _ in answer.state.filters:
        values = list(answer.page.facets.get(name, Facet(name)).values)
        while values:
            value = values.pop()
            values += value.children
            if value.is_chosen or value.is_excluded:
                found[name, value.value] = number(value.count)
    return found


def _about(answer: Answer) -> tuple[Link, ...]:
    """The pages of the names that are chosen."""
    return tuple(
        Link(answer.label(name, value), name_url(name, value))
        for name, chosen in answer.state.filters
        if SPEC[name].is_authority
        for value in chosen.chosen
        if value != MISSING
    )


def _clearing(state: SearchState) -> Clearing:
    has_query, has_filters = bool(state.query_text), bool(state.filters)
    return Clearing(
        query_url=search_url(state.asking("")) if has_query and has_filters else "",
        filters_url=search_url(state.without_filters()) if has_filters else "",
        all_url="/search" if has_query or has_filters else "",
    )


def _per_page(state: SearchState) -> tuple[Choice, ...]:
    sizes: Iterable[int] = sorted({*PER_PAGE_CHOICES, state.per_page})
    return tuple(
        Choice(
            str(size),
            search_url(replace(state, per_page=size, page=1)),
            size == state.per_page,
        )
        for size in sizes
    )


def _warning(state: SearchState, warning: QueryWarning) -> WarningLine:
    text = state.query_text
    repair = warning.repair or ""
    return WarningLine(
        message=sentence(warning.message),
        before=text[: warning.start],
        fault=text[warning.start : warning.end],
        after=text[warning.end :],
        repair=repair,
        repair_url=search_url(state.asking(repair)) if repair else "",
    )
