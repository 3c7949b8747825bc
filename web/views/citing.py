"""A story as a citation, and as it came."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, make_response, render_template
from werkzeug.wrappers import Response as AnyResponse

from archive.errors import NotFoundError
from archive.exports import FORMATS, ExportedStory, records_of
from archive.originals import Original, read_original
from archive.store import SeedRecord
from web.addresses import story_url
from web.api.operations import documented
from web.presenters.story import seed_name
from web.site import catalogue
from web.views.exports import AS_FILES, export_context

blueprint = Blueprint("citing", __name__)
CITATIONS = ("ris", "bib", "csl.json")
FRAME_POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
"""What an original may do: show itself. No scripts, nothing from anywhere."""
AROUND_FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; frame-src 'self'"
)
_LINK_ELEMENT = re.compile(rb"<(\s*)link\b", re.IGNORECASE)


@documented("Stories", answers=AS_FILES, fails=(404,))
def cite(story_id: str, suffix: str) -> Response:
    """Cite a story."""
    form = FORMATS[suffix]
    content = b"".join(form.write([exported(story_id)], export_context()))
    response = Response(content, content_type=form.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="story.{suffix}"'
    return response


# A rule each: in one for all of them, `.csl.json` would be taken for `.json`.
for _suffix in CITATIONS:
    blueprint.add_url_rule(
        f"/story/<path:story_id>.{_suffix}", view_func=cite, defaults={"suffix": _suffix}
    )


@blueprint.get("/story/<path:story_id>/original")
def original(story_id: str) -> AnyResponse:
    """Show the seed of a story in a frame, with its checksum."""
    seed = seed_of(story_id)
    found = read_original(seed)
    told = exported(story_id)
    page = render_template(
        "original.html",
        title=told.headline,
        seed=seed_name(told.story.locator, seed.path),
        sha256=found.sha256,
        story_url=story_url(story_id),
        frame_url=f"{story_url(story_id)}/original/frame",
        is_pdf=found.is_pdf,
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = AROUND_FRAME_POLICY
    return response


@blueprint.get("/story/<path:story_id>/original/frame")
def frame(story_id: str) -> Response:
    """Give the seed of a story as it came, unable to do anything."""
    found = read_original(seed_of(story_id))
    response = Response(_shown(found), content_type=_media_type(found))
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-DNS-Prefetch-Control"] = "off"
    response.headers["Referrer-Policy"] = "no-referrer"
    if found.is_pdf:
        response.headers["Content-Disposition"] = 'attachment; filename="story.pdf"'
    return response


def seed_of(story_id: str) -> SeedRecord:
    """The seed of a story that is a file of its own; raise NotFoundError when there is none."""
    with catalogue().store.read() as transaction:
        story = transaction.stories.get(story_id)
        seed = transaction.seeds.find(transaction.stories.history(story_id).seed_path)
    if seed is None or not seed.sha256:
        raise NotFoundError("its seed is not known to the archive any more")
    if seed.stories != 1 or story.locator != seed.path:
        raise NotFoundError("it is one of several stories in a file; its text is all there is")
    return seed


def exported(story_id: str) -> ExportedStory:
    """A story as exports tell it; answer 404 when there is none."""
    with catalogue().store.read() as transaction:
        transaction.stories.get(story_id)
        (found,) = records_of(transaction, [story_id]) or abort(404)
    return found


def _shown(found: Original) -> bytes:
    """The bytes, without links that make a browser connect before any policy is asked."""
    return _LINK_ELEMENT.sub(rb"<\1no-link", found.content) if _is_page(found) else found.content


def _is_page(found: Original) -> bool:
    # In UTF-16 the elements could not be told; such a page is shown as its source.
    return found.is_html and b"\0" not in found.content


def _media_type(found: Original) -> str:
    if found.is_pdf:
        return "application/pdf"
    kind = "text/html" if _is_page(found) else "text/plain"
    try:
        found.content.decode("utf-8")
    except UnicodeDecodeError:
        return kind
    return f"{kind}; charset=utf-8"
