"""The API as it describes itself: for programs, and to be read."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from web.api.document import Json, openapi
from web.api.operations import JSON, documented

blueprint = Blueprint("api", __name__)


@blueprint.get("/openapi.json")
@documented("The archive", answers={JSON: dict[str, object]})
def openapi_json() -> Json:
    """Describe all of this, as OpenAPI 3.1 has it."""
    return openapi(current_app)


@blueprint.get("/api")
def api() -> str:
    """Explain the JSON."""
    return render_template("api.html")
