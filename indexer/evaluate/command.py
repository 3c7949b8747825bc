"""The command `cuttings evaluate`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from archive.settings import Settings
from indexer.evaluate.scores import Score, worst
from indexer.evaluate.sets import score_sets
from indexer.extract.authorities import load_authorities
from indexer.extract.pool import RecogniserPool

_console = Console(highlight=False)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-v", "--verbose", is_flag=True, help="Show every error, by cause.")
@click.pass_obj
def evaluate(settings: Settings, folder: Path, verbose: bool) -> None:
    """Score what is found against the sets under FOLDER, of which the truth is known.

    \b
    cuttings evaluate gold/
    cuttings evaluate -v gold/timex
    """
    table = Table("set", "precision", "recall", "F1", "right", "extra", "missed", box=None)
    with RecogniserPool(model=settings.model) as pool:
        for score in score_sets(folder, pool, load_authorities()):
            _add(table, score)
            if verbose:
                _show_faults(score)
    _console.print(table)


def _add(table: Table, score: Score) -> None:
    parts = (f"{100 * part:.1f}" for part in (score.precision, score.recall, score.f1))
    counts = (f"{count:,}" for count in (score.right, score.extra, score.missed))
    table.add_row(escape(score.name), *parts, *counts)


def _show_faults(score: Score) -> None:
    for cause, count in score.causes.items():
        _console.print(f"[bold]{escape(score.name)}: {escape(cause)} ({count:,})[/bold]")
        for fault in worst(score.faults, cause):
            told = "  →  ".join(part for part in (fault.true, fault.found) if part)
            _console.print(f"  {escape(told)}  [dim]{escape(fault.where)}[/dim]", soft_wrap=True)
