"""A saved query seen again: what is new, changed or gone; remembering anew; editing it."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template, request
from flask import redirect as redirected
from werkzeug.wrappers import Response as AnyResponse

from archive.errors import NotFoundError
from archive.exports import records_of
from archive.json_shapes import WHOLE, GivenWhole
from archive.saved.queries import (
    LONGEST_NAME,
    LONGEST_NOTE,
    Changes,
    find_saved,
    remember_again,
    replace_search,
    revisit_as_json,
    revisit_saved,
)
from archive.saved.revisits import Revisit
from archive.search.state import SearchState
from archive.store import SavedQuery
from web.addresses import segment
from web.api.operations import documented
from web.api.parameters import SINCE
from web.forms import is_own_form
from web.presenters.revisits import PER_PAGE, changes_page, first_kind, kinds, moment_asked
from web.presenters.saved import saved_line
from web.requests import form_lines, form_text, requested_state
from web.site import catalogue, site

blueprint = Blueprint("revisits", __name__)
SEE_OTHER = 303


class ChangesAnswer(Changes, GivenWhole):
    """The ids of the stories of a saved query that differ from those at a moment."""


@blueprint.before_request
def _refuse_foreign_forms() -> None:
    if request.method == "POST" and not is_own_form(request.headers, request.host):
        abort(403)


@blueprint.get("/s/<path:slug>/changes")
def changes(slug: str) -> str:
    """List the stories that differ from what was found, a kind of difference at a time."""
    saved = find_saved(catalogue(), slug)
    difference = _difference(saved)
    shown = request.args.get("show", "")
    shown = shown if shown in kinds(difference) else first_kind(difference)
    page = requested_state().page
    with catalogue().store.read() as transaction:
        ids = kinds(difference)[shown][(page - 1) * PER_PAGE : page * PER_PAGE]
        found = records_of(transaction, ids)
    laid_out = changes_page(
        slug,
        saved.name,
        difference,
        found,
        shown=shown,
        page=page,
        day=_since(),
        address=SearchState.from_address(saved.state).address,
    )
    token = site().tokens.make(f"remember:{slug}")
    return render_template("changes.html", page=laid_out, token=token)


@blueprint.get("/s/<path:slug>/changes.json")
@documented("Saved queries", query=(SINCE,), fails=(400, 404))
def changes_json(slug: str) -> ChangesAnswer:
    """Say what is new, changed or gone since a query was saved.

    Or since a day or a moment; then nobody remembers what is gone.
    """
    return {**revisit_as_json(_difference(find_saved(catalogue(), slug))), **WHOLE}


@blueprint.post("/s/<path:slug>/remember")
def count_from_now_on(slug: str) -> AnyResponse:
    """Remember what is found now: from here on, differences are those from this moment."""
    saved = find_saved(catalogue(), slug)
    _check_token(f"remember:{slug}")
    remember_again(catalogue(), saved)
    return redirected(f"/s/{segment(slug)}", SEE_OTHER)


@blueprint.get("/s/<path:slug>/edit")
def ask_edit(slug: str) -> str:
    """Ask for another name and note."""
    token = site().tokens.make(f"edit:{slug}")
    return render_template(
        "edit.html", saved=saved_line(find_saved(catalogue(), slug)), token=token
    )


@blueprint.get("/s/<path:slug>/rename")
def ask_rename(slug: str) -> AnyResponse:
    """Lead from the earlier address of that page to its present one."""
    return redirected(f"/s/{segment(slug)}/edit", 308)


@blueprint.post("/s/<path:slug>/edit")
def edit(slug: str) -> AnyResponse:
    """Give a saved query another name and note; its address stays."""
    name = form_text("name", longest=LONGEST_NAME)
    note = form_lines("note", longest=LONGEST_NOTE)
    if not name or not site().tokens.is_good(request.form.get("token", ""), f"edit:{slug}"):
        return make_response(ask_edit(slug), 400)
    with catalogue().store.begin() as transaction:
        transaction.saved.rename(slug, name)
        transaction.saved.annotate(slug, note)
    return redirected("/saved", SEE_OTHER)


@blueprint.post("/saved/replace")
def replace() -> AnyResponse:
    """Let a saved query stand for another search; its address and name stay."""
    slug = request.form.get("slug", "")
    find_saved(catalogue(), slug)
    _check_token("save")
    replace_search(catalogue(), slug, SearchState.from_address(request.form.get("search", "")))
    return redirected(f"/s/{segment(slug)}", SEE_OTHER)


def _difference(saved: SavedQuery) -> Revisit:
    since = moment_asked(_since())
    if _since() and not since:
        abort(400, "Write the day as in 2024-02-03.")
    difference = revisit_saved(catalogue(), saved, since)
    if difference is None:
        raise NotFoundError(
            f"{saved.name!r} was saved before the archive remembered stories; "
            "ask for a day, as in ?since=2024-02-03, or replace its search to begin anew"
        )
    return difference


def _since() -> str:
    return request.args.get("since", "").strip()


def _check_token(purpose: str) -> None:
    if not site().tokens.is_good(request.form.get("token", ""), purpose):
        abort(400, "This form is too old. Go back, reload the page and send it again.")
