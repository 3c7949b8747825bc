"""All values of one facet."""

from __future__ import annotations

from typing import Annotated

from flask import Blueprint, abort, render_template, request

from archive.answer_json import CountedValue, facet_as_json
from archive.catalogue import Answer
from archive.json_shapes import GoesOn, says
from archive.search.fields import FACET_NAMES, PERIOD_FACETS
from archive.search.paging import ListPosition, list_position, list_token
from archive.search.results import Facet
from archive.search.state import SearchState
from web.api.operations import documented
from web.api.parameters import VALUES
from web.presenters.values import (
    PER_PAGE,
    Order,
    ValuesAsked,
    listed_values,
    values_page,
    values_url,
    values_wanted,
)
from web.requests import NEXT, requested_list, requested_state, today
from web.site import catalogue

blueprint = Blueprint("values", __name__)


class ValuesAnswer(GoesOn):
    """A page of the values of a facet."""

    facet: Annotated[str, says("The facet.")]
    total: Annotated[int, says("How many values there are, on all pages.")]
    page: Annotated[int | None, says("Which page this is, from 1; null behind a token.")]
    pages: Annotated[int, says("How many pages there are.")]
    values: Annotated[list[CountedValue], says("The values of this page.")]


@blueprint.get("/facet/<name>")
def values(name: str) -> str:
    """List the values of a facet under a search."""
    state = requested_state()
    asked = _asked(name, state.page)
    return render_template(
        "values.html", page=values_page(_answer(name, state, asked), name, asked)
    )


@blueprint.get("/facet/<name>.json")
@documented("Names", query=VALUES, fails=(400, 404), example="order=name")
def values_json(name: str) -> ValuesAnswer:
    """List the values of a facet.

    Each with the number of stories that it would leave of a search, 50 on a page. A year has its
    months in `children`.
    """
    state, token = requested_list()
    listed = values_url(state, name, _asked(name, 1), twin=".json")
    stopped = list_position(token, listed) if token else None
    asked = _asked(name, 1, stopped.place + PER_PAGE) if stopped else _asked(name, state.page)
    answer = _answer(name, state, asked)
    found = listed_values(answer, name, asked)
    begin = stopped.begin_in([value.value for value in found.values]) if stopped else 0
    shown = found.values[begin : begin + PER_PAGE]
    end = asked.before + begin + len(shown)
    more = bool(shown) and end < found.total
    onwards = list_token(listed, ListPosition(shown[-1].value, end)) if more else None
    return {
        "facet": name,
        "total": found.total,
        "page": None if stopped else asked.page,
        "pages": found.pages,
        "values": facet_as_json(answer, Facet(name, shown)),
        "next": onwards,
        "next_url": f"{listed}{'&' if '?' in listed else '?'}{NEXT}={onwards}" if onwards else None,
    }


def _asked(name: str, page: int, size: int = PER_PAGE) -> ValuesAsked:
    is_by_name = request.args.get("order") == Order.NAME and name not in PERIOD_FACETS
    order = Order.NAME if is_by_name else Order.COUNT
    return ValuesAsked(request.args.get("find", "").strip(), order, page, size)


def _answer(name: str, state: SearchState, asked: ValuesAsked) -> Answer:
    if name not in FACET_NAMES:
        abort(404, f"There is no facet “{name}”. There are: {', '.join(FACET_NAMES)}.")
    return catalogue().answer(
        _without_own(state),
        facet_size=values_wanted(state, name, asked),
        facets=(name,),
        today=today(),
        facet_prefix=asked.find,
    )


def _without_own(state: SearchState) -> SearchState:
    """The search itself, from its first page; `find` and `order` belong to this page."""
    known = tuple(pair for pair in state.not_understood if pair[0] not in ("find", "order"))
    return SearchState(
        state.query_text, state.filters, state.sort, 1, state.per_page, not_understood=known
    )
