"""`cuttings backup` and `cuttings restore`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from archive.settings import Settings
from archive.upkeep.backup import BackupManifest, back_up
from archive.upkeep.backup import restore as restored
from indexer import display
from indexer.commands.opening import opened
from indexer.commands.status import size_words
from indexer.extract.authorities import OWN_FILE


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE_OR_FOLDER")
@click.pass_obj
def backup(settings: Settings, target: Path) -> None:
    """Write all of the archive into one file, while it is searched and written.

    \b
    cuttings backup press.zip
    cuttings backup /mnt/backups          a file named by the time
    """
    with opened(settings) as catalogue:
        file, manifest = back_up(catalogue.store, settings, target, files=(OWN_FILE,))
    click.echo(file)
    click.echo(f"{told(manifest)}; {size_words(file.stat().st_size)}.", err=True)


@click.command()
@click.argument("backup_file", type=click.Path(exists=True, path_type=Path), metavar="BACKUP")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The new archive's folder, which must be empty or not there.",
)
@click.pass_obj
def restore(settings: Settings, backup_file: Path, data: Path | None) -> None:
    """Make an archive from a backup, and build its index.

    \b
    cuttings restore press.zip --data new-archive
    """
    if data:
        settings = replace(settings, folder=data.absolute())
    manifest = restored(backup_file, settings)
    stories = manifest.counts.get("stories", 0)
    with opened(settings) as catalogue, display.counting("Filing", stories) as tick:
        catalogue.rebuild(tick)
    click.echo(settings.folder)
    click.echo(f"{told(manifest)}, backed up at {manifest.made_at}.", err=True)


def told(manifest: BackupManifest) -> str:
    """What is in a backup.

    >>> told(BackupManifest("0.1.0", "2024-05-01", {"stories": 2, "saved_queries": 1}, {}))
    '2 stories, 1 saved queries'
    """
    counts = [f"{n:,} {name.replace('_', ' ')}" for name, n in manifest.counts.items()]
    return ", ".join(counts)
