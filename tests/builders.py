"""Stories, documents and requests in one line, for tests."""

from __future__ import annotations

import re

from archive.model import PartialDate, Span
from archive.query.nodes import MatchAll, Query
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.request import FacetFilter, SearchRequest, Sort


def day(text: str) -> PartialDate:
    """A publication date from its ISO form; empty for none."""
    return PartialDate.from_iso(text)


def document(
    story_id: str,
    text: str = "",
    *,
    headline: str = "",
    published: str = "",
    asides: tuple[Span, ...] = (),
    spoken_of: tuple[str, ...] = (),
    quotations: tuple[Span, ...] | None = None,
    **facets: str | tuple[str, ...],
) -> IndexDocument:
    """A document; facets take ids (`actor=("xi-jinping",)`), searched by their words.

    What stands between “ and ” is said, unless quotations are given.
    """
    between = tuple(match.span(1) for match in re.finditer("“([^”]*)”", text))
    held = {name: (v,) if isinstance(v, str) else v for name, v in facets.items()}
    return IndexDocument(
        story_id,
        headline,
        text,
        asides,
        day(published),
        {
            name: tuple(FacetTerm(value, (value.replace("-", " "),)) for value in values)
            for name, values in held.items()
        },
        tuple(map(day, spoken_of)),
        between if quotations is None else quotations,
    )


def asking(
    query: Query | None = None,
    *,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    per_page: int = 10,
    facet_size: int | None = 10,
    **filters: str | tuple[str, ...] | FacetFilter,
) -> SearchRequest:
    """A request; a filter given as text or texts chooses these values."""
    return SearchRequest(
        query or MatchAll(),
        tuple((name, _filter(chosen)) for name, chosen in filters.items()),
        sort,
        page,
        per_page,
        facet_size,
    )


def _filter(chosen: str | tuple[str, ...] | FacetFilter) -> FacetFilter:
    if isinstance(chosen, FacetFilter):
        return chosen
    return FacetFilter((chosen,) if isinstance(chosen, str) else chosen)
