"""A whole search as a file: table, citations, feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, islice

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from archive.exports import FORMATS, Context, ExportFormat, every_story, evidence_pack
from archive.model import authority_id_for
from archive.saved.queries import find_saved
from archive.search.state import SearchState
from web.api.operations import documented
from web.api.parameters import FILTERS, PAGE, PER, SORT
from web.feeds import feed_of_saved, feed_of_search
from web.requests import requested_state
from web.site import catalogue

blueprint = Blueprint("exports", __name__)
AS_FILES: dict[str, object] = {
    form.media_type.partition(";")[0]: list[dict[str, object]] if "json" in form.suffix else str
    for form in FORMATS.values()
}
AS_FEED: dict[str, object] = {"application/atom+xml": str}
AS_PACK: dict[str, object] = {"application/zip": object}


@documented("Stories", query=(*FILTERS, SORT), answers=AS_FILES)
def search_export(suffix: str) -> Response:
    """Take along every story that a search finds."""
    return streamed(FORMATS[suffix], requested_state(), "cuttings")


@blueprint.get("/search.atom")
@documented("Stories", query=(*FILTERS, SORT, PAGE, PER), answers=AS_FEED)
def search_feed() -> AnyResponse:
    """Follow a search as a feed."""
    return conditional(
        feed_of_search(catalogue(), requested_state(), export_context()), "application/atom+xml"
    )


@documented("Saved queries", answers=AS_FILES, fails=(404,))
def saved_export(slug: str, suffix: str) -> Response:
    """Take along every story that a saved query finds."""
    state = SearchState.from_address(find_saved(catalogue(), slug).state)
    return streamed(FORMATS[suffix], state, authority_id_for(slug))


# A rule each: in one for all of them, `.csl.json` would be taken for `.json`.
for _suffix in FORMATS:
    blueprint.add_url_rule(
        f"/search.{_suffix}", view_func=search_export, defaults={"suffix": _suffix}
    )
    blueprint.add_url_rule(
        f"/s/<path:slug>.{_suffix}", view_func=saved_export, defaults={"suffix": _suffix}
    )


@blueprint.get("/s/<path:slug>.atom")
@documented("Saved queries", query=(PAGE,), answers=AS_FEED, fails=(404,))
def saved_feed(slug: str) -> AnyResponse:
    """Follow a saved query as a feed, which tells of every story once."""
    saved = find_saved(catalogue(), slug)
    content = feed_of_saved(catalogue(), saved, requested_state().page, export_context())
    return conditional(content, "application/atom+xml")


@blueprint.get("/search.zip")
@documented("Stories", query=(*FILTERS, SORT), answers=AS_PACK)
def search_evidence() -> Response:
    """Take along a search as an evidence pack, with the files that its stories were read from."""
    return _evidence(requested_state(), "cuttings")


@blueprint.get("/s/<path:slug>.zip")
@documented("Saved queries", answers=AS_PACK, fails=(404,))
def saved_evidence(slug: str) -> Response:
    """Take along a saved query as an evidence pack."""
    state = SearchState.from_address(find_saved(catalogue(), slug).state)
    return _evidence(state, authority_id_for(slug))


def _evidence(state: SearchState, name: str) -> Response:
    pieces = evidence_pack(catalogue(), state, export_context(), made_at=datetime.now(UTC))
    return _download(pieces, "application/zip", f"{name}.zip")


def streamed(form: ExportFormat, state: SearchState, name: str) -> Response:
    """Every story of a search as a file."""
    pieces = form.write(every_story(catalogue(), state), export_context())
    return _download(pieces, form.media_type, f"{name}.{form.suffix}")


def _download(pieces: Iterator[bytes], media_type: str, name: str) -> Response:
    """A file, sent as it is written.

    What comes first, a heading and a story, is written before the answer begins, so that a search
    that cannot be answered has its status.
    """
    body: Iterator[bytes] = chain(list(islice(pieces, 2)), pieces)
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def conditional(content: bytes, media_type: str) -> AnyResponse:
    """An answer that is not sent again to those who have it."""
    response = Response(content, content_type=media_type)
    response.add_etag()
    return response.make_conditional(request)


def export_context() -> Context:
    """Where the archive is for this reader, and the day it is."""
    return Context(request.host_url.rstrip("/"), datetime.now(UTC).date())
