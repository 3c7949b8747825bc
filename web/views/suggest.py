"""Completions of what is being typed, for the search box and for browsers."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from archive.suggestions import complete
from web.presenters.suggestions import suggestions_as_json
from web.site import catalogue

blueprint = Blueprint("suggest", __name__)
SUGGESTIONS = "application/x-suggestions+json"
MOST = 8


@blueprint.get("/suggest")
def suggest() -> Response:
    """Complete the query so far."""
    typed = request.args.get("q", "")
    found = suggestions_as_json(typed, complete(catalogue(), typed, MOST))
    return Response(json.dumps(found), content_type=SUGGESTIONS)
