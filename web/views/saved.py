"""Saved queries: the list, saving, opening, renaming, deleting, and taking that back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from archive.answer_json import SearchAnswer, answer_as_json
from archive.json_shapes import says
from archive.saved.queries import (
    LONGEST_NAME,
    LONGEST_NOTE,
    KeptQuery,
    SavedAnswer,
    every_saved,
    every_saved_as_json,
    find_saved,
    headings_for,
    rules,
    save_search,
    saved_as_json,
)
from archive.search.state import SearchState
from archive.store import SavedQuery
from archive.suggestions import did_you_mean
from web.addresses import search_url, segment
from web.api.operations import documented
from web.forms import is_own_form
from web.presenters.saved import saved_line, saved_lines
from web.presenters.search import search_page
from web.presenters.suggestions import proposal_line
from web.requests import form_lines, form_text, today
from web.saving import SAVE, revisited
from web.site import catalogue, site
from web.ways_out import ways_out

blueprint = Blueprint("saved", __name__)
UNDO = "undo"
SEE_OTHER = 303


class SavedSearchAnswer(SearchAnswer):
    """A saved query, and what it finds now."""

    saved: Annotated[KeptQuery, says("The saved query.")]


@blueprint.before_request
def _refuse_foreign_forms() -> None:
    if request.method == "POST" and not is_own_form(request.headers, request.host):
        abort(403)


@blueprint.get("/saved")
def saved() -> str:
    """List the saved queries; after one was deleted, offer to take that back."""
    with catalogue().store.read() as transaction:
        queries = transaction.saved.all()
        states = [SearchState.from_address(query.state) for query in queries]
        lines = saved_lines(queries, headings_for(transaction, states))
    sealed = request.args.get("undo", "")
    return render_template(
        "saved.html",
        saved=lines,
        undo=sealed,
        undone=site().tokens.unseal(sealed) if sealed else None,
        token=site().tokens.make(UNDO),
    )


@blueprint.get("/saved.json")
@documented("Saved queries")
def saved_json() -> SavedAnswer:
    """List the saved queries, the newest first."""
    return every_saved_as_json(every_saved(catalogue()))


@blueprint.post("/saved")
def save() -> AnyResponse:
    """Save a search, and open it under its name."""
    name = form_text("name", longest=LONGEST_NAME)
    note = form_lines("note", longest=LONGEST_NOTE)
    state = SearchState.from_address(request.form.get("search", ""))
    if not _has_token(SAVE):
        return _ask_again(name, note, state)
    kept = save_search(catalogue(), name, state, note=note)
    return redirect(f"/s/{segment(kept.slug)}", SEE_OTHER)


@blueprint.get("/s/<path:slug>")
def open_saved(slug: str) -> str:
    """Show what a saved query finds now."""
    query = find_saved(catalogue(), slug)
    answer = catalogue().answer(SearchState.from_address(query.state), today=today())
    return render_template(
        "search.html",
        page=search_page(answer, catalogue().coverage(answer.state)),
        did_you_mean=proposal_line(answer, did_you_mean(catalogue(), answer)),
        ways_out=ways_out(catalogue(), answer),
        save_token="",
        saved=saved_line(query),
        revisit=revisited(catalogue(), query),
        remember_token=site().tokens.make(f"remember:{slug}"),
        now=datetime.now(UTC).isoformat(timespec="seconds"),
    )


@blueprint.get("/s/<path:slug>.json")
@documented("Saved queries", fails=(404,))
def open_saved_json(slug: str) -> SavedSearchAnswer:
    """Search for what a saved query asks.

    Gives the first page of what it finds now; the next ones are those of its search.
    """
    query = find_saved(catalogue(), slug)
    answer = catalogue().answer(SearchState.from_address(query.state), today=today())
    proposal = did_you_mean(catalogue(), answer)
    return {"saved": saved_as_json(query), **answer_as_json(answer, proposal)}


@blueprint.get("/s/<path:slug>/delete")
def ask_delete(slug: str) -> str:
    """Ask whether to delete."""
    token = site().tokens.make(f"delete:{slug}")
    query = find_saved(catalogue(), slug)
    with catalogue().store.read() as transaction:
        headings = headings_for(transaction, [SearchState.from_address(query.state)])
    return render_template("delete.html", saved=saved_line(query, headings), token=token)


@blueprint.post("/s/<path:slug>/delete")
def delete(slug: str) -> AnyResponse:
    """Delete a saved query; the list then offers to take that back."""
    if not _has_token(f"delete:{slug}"):
        return make_response(ask_delete(slug), 400)
    with catalogue().store.begin() as transaction:
        query = transaction.saved.get(slug)
        transaction.saved.delete(slug)
    return redirect(f"/saved?undo={_sealed(query)}", SEE_OTHER)


@blueprint.post("/saved/undo")
def undo() -> AnyResponse:
    """Bring back what was deleted, under its own address."""
    note = site().tokens.unseal(request.form.get("undo", ""))
    if note is None or not _has_token(UNDO):
        abort(400, "This can no longer be taken back here. Save the search again.")
    with catalogue().store.begin() as transaction:
        kept = transaction.saved.restore(_unsealed(note))
    return redirect(f"/s/{segment(kept.slug)}", SEE_OTHER)


def _ask_again(name: str, note: str, state: SearchState) -> Response:
    """Show the form again with what was typed, signed anew; nothing was saved."""
    with catalogue().store.read() as transaction:
        lines = rules(state, headings_for(transaction, [state]))
    page = render_template(
        "save.html",
        name=name,
        note=note,
        rules=lines,
        address=state.address,
        back_url=search_url(state),
        token=site().tokens.make(SAVE),
    )
    return make_response(page, 400)


def _has_token(purpose: str) -> bool:
    return site().tokens.is_good(request.form.get("token", ""), purpose)


def _sealed(query: SavedQuery) -> str:
    return site().tokens.seal({name: str(value) for name, value in asdict(query).items()})


def _unsealed(note: dict[str, str]) -> SavedQuery:
    return SavedQuery(
        slug=note["slug"],
        name=note["name"],
        query_text=note["query_text"],
        state=note["state"],
        note=note["note"],
        created_at=datetime.fromisoformat(note["created_at"]),
        changed_at=datetime.fromisoformat(note["changed_at"]),
        total_when_saved=int(note["total_when_saved"]),
        change_when_saved=int(note["change_when_saved"]),
    )
