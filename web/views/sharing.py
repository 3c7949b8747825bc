"""Sharing a saved query: making and ending links, and what those see who have one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archive.catalogue import Answer
from archive.errors import NotFoundError
from archive.saved.queries import find_saved
from archive.search.labels import day_label
from archive.search.state import SearchState
from archive.store import SavedQuery
from web.addresses import segment
from web.forms import is_own_form
from web.presenters.counts import stories
from web.presenters.results import ResultLine, date_words, result_line
from web.presenters.saved import saved_line
from web.requests import requested_state
from web.sharing import DAYS, PREFIX, find_shared, share, shared_url
from web.site import catalogue, site

blueprint = Blueprint("sharing", __name__)
SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What a link shows: the stories lead to pages below the link."""

    url: str
    name: str
    note: str
    total: str
    stories: tuple[ResultLine, ...]
    previous_url: str
    next_url: str


@blueprint.before_request
def _refuse_foreign_forms() -> None:
    if request.method == "POST" and not is_own_form(request.headers, request.host):
        abort(403)


@blueprint.errorhandler(NotFoundError)
def _not_shared(error: NotFoundError) -> Response | str:
    if not request.path.startswith(PREFIX):
        raise error
    return make_response(render_template("not_shared.html"), 404)


@blueprint.get("/s/<path:slug>/share")
def ask_share(slug: str) -> str:
    """List the links to a saved query, and offer to make one."""
    saved = find_saved(catalogue(), slug)
    with catalogue().store.read() as transaction:
        key = transaction.shares.key()
        links = [
            (
                made.share_id,
                request.host_url.rstrip("/") + shared_url(key, made),
                day_label(made.ends_at.date()),
            )
            for made in transaction.shares.of(slug)
        ]
    token = site().tokens.make(f"share:{slug}")
    return render_template(
        "share.html", saved=saved_line(saved), links=links, days=DAYS, token=token
    )


@blueprint.post("/s/<path:slug>/share")
def make_share(slug: str) -> AnyResponse:
    """Make a link."""
    _check_token(slug)
    days = request.form.get("days", "")
    if days not in map(str, DAYS):
        abort(400, "Choose for how long the link is good.")
    share(catalogue(), slug, int(days))
    return redirect(f"/s/{segment(slug)}/share", SEE_OTHER)


@blueprint.post("/s/<path:slug>/share/end")
def end_share(slug: str) -> AnyResponse:
    """End a link: from now on it shows nothing."""
    _check_token(slug)
    with catalogue().store.begin() as transaction:
        transaction.shares.end(slug, request.form.get("share", ""))
    return redirect(f"/s/{segment(slug)}/share", SEE_OTHER)


@blueprint.get(f"{PREFIX}<token>")
def shared(token: str) -> str:
    """Show what the saved query finds, to whoever has the link."""
    saved = find_shared(catalogue(), token)
    answer = catalogue().answer(_state(saved).on_page(requested_state().page), facet_size=0)
    return render_template("shared.html", page=_shared_page(token, saved, answer))


@blueprint.get(f"{PREFIX}<token>/story/<path:story_id>")
def shared_story(token: str, story_id: str) -> str:
    """Show a story that the saved query finds; any other is not there."""
    saved = find_shared(catalogue(), token)
    if story_id not in catalogue().story_ids(_state(saved)):
        raise NotFoundError("this link does not show that story")
    story, _ = catalogue().story(story_id)
    return render_template(
        "shared_story.html",
        story=story,
        date=date_words(story.published),
        paragraphs=story.text.split("\n\n"),
        back_url=f"{PREFIX}{segment(token)}",
    )


@blueprint.get(f"{PREFIX}<path:anything>")
def nothing_else(anything: str) -> str:
    """Nothing else is shown below a link."""
    raise NotFoundError(f"{anything}: not shared")


def _shared_page(token: str, saved: SavedQuery, answer: Answer) -> SharedPage:
    url, page = f"{PREFIX}{segment(token)}", answer.state.page
    return SharedPage(
        url=url,
        name=saved.name,
        note=saved.note,
        total=stories(answer.page.total).capitalize(),
        stories=tuple(
            replace(result_line(hit), url=f"{url}/story/{segment(hit.story_id)}")
            for hit in answer.page.hits
        ),
        previous_url=f"{url}?page={min(page - 1, answer.pages)}" if page > 1 else "",
        next_url=f"{url}?page={page + 1}" if page < answer.pages else "",
    )


def _state(saved: SavedQuery) -> SearchState:
    return SearchState.from_address(saved.state)


def _check_token(slug: str) -> None:
    if not site().tokens.is_good(request.form.get("token", ""), f"share:{slug}"):
        abort(400, "This form is too old. Go back, reload the page and send it again.")
