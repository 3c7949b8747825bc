"""For browsers, programs and operators: static files, OpenSearch, health, metrics, the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, TypedDict

from flask import Blueprint, Response, abort, make_response, render_template, request
from prometheus_client import CONTENT_TYPE_LATEST

from archive.errors import ArchiveError
from archive.json_shapes import says
from web.api.operations import documented
from web.metrics import measure, metrics
from web.presenters.status import StatusAnswer, status_as_json, status_lines
from web.site import catalogue, site

blueprint = Blueprint("meta", __name__)
measure(blueprint)
FOR_EVER = "public, max-age=31536000, immutable"
OPENSEARCH = "application/opensearchdescription+xml"


class HealthAnswer(TypedDict):
    """Whether searches can be answered."""

    ok: Annotated[bool, says("Whether they can.")]
    engine: Annotated[str, says("ok, or what is wrong with the search engine.")]
    store: Annotated[str, says("ok, or what is wrong with the database.")]


@blueprint.get("/static/<digest>/<name>")
def static_file(digest: str, name: str) -> Response:
    """Give a static file; its address changes with its content, so it may be kept for ever."""
    asset = site().assets.find(digest, name)
    if asset is None:
        abort(404)
    response = Response(asset.content, content_type=asset.media_type)
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(digest)
    return response


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, which can then offer it in their address bar."""
    text = render_template("opensearch.xml", root=request.host_url.rstrip("/"))
    return Response(text, content_type=OPENSEARCH)


@blueprint.get("/healthz")
@documented("The archive", statuses=(200, 503))
def healthz() -> tuple[HealthAnswer, int]:
    """Say whether searches can be answered.

    With status 503 they cannot, and the part is named that does not do its own.
    """
    engine, store = _fault(_ask_engine), _fault(_ask_store)
    is_ready = not (engine or store)
    health: HealthAnswer = {"ok": is_ready, "engine": engine or "ok", "store": store or "ok"}
    return health, 200 if is_ready else 503


def _ask_engine() -> None:
    catalogue().engine.manifest()


def _ask_store() -> None:
    with catalogue().store.read() as transaction:
        transaction.stories.latest_change()


def _fault(ask: Callable[[], None]) -> str:
    """The name of the error that a question ends with; empty when it is answered."""
    try:
        ask()
    except ArchiveError as error:
        return type(error).__name__
    return ""


@blueprint.get("/status")
def status() -> str:
    """Show what the archive holds and how old its index is."""
    return render_template(
        "status.html", lines=status_lines(catalogue().status(), datetime.now(UTC))
    )


@blueprint.get("/status.json")
@documented("The archive")
def status_json() -> StatusAnswer:
    """Say what the archive holds, and how old its index is."""
    return status_as_json(catalogue().status(), datetime.now(UTC))


@blueprint.get("/metrics")
def metrics_text() -> Response:
    """Give what monitors ask, in the text format of Prometheus."""
    text = metrics().text(catalogue().status(), datetime.now(UTC))
    return Response(text, content_type=CONTENT_TYPE_LATEST)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask crawlers to stay away: a search has endlessly many addresses."""
    return make_response("User-agent: *\nDisallow: /\n", {"Content-Type": "text/plain"})
