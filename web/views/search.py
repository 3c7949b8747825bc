"""Search: the results page and its JSON."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archive.answer_json import SearchAnswer, answer_as_json
from archive.saved.queries import every_saved
from archive.search.fields import DATE
from archive.search.request import FacetFilter
from archive.search.state import SearchState
from archive.suggestions import did_you_mean
from web.addresses import search_url
from web.api.operations import documented
from web.api.parameters import SEARCH
from web.presenters.search import search_page
from web.presenters.suggestions import proposal_line
from web.ranges import FIRST, LAST, range_value
from web.requests import requested_list, requested_state, today
from web.saving import SAVE
from web.site import catalogue, site
from web.ways_out import ways_out

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> str | AnyResponse:
    """Show what the address asks for; a range that was typed becomes a part of the address."""
    if FIRST in request.args or LAST in request.args:
        return redirect(search_url(_with_range(requested_state())))
    answer = catalogue().answer(requested_state(), today=today())
    return render_template(
        "search.html",
        page=search_page(answer, catalogue().coverage(answer.state)),
        did_you_mean=proposal_line(answer, did_you_mean(catalogue(), answer)),
        ways_out=ways_out(catalogue(), answer),
        save_token=site().tokens.make(SAVE),
        saved=None,
        replaceable=every_saved(catalogue()),
    )


@blueprint.get("/search.json")
@documented("Stories", query=SEARCH, fails=(400,), example="sort=newest&per=2")
def search_json() -> SearchAnswer:
    """Search the stories.

    Gives a page of them, with the facets of all that are found and how the query was understood.
    """
    state, token = requested_list()
    answer = catalogue().answer(state, today=today(), token=token)
    return answer_as_json(answer, did_you_mean(catalogue(), answer))


def _with_range(state: SearchState) -> SearchState:
    """The search with the typed range in place of the dates chosen so far.

    A range that is none stays in the address, where the page says that it is not understood.
    """
    typed = range_value(request.args.get(FIRST, ""), request.args.get(LAST, ""))
    excluded = state.filter_on(DATE).excluded
    return state.with_filter(DATE, FacetFilter((typed,) if typed else (), excluded))
