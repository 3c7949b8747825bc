"""Folders that are watched: what arrives, changes or goes is indexed, and nothing else is read.

Changes are collected until their files have settled. A run that fails is told and tried again,
later each time. A folder that goes, as a disk that is unmounted, is waited for; when it is
there again, all of it is looked at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import watchfiles

from archive.errors import (
    EngineError,
    ModelMissingError,
    RecogniserError,
    SettingsError,
    StoreError,
)
from indexer.report import Report
from indexer.seeds import reason_to_skip
from indexer.settling import Settling

TICK_SECONDS = 0.25
"""How often what has settled is looked for, and how long being told to stop takes."""
BURST = 1_000
"""After so many changes at once some may be lost on the way; all folders are looked at then."""
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0

Ticks = Iterator[set[Path]]
"""Paths that were added, changed or removed since the last tick; mostly none."""


class Indexes(Protocol):
    """What indexes, each call a run of its own."""

    def everything(self, folders: Sequence[Path]) -> Report:
        """Index all that is in the folders."""

    def changes(self, changed: Sequence[Path], removed: Sequence[Path]) -> Report:
        """Index what changed and remove what went."""


@dataclass(slots=True)
class Watch:
    """Folders that are watched, until KeyboardInterrupt is raised.

    `events` begins to watch and gives ticks; `tell` is given a sentence on what went wrong, and
    `show` the report of a run.
    """

    folders: Sequence[Path]
    indexes: Indexes
    events: Callable[[Sequence[Path]], Ticks]
    show: Callable[[Report], None]
    tell: Callable[[str], None]
    settling: Settling = field(default_factory=Settling)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _waiting: set[Path] = field(default_factory=set)
    _looks_at_all: bool = True
    _pause: float = 0.0
    _not_before: float = 0.0

    def run(self) -> None:
        """Watch for ever."""
        while True:
            self._wait_for_folders()
            self._looks_at_all = True
            self.watch_once()

    def watch_once(self) -> None:
        """Watch until there are no more ticks, or a folder is not the one it was."""
        before = _identities(self.folders)
        for changed in self.events(self.folders):
            if _identities(self.folders) != before:
                return
            self._waiting |= {path for path in changed if not self._is_skipped(path)}
            self._looks_at_all = self._looks_at_all or len(changed) > BURST
            if self.clock() >= self._not_before:
                self._index()

    def _index(self) -> None:
        settled, growing = self.settling.part(sorted(self._waiting))
        if not (settled or self._looks_at_all):
            return
        try:
            report = self._run(settled)
        except ModelMissingError:
            raise
        except (StoreError, EngineError, RecogniserError, OSError) as error:
            self._pause = min(max(2 * self._pause, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
            self._not_before = self.clock() + self._pause
            self.tell(f"{error}; trying again in {self._pause:.0f} s")
            return
        self._pause, self._looks_at_all = 0.0, False
        self._waiting = {*growing, *report.growing}
        self.show(report)
        if report.interrupted:
            raise KeyboardInterrupt

    def _run(self, settled: Sequence[Path]) -> Report:
        if self._looks_at_all:
            return self.indexes.everything(self.folders)
        changed = [path for path in settled if path.exists()]
        removed = [path for path in settled if not path.exists() and not self._is_emptied(path)]
        return self.indexes.changes(changed, removed)

    def _is_skipped(self, path: Path) -> bool:
        """Whether a path lies in a part of its folder that is not read."""
        folder = self._folder_of(path)
        inner = path.relative_to(folder).parents if folder else ()
        return any(reason_to_skip(part) for part in inner if part.name)

    def _is_emptied(self, path: Path) -> bool:
        """Whether nothing is left in a watched folder: then its stories are kept, as by `index`."""
        folder = self._folder_of(path)
        is_empty = folder is not None and not any(folder.iterdir())
        if is_empty:
            self.tell(
                f"{folder}: nothing found there now; its stories are kept "
                "(remove them with cuttings index --forget-missing)"
            )
        return is_empty

    def _folder_of(self, path: Path) -> Path | None:
        return next((folder for folder in self.folders if path.is_relative_to(folder)), None)

    def _wait_for_folders(self) -> None:
        missing = [folder for folder in self.folders if not folder.is_dir()]
        if missing:
            self.tell(f"{missing[0]}: not there; waiting until it is")
        while not all(folder.is_dir() for folder in self.folders):
            self.sleep(FIRST_PAUSE_SECONDS)


def file_events(folders: Sequence[Path], *, polling: bool = False) -> Ticks:
    """Watch folders with what is in them; the first tick comes when watching has begun."""
    try:
        for changes in watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=500,
            rust_timeout=int(TICK_SECONDS * 1000),
            yield_on_timeout=True,
            force_polling=polling or None,
            recursive=True,
            ignore_permission_denied=True,
        ):
            yield {Path(name) for _, name in changes}
    except FileNotFoundError:
        return
    except OSError as error:
        raise SettingsError(
            f"{folders[0]}: cannot be watched ({error}); use --poll, which needs no help of "
            "the system"
        ) from error


def _identities(folders: Iterable[Path]) -> list[tuple[int, int] | None]:
    return [_identity(folder) for folder in folders]


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells that a folder is the same one; None when it is not there."""
    with suppress(OSError):
        status = folder.stat()
        return status.st_dev, status.st_ino
    return None
