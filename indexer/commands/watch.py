"""`cuttings watch`: what arrives in folders is indexed as soon as it is complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from archive.catalogue import Catalogue
from archive.settings import Settings
from indexer import display
from indexer.commands.opening import (
    no_names_option,
    opened,
    processes_option,
    recognition_for,
    settle_option,
)
from indexer.interruption import terminable
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from indexer.report import Report
from indexer.settling import Settling
from indexer.watch import Watch, file_events


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER...",
)
@click.option("--poll", is_flag=True, help="Look again and again; for network drives.")
@no_names_option
@processes_option
@settle_option
@click.pass_obj
def watch(
    settings: Settings,
    folders: tuple[Path, ...],
    poll: bool,
    no_names: bool,
    processes: int | None,
    settle: float,
) -> None:
    """Index FOLDER, then whatever arrives, changes or goes in it, until Ctrl-C.

    \b
    cuttings watch stories/
    cuttings watch --poll /mnt/press
    """
    recognition = recognition_for(settings, no_names=no_names, processes=processes)
    settling = Settling(settle)
    try:
        with opened(settings, create=True) as catalogue, terminable(), recognition:
            recognition.warm()
            Watch(
                [folder.absolute() for folder in folders],
                Runs(catalogue, recognition, settling),
                partial(file_events, polling=poll),
                show_run,
                tell,
                settling,
            ).run()
    except KeyboardInterrupt:
        tell("ended")


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs over one archive, with a recogniser that stays loaded."""

    catalogue: Catalogue
    recognition: Recognition
    settling: Settling

    def everything(self, folders: Sequence[Path]) -> Report:
        """Index all that is in the folders."""
        tell(f"looking at {', '.join(map(str, folders))}")
        report = self._indexing().run(folders)
        tell(f"watching; {report.unchanged:,} stories were there already")
        return report

    def changes(self, changed: Sequence[Path], removed: Sequence[Path]) -> Report:
        """Index what changed and remove what went."""
        return self._indexing().run_changes(changed, removed)

    def _indexing(self) -> Indexing:
        return Indexing(self.catalogue, self.recognition, settling=self.settling, kind="watch")


def show_run(report: Report) -> None:
    """Show a run that did or rejected something."""
    news = (report.indexed, report.changed, report.removed, report.rejects, report.growing)
    if any(news):
        display.errors.print(_time(), end=" ")
        display.show_report(report)


def tell(sentence: str) -> None:
    """Print a sentence with the time."""
    display.errors.print(f"{_time()} {sentence}", markup=False, soft_wrap=True)


def _time() -> str:
    return f"{datetime.now().astimezone():%H:%M:%S}"
