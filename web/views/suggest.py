"""Completions of what is being typed, for the search box and for browsers."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from archive.suggestions import complete
from web.api.operations import documented
from web.api.parameters import TYPED
from web.presenters.suggestions import suggestions_as_json
from web.site import catalogue

blueprint = Blueprint("suggest", __name__)
SUGGESTIONS = "application/x-suggestions+json"
MOST = 8


@blueprint.get("/suggest")
@documented(
    "Stories",
    query=(TYPED,),
    answers={SUGGESTIONS: tuple[str, list[str], list[str]]},
    example="q={letters}",
)
def suggest() -> Response:
    """Complete the query so far.

    Gives what was typed, queries that begin so, and what each of them finds: the OpenSearch
    Suggestions that browsers take.
    """
    typed = request.args.get("q", "")
    found = suggestions_as_json(typed, complete(catalogue(), typed, MOST))
    return Response(json.dumps(found), content_type=SUGGESTIONS)
