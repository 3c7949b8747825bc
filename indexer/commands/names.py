"""`cuttings names`: putting names right, one correction at a time, and taking it back."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TypedDict, Unpack

import click
from rich.markup import escape

from archive.catalogue import Catalogue
from archive.errors import CorrectionError
from archive.model import NameKind
from archive.names.corrections import Action, Correction
from archive.names.mending import Preview, drafted, make, preview, preview_undo, undo
from archive.settings import Settings
from archive.store import Transaction
from indexer.commands.opening import opened
from indexer.commands.worklist import suggest
from indexer.display import errors, results, stories

KINDS = click.Choice([kind.value for kind in NameKind])
Draft = Callable[[Transaction], Correction]


@click.group()
def names() -> None:
    """Put names right: merge, split, rename, hide, retype, and undo.

    A name is given by its kind and its id, as its page's address has them. Each command says
    what it will change and asks; --yes answers, --dry-run only says it.

    \b
    cuttings names merge actor j-roe jane-roe
    cuttings names journal
    cuttings names undo 3
    """


names.add_command(suggest)


class How(TypedDict):
    """Whether a correction is made, and in whose name."""

    yes: bool
    dry_run: bool
    author: str


def _how(command: click.decorators.FC) -> click.decorators.FC:
    """Add what every correction takes."""
    options = (
        click.option("--yes", is_flag=True, help="Do it without asking."),
        click.option("--dry-run", is_flag=True, help="Only say what would change."),
        click.option("--author", default=getpass.getuser, help="Who decides; else your login."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@names.command()
@click.argument("kind", type=KINDS)
@click.argument("name")
@click.argument("into")
@_how
@click.pass_obj
def merge(settings: Settings, kind: str, name: str, into: str, **how: Unpack[How]) -> None:
    """File the stories of NAME under INTO; the old address leads there."""
    _correct(settings, lambda t: drafted(t, Action.MERGE, (kind, name), to=into), how)


@names.command()
@click.argument("kind", type=KINDS)
@click.argument("name")
@click.argument("form")
@click.option("--into", default="", help="The record that takes it; else one of its own.")
@_how
@click.pass_obj
def split(
    settings: Settings, kind: str, name: str, form: str, into: str, **how: Unpack[How]
) -> None:
    """Take the stories in which FORM is the fullest name out of NAME."""
    _correct(settings, lambda t: drafted(t, Action.SPLIT, (kind, name), text=form, to=into), how)


@names.command()
@click.argument("kind", type=KINDS)
@click.argument("name")
@click.argument("heading")
@_how
@click.pass_obj
def rename(settings: Settings, kind: str, name: str, heading: str, **how: Unpack[How]) -> None:
    """Show NAME under another HEADING; its address stays."""
    _correct(settings, lambda t: drafted(t, Action.RENAME, (kind, name), text=heading), how)


@names.command()
@click.argument("kind", type=KINDS)
@click.argument("name")
@_how
@click.pass_obj
def hide(settings: Settings, kind: str, name: str, **how: Unpack[How]) -> None:
    """Take NAME, which is none, out of the facets and stories."""
    _correct(settings, lambda t: drafted(t, Action.HIDE, (kind, name)), how)


@names.command()
@click.argument("kind", type=KINDS)
@click.argument("name")
@click.argument("to_kind", type=KINDS)
@_how
@click.pass_obj
def retype(settings: Settings, kind: str, name: str, to_kind: str, **how: Unpack[How]) -> None:
    """File NAME as another kind."""
    _correct(settings, lambda t: drafted(t, Action.RETYPE, (kind, name), to_kind=to_kind), how)


@names.command()
@click.argument("kind", type=KINDS)
@click.argument("name")
@click.argument("form")
@_how
@click.pass_obj
def variant(settings: Settings, kind: str, name: str, form: str, **how: Unpack[How]) -> None:
    """Let FORM mean NAME wherever it is found."""
    _correct(settings, lambda t: drafted(t, Action.VARIANT, (kind, name), text=form), how)


@names.command("undo")
@click.argument("number", type=click.IntRange(1))
@_how
@click.pass_obj
def undo_command(settings: Settings, number: int, **how: Unpack[How]) -> None:
    """Take the correction with NUMBER back; what was done since stays."""
    with opened(settings) as catalogue:
        with catalogue.store.read() as transaction:
            if not transaction.journal.get(number).is_active:
                raise CorrectionError(f"correction {number} is undone already")
            _show(preview_undo(transaction, number))
        if not _goes_on(how, "Undo it?"):
            return
        with catalogue.store.begin() as transaction:
            undo(transaction, number, author=how["author"])
        _file(catalogue, f"Correction {number} is undone")


@names.command()
@click.pass_obj
def journal(settings: Settings) -> None:
    """List every correction, the newest first."""
    with opened(settings) as catalogue, catalogue.store.read() as transaction:
        entries = transaction.journal.all()
    for entry in entries:
        results.print(escape(_line(entry)), soft_wrap=True)
    if not entries:
        results.print("No name was put right yet.")


def _correct(settings: Settings, draft: Draft, how: How) -> None:
    with opened(settings) as catalogue:
        with catalogue.store.read() as transaction:
            _show(preview(transaction, draft(transaction)))
        if not _goes_on(how, "Do it?"):
            return
        with catalogue.store.begin() as transaction:
            made = make(transaction, draft(transaction), author=how["author"])
        _file(catalogue, f"Correction {made.number} is made; undo it with: cuttings names undo "
              f"{made.number}")  # fmt: skip


def _goes_on(how: How, question: str) -> bool:
    """Whether to do what was shown; asks where nobody has said so."""
    return not how["dry_run"] and (how["yes"] or click.confirm(question, err=True))


def _file(catalogue: Catalogue, done: str) -> None:
    filed = catalogue.catch_up()
    errors.print(f"{done}. Filed again: {stories(filed)}.", soft_wrap=True)


def _show(told: Preview) -> None:
    results.print(f"{stories(told.stories)} change{'s' if told.stories == 1 else ''}.")
    for change in told.changes:
        kind, authority_id = change.pair
        results.print(
            escape(f"  {kind} {authority_id} ({change.heading}): {change.before:,} → "
                   f"{change.after:,} stories"),
            soft_wrap=True,
        )  # fmt: skip


def _line(entry: Correction) -> str:
    made = f"{entry.made_at:%Y-%m-%d %H:%M} UTC" if entry.made_at else ""
    target = "" if entry.target == entry.subject else f" → {' '.join(entry.target)}"
    text = f" “{entry.text}”" if entry.text else ""
    undone = ""
    if entry.undone_at:
        undone = f", undone {entry.undone_at:%Y-%m-%d %H:%M} UTC by {entry.undone_by}"
    what = f"{entry.action} {' '.join(entry.subject)}{text}{target}"
    return f"{entry.number}  {made}  {entry.author}  {what}{undone}"
