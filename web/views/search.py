"""Search: the results page and its JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from archive.answer_json import answer_as_json
from web.presenters.search import search_page
from web.requests import requested_state
from web.saving import SAVE
from web.site import catalogue, site
from web.ways_out import ways_out

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> str:
    """Show what the address asks for."""
    answer = catalogue().answer(requested_state())
    return render_template(
        "search.html",
        page=search_page(answer),
        ways_out=ways_out(catalogue(), answer),
        save_token=site().tokens.make(SAVE),
        saved=None,
    )


@blueprint.get("/search.json")
def search_json() -> Response:
    """Give what the results page shows as JSON."""
    return jsonify(answer_as_json(catalogue().answer(requested_state())))
