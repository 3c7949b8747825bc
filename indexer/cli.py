"""The `cuttings` command: its options, its exit codes, what is printed where.

Results go to standard output, everything else to standard error. Exit code 0: done; 1: it
failed or something was rejected that asks for attention; 2: the command was used wrongly.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path

import click

from archive.answer_json import answer_as_json
from archive.catalogue import Catalogue
from archive.errors import ArchiveError, SettingsError
from archive.search.request import MAX_PER_PAGE
from archive.search.state import SearchState
from archive.settings import Settings
from archive.suggestions import did_you_mean
from indexer import display
from indexer.commands.backup import backup, restore
from indexer.commands.batch import batch
from indexer.commands.copy import copy
from indexer.commands.export import export
from indexer.commands.names import names
from indexer.commands.opening import (
    no_names_option,
    opened,
    processes_option,
    recognition_for,
    settle_option,
)
from indexer.commands.rejects import rejects
from indexer.commands.runs import runs
from indexer.commands.safety import check, generations, rollback
from indexer.commands.saved import saved
from indexer.commands.search_options import search_options, search_pairs
from indexer.commands.status import status
from indexer.commands.watch import watch
from indexer.commands.why import why
from indexer.interruption import terminable
from indexer.pipeline import Indexing
from indexer.settling import Settling

FAILED = 1
EXTENSIONS = "cuttings.commands"


class Commands(click.Group):
    """The group, with the commands that other packages add, and errors as sentences.

    Those of others are entry points of the group `cuttings.commands`, loaded when called.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, those of others last."""
        return [*super().list_commands(ctx), *entry_points(group=EXTENSIONS).names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command by its name."""
        own = super().get_command(ctx, cmd_name)
        if own:
            return own
        found = entry_points(group=EXTENSIONS, name=cmd_name)
        return next((extension.load() for extension in found), None)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an ArchiveError ends it with its message and exit code 1."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.UsageError(str(error)) from error
        except ArchiveError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The archive's folder; else CUTTINGS_DATA, else ./cuttings-data.",
)
@click.version_option(package_name="cuttings")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """A searchable archive of press stories, filed by person, organisation and date.

    \b
    cuttings index stories/               read what is new, changed or gone
    cuttings search "peace talks"         search from here
    cuttings serve                        search in a browser
    """
    ctx.obj = Settings.from_environment(os.environ, folder=data)


@main.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@no_names_option
@processes_option
@settle_option
@click.option(
    "--forget-missing", is_flag=True, help="Remove stories even if nothing is left under PATH."
)
@click.pass_obj
def index(
    settings: Settings,
    paths: tuple[Path, ...],
    no_names: bool,
    processes: int | None,
    settle: float,
    forget_missing: bool,
) -> None:
    """Read seeds under PATH: new and changed ones are filed, those gone are removed.

    \b
    cuttings index stories/
    cuttings index --no-names wire.jsonl.gz
    """
    with opened(settings, create=True) as catalogue, terminable():
        recognition = recognition_for(settings, no_names=no_names, processes=processes)
        with recognition, display.progress() as progress:
            indexing = Indexing(
                catalogue, recognition, progress, forget_missing, settling=Settling(settle)
            )
            report = indexing.run(paths)
        display.show_report(report)
    if report.interrupted:
        sys.exit(FAILED)


@main.command()
@click.pass_obj
def reindex(settings: Settings) -> None:
    """Build the index anew from the database; the old one answers until it is complete.

    No seed is read and no name is recognised again.
    """
    with opened(settings) as catalogue, display.counting("Filing", _stories(catalogue)) as tick:
        manifest = catalogue.rebuild(tick)
    click.echo(f"{manifest.stories:,} stories in generation {manifest.generation}.", err=True)


@main.command()
@search_options
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--per", type=click.IntRange(1, MAX_PER_PAGE), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as /search.json.")
@click.option("--next", "token", default="", help="Go on behind the page that gave this as `next`.")
@click.pass_obj
def search(
    settings: Settings,
    /,
    query: tuple[str, ...],
    sort: str,
    page: int,
    per: int,
    as_json: bool,
    token: str,
    **chosen: tuple[str, ...],
) -> None:
    """Find stories; all words must be there unless OR stands between them.

    \b
    cuttings search "peace talks" --date 2023
    cuttings search 'title:ceasefire OR "cease fire"~3' --actor xi-jinping --json
    """
    pairs = [*search_pairs(query, sort, chosen), ("page", str(page)), ("per", str(per))]
    with opened(settings) as catalogue:
        today = datetime.now(UTC).date()
        answer = catalogue.answer(SearchState.from_pairs(pairs), today=today, token=token)
        proposal = did_you_mean(catalogue, answer)
    if as_json:
        click.echo(json.dumps(answer_as_json(answer, proposal), ensure_ascii=False, indent=2))
    else:
        display.show_answer(answer, proposal)


for _command in (
    backup,
    batch,
    check,
    copy,
    export,
    generations,
    names,
    rejects,
    restore,
    rollback,
    runs,
    saved,
    status,
    watch,
    why,
):
    main.add_command(_command)


def _stories(catalogue: Catalogue) -> int:
    with catalogue.store.read() as transaction:
        return transaction.stories.count()
