"""An answer as plain data: the one shape of `cuttings search --json` and `/search.json`."""

from __future__ import annotations

from urllib.parse import quote

from archive.catalogue import Answer
from archive.search.fields import DATE, FACETS, PERIOD_FACETS
from archive.search.labels import FUTURE_LABEL
from archive.search.results import Facet, FacetValue, Hit
from archive.search.state import SearchState
from archive.suggestions import Proposal

Json = dict[str, object]


def answer_as_json(answer: Answer, proposal: Proposal | None = None) -> Json:
    """Everything that a results page shows.

    `date` is ISO 8601 as far as the date is known, None when it is not. `facets` lists values
    of the facets of dates in order of time with their parts in `children`, those of the others by
    falling count, chosen and excluded ones first. `not_understood` are parameters that mean
    nothing. `next_url` and `previous_url` are None where there is no such page, `did_you_mean`
    where nothing seems misspelt.
    """
    state, page, query, pages = answer.state, answer.page, answer.query, answer.pages
    return {
        "total": page.total,
        "exact": page.is_exact,
        "understood": query.understood,
        "canonical": query.canonical,
        "warnings": [
            {
                "code": warning.code.value,
                "message": warning.message,
                "start": warning.start,
                "end": warning.end,
                "repair": warning.repair,
            }
            for warning in query.warnings
        ],
        "did_you_mean": _proposal(answer, proposal) if proposal else None,
        "not_understood": [{"name": n, "value": v} for n, v in state.not_understood],
        "stories": [_story(hit) for hit in page.hits],
        "facets": {
            spec.name: [_value(answer, spec.name, value) for value in facet.values]
            for spec in FACETS
            if (facet := page.facets.get(spec.name))
        },
        "facet_totals": {
            spec.name: {"distinct": facet.distinct, "missing": facet.missing, "later": facet.later}
            if spec.name == DATE
            else {"distinct": facet.distinct, "missing": facet.missing}
            for spec in FACETS
            if (facet := page.facets.get(spec.name))
        },
        "sort": state.sort.value,
        "page": state.page,
        "pages": pages,
        "per": state.per_page,
        "url": _url(state),
        "next_url": _url(state.on_page(state.page + 1)) if state.page < pages else None,
        "previous_url": _url(state.on_page(min(state.page - 1, pages))) if state.page > 1 else None,
    }


def facet_as_json(answer: Answer, facet: Facet) -> list[Json]:
    """The values of one facet with their labels."""
    return [_value(answer, facet.name, value) for value in facet.values]


def _story(hit: Hit) -> Json:
    return {
        "id": hit.story_id,
        "headline": hit.headline.text,
        "date": hit.published.iso or None,
        "precision": hit.published.precision.value,
        "snippet": hit.snippet.text,
        "source": hit.source,
        "score": round(hit.score, 6),
        "url": f"/story/{quote(hit.story_id, safe='', errors='replace')}",
    }


def _value(answer: Answer, facet: str, value: FacetValue) -> Json:
    shape: Json = {
        "value": value.value,
        "label": FUTURE_LABEL if value.is_future else answer.label(facet, value.value),
        "count": value.count,
        "chosen": value.is_chosen,
        "excluded": value.is_excluded,
    }
    if facet in PERIOD_FACETS:
        shape["children"] = [_value(answer, facet, child) for child in value.children]
    return shape


def _proposal(answer: Answer, proposal: Proposal) -> Json:
    return {
        "query": proposal.query_text,
        "total": proposal.total,
        "url": _url(answer.state.asking(proposal.query_text)),
    }


def _url(state: SearchState) -> str:
    address = state.address
    return f"/search.json?{address}" if address else "/search.json"
