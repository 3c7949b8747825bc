"""An answer as plain data: the one shape of `cuttings search --json` and `/search.json`."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict
from urllib.parse import quote, urlencode

from archive.catalogue import Answer
from archive.json_shapes import Address, GoesOn, says
from archive.model import Precision
from archive.query.lint import WarningCode
from archive.search.fields import DATE, FACETS, PERIOD_FACETS
from archive.search.labels import FUTURE_LABEL
from archive.search.request import Sort
from archive.search.results import Facet, FacetValue, Hit
from archive.search.state import SearchState
from archive.suggestions import Proposal


class Warned(TypedDict):
    """Something in a query that was not understood as it stands."""

    code: Annotated[WarningCode, says("What kind of fault it is.")]
    message: Annotated[str, says("What is wrong, in words.")]
    start: Annotated[int, says("Where it begins in the query, in characters from 0.")]
    end: Annotated[int, says("Where it ends, itself not included.")]
    repair: Annotated[str | None, says("The whole query with this fault mended, if it can be.")]


class Proposed(TypedDict):
    """A query spelt otherwise that finds more."""

    query: Annotated[str, says("The query.")]
    total: Annotated[int, says("How many stories it finds under the same filters.")]
    url: Address


class NotUnderstood(TypedDict):
    """A parameter that means nothing here."""

    name: Annotated[str, says("Its name.")]
    value: Annotated[str, says("Its value.")]


class DatedStory(TypedDict):
    """What every answer says of a story."""

    id: Annotated[str, says("Its id, which stays the same when it is read again.")]
    headline: Annotated[str, says("Its headline; empty where it has none.")]
    date: Annotated[
        str | None,
        says("When it was published, as far as known: 2023, 2023-04, 2023-04-28, or null."),
    ]
    precision: Annotated[Precision, says("How much of the date is known.")]


class ListedStory(DatedStory):
    """A story as lists show it."""

    snippet: Annotated[str, says("The passage that shows best why it was found.")]
    source: Annotated[str, says("Who published it; empty where that is not known.")]
    score: Annotated[float, says("How well it fits; to be compared within one answer only.")]
    url: Annotated[str, says("Its page; with .json behind it, the story as JSON.")]


class CountedValue(TypedDict):
    """A value of a facet."""

    value: Annotated[str, says("What stands in addresses; - for stories that have none.")]
    label: Annotated[str, says("What a reader sees.")]
    count: Annotated[int, says("How many stories it would leave.")]
    chosen: Annotated[bool, says("Whether it is asked for.")]
    excluded: Annotated[bool, says("Whether it is left out.")]
    children: NotRequired[
        Annotated[list[CountedValue], says("Of periods, the periods within: months, days.")]
    ]


class FacetTotals(TypedDict):
    """What a facet comes to."""

    distinct: Annotated[
        int | None,
        says("How many values have a count; null where only the first ones were counted."),
    ]
    missing: Annotated[int, says("How many of the stories have no value.")]
    later: NotRequired[Annotated[int, says("Of the date: how many are dated later than today.")]]


class Found(GoesOn):
    """Stories that were found, a page of them, and what they have in common."""

    total: Annotated[int, says("How many stories are found, on all pages.")]
    exact: Annotated[bool, says("Whether every number is counted, and none estimated.")]
    stories: Annotated[list[ListedStory], says("The stories of this page, in order.")]
    facets: Annotated[
        dict[str, list[CountedValue]],
        says(
            "By facet, its values: periods in order of time, others by falling count, "
            "chosen and excluded ones first. Each facet is counted under every other filter, "
            "and without its own unless `all` names it."
        ),
    ]


class SearchAnswer(Found):
    """Everything that a page of results shows."""

    understood: Annotated[str, says("How the query was understood, in words.")]
    canonical: Annotated[str, says("The query in full, as it is searched for.")]
    warnings: Annotated[list[Warned], says("What was wrong with the query.")]
    did_you_mean: Annotated[
        Proposed | None, says("A better spelling; null unless few stories are found.")
    ]
    not_understood: Annotated[list[NotUnderstood], says("Parameters that mean nothing here.")]
    facet_totals: Annotated[dict[str, FacetTotals], says("By facet, what it comes to.")]
    sort: Annotated[Sort, says("The order of the stories.")]
    page: Annotated[int | None, says("Which page this is, from 1; null behind a token.")]
    pages: Annotated[int, says("How many pages there are of this size.")]
    per: Annotated[int, says("How many stories a page has.")]
    url: Annotated[str, says("The address of this page, in canonical form.")]
    previous_url: Annotated[
        str | None, says("The address of the page before; null on the first and behind a token.")
    ]


def answer_as_json(answer: Answer, proposal: Proposal | None = None) -> SearchAnswer:
    """Everything that a results page shows."""
    state, query, pages = answer.state, answer.query, answer.pages
    back = state.page > 1
    return {
        **found_as_json(answer, "/search.json", state),
        "understood": query.understood,
        "canonical": query.canonical,
        "warnings": [
            {
                "code": warning.code,
                "message": warning.message,
                "start": warning.start,
                "end": warning.end,
                "repair": warning.repair,
            }
            for warning in query.warnings
        ],
        "did_you_mean": _proposal(answer, proposal) if proposal else None,
        "not_understood": [{"name": n, "value": v} for n, v in state.not_understood],
        "facet_totals": {name: _totals(facet) for name, facet in _in_order(answer)},
        "sort": state.sort,
        "page": None if answer.after else state.page,
        "pages": pages,
        "per": state.per_page,
        "url": _url("/search.json", state, answer.token),
        "previous_url": _url("/search.json", state.on_page(min(state.page - 1, pages)))
        if back
        else None,
    }


def found_as_json(answer: Answer, path: str, kept: SearchState) -> Found:
    """A page of stories; the address of the next one is made of a path and a state."""
    token = answer.next_token
    return {
        "total": answer.page.total,
        "exact": answer.page.is_exact,
        "stories": [_story(hit) for hit in answer.page.hits],
        "facets": {name: facet_as_json(answer, facet) for name, facet in _in_order(answer)},
        "next": token,
        "next_url": _url(path, kept.on_page(1), token) if token else None,
    }


def facet_as_json(answer: Answer, facet: Facet) -> list[CountedValue]:
    """The values of one facet with their labels."""
    return [_value(answer, facet.name, value) for value in facet.values]


def _in_order(answer: Answer) -> list[tuple[str, Facet]]:
    facets = answer.page.facets
    return [(spec.name, facets[spec.name]) for spec in FACETS if spec.name in facets]


def _story(hit: Hit) -> ListedStory:
    return {
        "id": hit.story_id,
        "headline": hit.headline.text,
        "date": hit.published.iso or None,
        "precision": hit.published.precision,
        "snippet": hit.snippet.text,
        "source": hit.source,
        "score": round(hit.score, 6),
        "url": f"/story/{quote(hit.story_id, safe='', errors='replace')}",
    }


def _value(answer: Answer, facet: str, value: FacetValue) -> CountedValue:
    shape: CountedValue = {
        "value": value.value,
        "label": FUTURE_LABEL if value.is_future else answer.label(facet, value.value),
        "count": value.count,
        "chosen": value.is_chosen,
        "excluded": value.is_excluded,
    }
    if facet in PERIOD_FACETS:
        shape["children"] = [_value(answer, facet, child) for child in value.children]
    return shape


def _totals(facet: Facet) -> FacetTotals:
    totals: FacetTotals = {"distinct": facet.distinct, "missing": facet.missing}
    if facet.name == DATE:
        totals["later"] = facet.later
    return totals


def _proposal(answer: Answer, proposal: Proposal) -> Proposed:
    return {
        "query": proposal.query_text,
        "total": proposal.total,
        "url": _url("/search.json", answer.state.asking(proposal.query_text)),
    }


def _url(path: str, state: SearchState, token: str = "") -> str:
    pairs = [*state.pairs, *[("next", token) for _ in [0] if token]]
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path
