"""`cuttings why`: accounts for a seed, a folder or a story, and for a story among hits."""

from __future__ import annotations

import click

from archive.errors import NotFoundError
from archive.settings import Settings
from indexer.accounts import account_of
from indexer.commands.opening import opened
from indexer.display_accounts import show_account, show_match
from indexer.matches import match_of


@click.command()
@click.argument("path_or_id", metavar="PATH|STORY")
@click.argument("query", nargs=-1)
@click.pass_obj
def why(settings: Settings, path_or_id: str, query: tuple[str, ...]) -> None:
    """Account for a seed, a folder or a story; with QUERY, say how it fits the story.

    \b
    cuttings why stories/a.html           what became of it, its date and names and where from
    cuttings why stories/                 what is new, changed, gone, rejected, skipped
    cuttings why 0f3a6c1e2b4d5f60 'peace talks'   which parts match, and at which place
    """
    with opened(settings) as catalogue:
        if query:
            show_match(match_of(catalogue, path_or_id, " ".join(query)))
            return
        accounts = account_of(catalogue.store, path_or_id)
    if not accounts:
        raise NotFoundError(
            f"{path_or_id}: neither a seed on disk or in the archive nor the id of a story"
        )
    for account in accounts:
        show_account(account)
