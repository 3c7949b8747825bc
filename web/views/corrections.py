"""Putting names right: what a correction would change, making it, undoing it, the worklist."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from archive.errors import CorrectionError, WriterBusyError
from archive.model import NameKind
from archive.names.corrections import Action, Correction, Pair
from archive.names.mending import drafted, found_id, make, preview, preview_undo, undo
from archive.names.worklist import Decision, decide, suggestions
from archive.store import Transaction
from web.addresses import name_url
from web.forms import is_own_form
from web.presenters.corrections import (
    JournalLine,
    filing_words,
    journal_line,
    preview_page,
    suggestion_lines,
)
from web.requests import form_text
from web.site import catalogue, site

blueprint = Blueprint("corrections", __name__)
LONGEST = 200
PER_PAGE = 20
SEE_OTHER = 303
CORRECT = "correct-name"
DECIDE = "decide-names"
FIELDS = ("action", "kind", "name", "text", "to", "to_kind")


@blueprint.before_request
def _refuse_foreign_forms() -> None:
    if request.method == "POST" and not is_own_form(request.headers, request.host):
        abort(403)


@blueprint.get("/names/correct")
def ask() -> str:
    """Show what a correction would change, and ask whether to make it."""
    return _ask(request.args)


@blueprint.post("/names/correct")
def correct() -> str | AnyResponse:
    """Make a correction, and open the name that it leaves."""
    if not site().tokens.is_good(request.form.get("token", ""), CORRECT):
        return _ask(request.form)
    with catalogue().store.begin() as transaction:
        draft = _drafted(transaction, request.form)
        made = make(transaction, draft, author=form_text("author", longest=LONGEST))
    return _done(name_url(*made.target))


@blueprint.get("/names/undo/<int:number>")
def ask_undo(number: int) -> str:
    """Show what undoing a correction would change."""
    with catalogue().store.read() as transaction:
        correction = transaction.journal.get(number)
        if not correction.is_active:
            raise CorrectionError(f"correction {number} is undone already")
        told = preview_undo(transaction, number)
        page = preview_page(told, _headings(transaction, [correction]))
    token = site().tokens.make(f"undo-name:{number}")
    return render_template("undo_correction.html", page=page, number=number, token=token)


@blueprint.post("/names/undo/<int:number>")
def undo_correction(number: int) -> str | AnyResponse:
    """Take a correction back, and open the name it was about."""
    if not site().tokens.is_good(request.form.get("token", ""), f"undo-name:{number}"):
        return ask_undo(number)
    with catalogue().store.begin() as transaction:
        undone = undo(transaction, number, author=form_text("author", longest=LONGEST))
    return _done(name_url(*undone.subject))


@blueprint.get("/names/corrections")
def journal() -> str:
    """List every correction."""
    with catalogue().store.read() as transaction:
        entries = transaction.journal.all()
        headings = _headings(transaction, entries)
    return render_template(
        "corrections.html",
        lines=[journal_line(entry, headings) for entry in entries],
        filing=filing_words(catalogue().unfiled(), site().filing),
    )


@blueprint.get("/names/suggestions")
def worklist() -> str:
    """List names that may be one, for a reader to decide."""
    kind = _kind(request.args)
    with catalogue().store.read() as transaction:
        found, total = suggestions(transaction, kind, limit=PER_PAGE)
        made = _made(transaction, request.args.get("made", 0, type=int))
    return render_template(
        "suggestions.html",
        lines=suggestion_lines(found),
        total=total,
        kind=kind.value,
        made=made,
        author=" ".join(request.args.get("author", "").split())[:LONGEST],
        kinds=[(other.value, other.value.capitalize() + "s") for other in NameKind],
        token=site().tokens.make(DECIDE),
    )


@blueprint.post("/names/suggestions")
def decide_on() -> str | AnyResponse:
    """Keep a decision, which is sent with the two names; yes merges them."""
    kind, author = _kind(request.form), form_text("author", longest=LONGEST)
    if not site().tokens.is_good(request.form.get("token", ""), DECIDE):
        return redirect(_worklist_url(kind, author), SEE_OTHER)
    decision, _, names = request.form.get("decision", "").partition(" ")
    name, _, into = names.partition(" ")
    if decision not in set(Decision):
        abort(400, "Answer yes, no or skip.")
    with catalogue().store.begin() as transaction:
        made = decide(transaction, (kind.value, name), into, Decision(decision), author=author)
    return _done(_worklist_url(kind, author, made.number if made else 0))


def _worklist_url(kind: NameKind, author: str, made: int = 0) -> str:
    """The worklist of a kind; it knows who decides, and tells what was made."""
    known = {"author": author, "made": str(made) if made else ""}
    asked = {"kind": kind.value, **{name: value for name, value in known.items() if value}}
    return f"/names/suggestions?{urlencode(asked, errors='replace')}"


def _made(transaction: Transaction, number: int) -> JournalLine | None:
    """The correction that was made just now, if one was."""
    entries = [entry for entry in transaction.journal.all() if entry.number == number]
    headings = _headings(transaction, entries)
    return next((journal_line(entry, headings) for entry in entries), None)


def _ask(fields: MultiDict[str, str]) -> str:
    with catalogue().store.read() as transaction:
        draft = _drafted(transaction, fields)
        page = preview_page(preview(transaction, draft), _headings(transaction, [draft]))
    return render_template(
        "correct.html",
        page=page,
        kept=[(name, fields[name]) for name in FIELDS if fields.get(name)],
        token=site().tokens.make(CORRECT),
    )


def _drafted(transaction: Transaction, fields: MultiDict[str, str]) -> Correction:
    action, kind, to = (fields.get(name, "") for name in ("action", "kind", "to"))
    if action not in set(Action) or kind not in set(NameKind):
        raise CorrectionError("the form says neither what to do nor to which name")
    if to or action == Action.MERGE:
        to = found_id(transaction, kind, to)
    return drafted(
        transaction,
        Action(action),
        (kind, fields.get("name", "")),
        text=fields.get("text", ""),
        to=to,
        to_kind=fields.get("to_kind", ""),
    )


def _done(address: str) -> AnyResponse:
    """Open an address when the index has caught up; the journal, which tells, when it has not."""
    try:
        is_filed = site().filing.catch_up()
    except WriterBusyError:  # The other process catches up with the journal when it ends.
        is_filed = False
    return redirect(address if is_filed else "/names/corrections", SEE_OTHER)


def _headings(transaction: Transaction, corrections: Iterable[Correction]) -> dict[Pair, str]:
    """What the subjects are called apart from any merge, so that each keeps its own words."""
    pairs = [correction.subject for correction in corrections]
    return transaction.authorities.found_headings(pairs)


def _kind(fields: MultiDict[str, str]) -> NameKind:
    asked = fields.get("kind", NameKind.ACTOR.value)
    return NameKind(asked) if asked in set(NameKind) else NameKind.ACTOR
