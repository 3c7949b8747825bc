"""`cuttings check`, `generations` and `rollback`: whether all is whole, and the way back."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain

import click

from archive.catalogue import Catalogue
from archive.engines.opening import open_engine
from archive.search.engine import KeptGeneration
from archive.search.faults import MEND, Fault
from archive.settings import Settings
from archive.upkeep.checking import check_index, check_store
from indexer.commands.opening import opened

FAILED = 1
SHOWN = 50
"""So many faults are told one by one; the others are counted."""


@click.command()
@click.option("--quick", is_flag=True, help="Only checksums, sizes and numbers.")
@click.option("--repair", is_flag=True, help="Mend what can be made again from the database.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def check(settings: Settings, quick: bool, repair: bool, as_json: bool) -> None:
    """Look at the whole archive: database, names, seeds, and the index against all of them.

    Each fault is told with the command that mends it. Exit code 1 when something is damaged;
    a seed that changed or went since it was read is noted only.
    """
    with opened(settings) as catalogue:
        faults = _look(catalogue, settings, quick=quick)
        if repair and any(fault.mend == MEND for fault in faults):
            click.echo("Building the index anew from the database.", err=True)
            catalogue.rebuild()
            faults = _look(catalogue, settings, quick=quick)
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=2))
    else:
        _show(faults)
    if any(not fault.is_note for fault in faults):
        sys.exit(FAILED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def generations(settings: Settings, as_json: bool) -> None:
    """List the indexes that are kept; the marked one answers."""
    kept = open_engine(settings).kept_generations()
    if as_json:
        told = [asdict(generation) for generation in kept]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for generation in kept:
        click.echo(_line(generation))
    if not kept:
        click.echo("Nothing is indexed yet; start with: cuttings index PATH")


@click.command()
@click.argument("generation", default="")
@click.pass_obj
def rollback(settings: Settings, generation: str) -> None:
    """Let an earlier index answer: the one before, or GENERATION.

    It is compared with its checksums first. The database stays as it is: the next run brings
    the index to what the database holds.
    """
    manifest = open_engine(settings).rollback(generation)
    click.echo(
        f"Generation {manifest.generation} answers: {manifest.stories:,} stories, as of"
        f" {manifest.changed_at:%Y-%m-%d %H:%M} UTC; `cuttings index` brings it up to date.",
        err=True,
    )


def _look(catalogue: Catalogue, settings: Settings, *, quick: bool) -> list[Fault]:
    """Check with an engine of its own, which has nothing opened or believed yet."""
    engine = open_engine(settings)
    store = catalogue.store
    return list(chain(check_store(store, quick=quick), check_index(store, engine, quick=quick)))


def _show(faults: Iterable[Fault]) -> None:
    found = list(faults)
    for fault in found[:SHOWN]:
        click.echo(f"{'note: ' if fault.is_note else ''}{fault}")
    if len(found) > SHOWN:
        click.echo(f"and {len(found) - SHOWN} more")
    damaged = sum(not fault.is_note for fault in found)
    click.echo(f"{damaged} faults, {len(found) - damaged} notes.", err=True)


def _line(generation: KeptGeneration) -> str:
    mark = "*" if generation.is_current else " "
    head = f"{mark} {generation.name}  {generation.bytes / 1e6:,.1f} MB"
    if generation.manifest is None:
        return f"{head}  cannot be used: {generation.fault}"
    held = generation.manifest
    return f"{head}  {held.stories:,} stories  {held.changed_at:%Y-%m-%d %H:%M} UTC"
