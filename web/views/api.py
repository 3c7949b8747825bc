"""The API as it describes itself: for programs, and to be read."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request

from web.api.document import API_VERSION, Json, entries, openapi
from web.api.examples import example_of, samples
from web.api.operations import JSON, documented
from web.presenters.api import operation_page, overview
from web.site import catalogue

blueprint = Blueprint("api", __name__)


@blueprint.get("/openapi.json")
@documented("The archive", answers={JSON: dict[str, object]})
def openapi_json() -> Json:
    """Describe all of this, as OpenAPI 3.1 has it."""
    return openapi(current_app)


@blueprint.get("/api")
def api() -> str:
    """List what programs can ask."""
    groups = overview(openapi(current_app))
    return render_template("api.html", groups=groups, version=API_VERSION)


@blueprint.get("/api/<operation_id>")
def operation(operation_id: str) -> str:
    """Explain one operation, with a request that is answered now."""
    page = operation_page(openapi(current_app), operation_id)
    if page is None:
        abort(404, "There is no such operation. The page for programs lists those there are.")
    known = {entry.operation_id: entry for entry in entries(current_app)}
    found = samples(catalogue())
    example = example_of(known[operation_id], found, current_app, request.host_url)
    return render_template("operation.html", page=page, example=example)
