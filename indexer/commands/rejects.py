"""`cuttings rejects`: what could not become a story, and another try."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from archive.catalogue import Catalogue
from archive.settings import Settings
from indexer import display
from indexer.commands.opening import opened, processes_option, recognition_for, settle_option
from indexer.interruption import terminable
from indexer.pipeline import Indexing
from indexer.report import Report
from indexer.settling import Settling


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--retry", is_flag=True, help="Read the rejected seeds again, changed or not.")
@click.option("--no-names", is_flag=True, help="With --retry: do not read texts for names.")
@processes_option
@settle_option
@click.pass_obj
def rejects(
    settings: Settings,
    as_json: bool,
    retry: bool,
    no_names: bool,
    processes: int | None,
    settle: float,
) -> None:
    """List what could not become a story, since when, and why.

    \b
    cuttings rejects
    cuttings rejects --retry              after something was repaired
    """
    with opened(settings) as catalogue:
        if retry:
            recognition = recognition_for(settings, no_names=no_names, processes=processes)
            with terminable(), recognition, display.progress() as progress:
                indexing = Indexing(
                    catalogue,
                    recognition,
                    progress,
                    read_again=True,
                    settling=Settling(settle),
                    kind="retry",
                )
                report = retried(catalogue, indexing)
            display.show_report(report)
            if report.interrupted:
                sys.exit(1)
        with catalogue.store.read() as transaction:
            found = transaction.rejects.all()
    if as_json:
        click.echo(json.dumps([display.reject_as_json(r) for r in found], ensure_ascii=False))
    else:
        display.show_rejects(found)


def retried(catalogue: Catalogue, indexing: Indexing) -> Report:
    """Read every rejected seed that is still there again.

    What is gone stays listed: its folder may be away for a while, and the next run over that
    folder tells.
    """
    with catalogue.store.read() as transaction:
        paths = dict.fromkeys(record.seed_path for record in transaction.rejects.all())
    there = [path for path in map(Path, paths) if path.exists()]
    gone = [path for path in paths if Path(path) not in there]
    report = indexing.run(there) if there else indexing.report
    report.kept += gone
    return report
