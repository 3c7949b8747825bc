"""`cuttings copy`: an archive moved from one database to another."""

from __future__ import annotations

import click

from archive.errors import SettingsError
from archive.settings import Settings
from archive.store import Store
from archive.store.copying import copy_store, count_rows
from indexer import display


@click.command()
@click.option("--from", "source", metavar="URL", help="Copy this one; else the present archive.")
@click.option("--to", "target", metavar="URL", required=True, help="An empty database.")
@click.pass_obj
def copy(settings: Settings, source: str | None, target: str) -> None:
    """Move all of an archive into another database, and compare what arrived.

    Stories keep their addresses, saved queries their links. All of it is copied, or nothing.
    The index is not: build it with `cuttings reindex`.

    \b
    cuttings copy --to postgresql://press@db.example.org/press
    cuttings copy --from postgresql://press@db.example.org/press --to sqlite:////srv/press.sqlite
    """
    source = source or settings.store_url
    if source == target:
        raise SettingsError("--from and --to are the same database; name an empty one with --to")
    with (
        Store.open(source, create=False) as old,
        Store.open(target) as new,
        display.counting("Copying", count_rows(old)) as tick,
    ):
        copied = copy_store(old, new, tick)
    for table in copied:
        click.echo(f"{table.name}\t{table.rows}\t{table.sha256}")
    click.echo(
        "The target holds the same. Name it in CUTTINGS_DATABASE, then run: cuttings reindex",
        err=True,
    )
