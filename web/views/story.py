"""The page of a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, jsonify, render_template

from archive.model import Mention
from web.presenters.story import story_page
from web.requests import requested_state
from web.site import catalogue
from web.story_json import story_as_json

blueprint = Blueprint("story", __name__)


@blueprint.get("/story/<path:story_id>")
def story(story_id: str) -> str:
    """Show a story; the search that led to it stands behind the question mark."""
    found, mentions = catalogue().story(story_id)
    page = story_page(found, mentions, _headings(mentions), requested_state())
    return render_template("story.html", page=page)


@blueprint.get("/story/<path:story_id>.json")
def story_json(story_id: str) -> Response:
    """Give a story with the names in it as JSON."""
    found, mentions = catalogue().story(story_id)
    return jsonify(story_as_json(found, mentions, _headings(mentions)))


def _headings(mentions: Sequence[Mention]) -> Mapping[tuple[str, str], str]:
    with catalogue().store.read() as transaction:
        return transaction.authorities.headings(
            (mention.kind.value, mention.authority_id) for mention in mentions
        )
