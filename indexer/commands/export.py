"""`cuttings export`: every story of a search as a file for another program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

import click

from archive.catalogue import Catalogue
from archive.exports import (
    FORMATS,
    Context,
    ExportFormat,
    every_story,
    evidence_pack,
    feed_of,
    head_of_search,
    stories_of,
)
from archive.saved.queries import title_of
from archive.search.state import SearchState
from archive.settings import Settings
from indexer.commands.opening import opened
from indexer.commands.search_options import asked, search_options, search_pairs

Form = Callable[[Catalogue, SearchState, Context], Iterator[bytes]]


def _table(
    form: ExportFormat, catalogue: Catalogue, state: SearchState, context: Context
) -> Iterator[bytes]:
    return form.write(every_story(catalogue, state), context)


def _pack(catalogue: Catalogue, state: SearchState, context: Context) -> Iterator[bytes]:
    return evidence_pack(catalogue, state, context, made_at=datetime.now(UTC))


def _feed(catalogue: Catalogue, state: SearchState, context: Context) -> Iterator[bytes]:
    """Every story in one feed; ids and entries are those of the feed that the web gives."""
    found = catalogue.story_ids(state)
    with catalogue.store.read() as transaction:
        head = head_of_search(transaction, state, title_of(transaction, state), found)
    yield feed_of(head, stories_of(catalogue, found), context)


FORMS: dict[str, Form] = {
    **{suffix: partial(_table, form) for suffix, form in FORMATS.items()},
    "atom": _feed,
    "zip": _pack,
}
"""What can be asked for, by the suffix that it has in the web."""


def export_options(command: click.decorators.FC) -> click.decorators.FC:
    """Add what every export takes."""
    options = (
        click.option(
            "--as", "form", type=click.Choice(list(FORMS)), default="csv", show_default=True
        ),
        click.option(
            "-o", "--output", type=click.File("wb", atomic=True), default="-", help="Else printed."
        ),
        click.option("--root", default="", help="Where the archive is served, for permalinks."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@search_options
@export_options
@click.pass_obj
def export(
    settings: Settings,
    /,
    query: tuple[str, ...],
    sort: str,
    form: str,
    output: BinaryIO,
    root: str,
    **chosen: tuple[str, ...],
) -> None:
    """Write every story that a search finds: as a table, citations, a feed, or an evidence pack.

    \b
    cuttings export "peace talks" --date 2023 > talks.csv
    cuttings export "peace talks" --as zip -o talks.zip
    """
    state = asked(search_pairs(query, sort, chosen))
    with opened(settings) as catalogue:
        write_export(catalogue, state, FORMS[form], output, root)


def write_export(
    catalogue: Catalogue, state: SearchState, form: Form, output: BinaryIO, root: str
) -> None:
    """Write a search in one of the forms; `root` is where the archive is served, if it is."""
    context = Context(root.rstrip("/"), datetime.now(UTC).date())
    output.writelines(form(catalogue, state, context))
