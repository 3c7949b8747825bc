"""All values of one facet."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template, request

from archive.answer_json import facet_as_json
from archive.catalogue import Answer
from archive.search.fields import FACET_NAMES
from archive.search.results import Facet
from archive.search.state import SearchState
from web.presenters.values import Order, ValuesAsked, listed_values, values_page, values_wanted
from web.requests import requested_state, today
from web.site import catalogue

blueprint = Blueprint("values", __name__)


@blueprint.get("/facet/<name>")
def values(name: str) -> str:
    """List the values of a facet under a search."""
    answer, asked = _asked(name)
    return render_template("values.html", page=values_page(answer, name, asked))


@blueprint.get("/facet/<name>.json")
def values_json(name: str) -> Response:
    """Give a page of the values of a facet as JSON."""
    answer, asked = _asked(name)
    found = listed_values(answer, name, asked)
    return jsonify(
        {
            "facet": name,
            "total": found.total,
            "page": asked.page,
            "pages": found.pages,
            "values": facet_as_json(answer, Facet(name, found.values)),
        }
    )


def _asked(name: str) -> tuple[Answer, ValuesAsked]:
    if name not in FACET_NAMES:
        abort(404, f"There is no facet “{name}”. There are: {', '.join(FACET_NAMES)}.")
    state = requested_state()
    order = Order.NAME if request.args.get("order") == Order.NAME else Order.COUNT
    asked = ValuesAsked(request.args.get("find", "").strip(), order, state.page)
    answer = catalogue().answer(
        _without_own(state),
        facet_size=values_wanted(state, name, asked),
        facets=(name,),
        today=today(),
        facet_prefix=asked.find,
    )
    return answer, asked


def _without_own(state: SearchState) -> SearchState:
    """The search itself, from its first page; `find` and `order` belong to this page."""
    known = tuple(pair for pair in state.not_understood if pair[0] not in ("find", "order"))
    return SearchState(
        state.query_text, state.filters, state.sort, 1, state.per_page, not_understood=known
    )
