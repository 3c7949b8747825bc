"""`cuttings names suggest`: names that may be one, decided one after the other."""

from __future__ import annotations

import getpass

import click
from rich.markup import escape

from archive.catalogue import Catalogue
from archive.errors import CorrectionError
from archive.model import NameKind
from archive.names.worklist import Decision, Suggestion, decide, suggestions
from archive.settings import Settings
from indexer.commands.opening import opened
from indexer.display import errors, results, stories

KINDS = click.Choice([kind.value for kind in NameKind])


@click.command()
@click.argument("kind", type=KINDS, default=NameKind.ACTOR.value)
@click.option("--all", "list_only", is_flag=True, help="List them without asking.")
@click.option("--author", default=getpass.getuser, help="Who decides; else your login.")
@click.pass_obj
def suggest(settings: Settings, kind: str, list_only: bool, author: str) -> None:
    """Go through names that may be one; answer yes, no, skip or quit.

    What was answered is not asked again. Nothing is merged without a yes.
    """
    with opened(settings) as catalogue:
        with catalogue.store.read() as transaction:
            found, total = suggestions(transaction, NameKind(kind), limit=10_000)
        errors.print(f"{total:,} to decide.")
        for suggestion in found:
            results.print(escape(_words(suggestion)), soft_wrap=True)
            if not list_only and not _decide(catalogue, suggestion, author):
                break
        if not list_only:
            catalogue.catch_up()


def _decide(catalogue: Catalogue, suggestion: Suggestion, author: str) -> bool:
    """Ask for a decision and keep it; say whether to go on."""
    choice = click.Choice([*(decision.value for decision in Decision), "quit"])
    answer = click.prompt("Are they one?", type=choice, default=Decision.SKIP.value, err=True)
    if answer == "quit":
        return False
    subject = suggestion.kind, suggestion.record.authority_id
    try:
        with catalogue.store.begin() as transaction:
            into = suggestion.into.authority_id
            decide(transaction, subject, into, Decision(answer), author=author)
    except CorrectionError as error:  # An earlier answer joined one of them to another.
        errors.print(escape(str(error)))
    return True


def _words(suggestion: Suggestion) -> str:
    company = f"; both with {', '.join(suggestion.company[:5])}" if suggestion.company else ""
    return (
        f"{suggestion.record.heading} ({stories(suggestion.stories)})  →  "
        f"{suggestion.into.heading} ({stories(suggestion.stories_into)})\n"
        f"    {suggestion.evidence}; named together in {stories(suggestion.together)}{company}"
    )
