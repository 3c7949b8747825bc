"""`cuttings batch`: how many stories each query of a list finds."""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

import click

from archive.comparisons.batch import read_batch, results_as_csv, results_as_json, run_batch
from archive.settings import Settings
from indexer.commands.opening import opened
from indexer.commands.search_options import asked, chosen_pairs, facet_options


@click.command()
@click.argument("file", type=click.File("rb"))
@facet_options
@click.option("--table", is_flag=True, help="FILE is CSV, whatever its name.")
@click.option("--json", "as_json", is_flag=True, help="For programs, instead of CSV.")
@click.pass_obj
def batch(
    settings: Settings, /, file: BinaryIO, table: bool, as_json: bool, **chosen: tuple[str, ...]
) -> None:
    """Count the stories that each query in FILE finds, a query a line; - reads what is piped in.

    In a file that ends in .csv the queries stand in the column `query`, or are all there is.
    Lines that are not understood are not counted: the reason stands beside them, and the exit
    code is 1.

    \b
    cuttings batch queries.txt --date 2023 > counts.csv
    """
    is_table = table or str(getattr(file, "name", "")).lower().endswith(".csv")
    lines = read_batch(file.read(), is_table=is_table)
    filters = asked(chosen_pairs(chosen))
    with opened(settings) as catalogue:
        results = list(run_batch(catalogue, lines, filters))
    if as_json:
        click.echo(json.dumps(results_as_json(results), ensure_ascii=False, indent=2))
    else:
        click.echo(results_as_csv(results), nl=False)
    bad = [result for result in results if result.total is None]
    for result in bad:
        click.echo(f"line {result.line.number}: {result.reason}", err=True)
    sys.exit(1 if bad else 0)
