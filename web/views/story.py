"""The page of a story."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from archive.comparisons.copies import neighbourhood
from archive.errors import NotFoundError
from archive.search.state import SearchState
from web.api.operations import documented
from web.presenters.citing import Turn, cite_box, turn
from web.presenters.copies import beside_page, copy_box
from web.presenters.results import result_line
from web.presenters.story import FiledStory, story_page
from web.records_json import StoryAnswer, story_as_json
from web.requests import requested_state
from web.site import catalogue
from web.views.citing import exported, seed_of
from web.views.exports import export_context

blueprint = Blueprint("story", __name__)
SIMILAR = 5
"""Stories that are offered below one."""


@blueprint.get("/story/<path:story_id>")
def story(story_id: str) -> str:
    """Show a story; the search that led to it stands behind the question mark."""
    came_from = requested_state()
    filed = _filed(story_id)
    near = neighbourhood(catalogue(), story_id)
    return render_template(
        "story.html",
        page=story_page(filed, came_from),
        similar=[result_line(hit) for hit in near.similar[:SIMILAR]],
        copies=copy_box(filed.story, near.copies),
        cite=cite_box(exported(story_id), export_context(), has_original=_has_seed(story_id)),
        turn=_turn(story_id, came_from),
    )


@blueprint.get("/story/<path:story_id>/beside")
def beside(story_id: str) -> str:
    """Show what differs between another story, named by `other`, and this one."""
    with catalogue().store.read() as transaction:
        story = transaction.stories.get(story_id)
        other = transaction.stories.get(request.args.get("other", ""))
    return render_template("beside.html", page=beside_page(story, other))


@blueprint.get("/story/<path:story_id>.json")
@documented("Stories", fails=(404,))
def story_json(story_id: str) -> StoryAnswer:
    """Read a story.

    Gives its text, with every name, quotation and date in it, and its copies.
    """
    filed = _filed(story_id)
    return story_as_json(filed, neighbourhood(catalogue(), story_id).copies)


def _turn(story_id: str, came_from: SearchState) -> Turn:
    if came_from == SearchState():
        return Turn()
    return turn(story_id, catalogue().story_ids(came_from), came_from)


def _has_seed(story_id: str) -> bool:
    """Whether the seed as it came may be shown; its file is looked at when it is asked for."""
    try:
        return bool(seed_of(story_id))
    except NotFoundError:
        return False


def _filed(story_id: str) -> FiledStory:
    with catalogue().store.read() as transaction:
        mentions = transaction.stories.mentions(story_id)
        return FiledStory(
            transaction.stories.get(story_id),
            mentions,
            transaction.authorities.headings(
                (mention.kind.value, mention.authority_id) for mention in mentions
            ),
            transaction.stories.history(story_id).seed_path,
            transaction.stories.spoken_dates([story_id]).get(story_id, ()),
            transaction.stories.quotes([story_id]).get(story_id, ()),
        )
