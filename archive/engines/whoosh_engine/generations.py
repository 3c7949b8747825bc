"""Complete indexes, one folder each, and the pointer to the one that answers.

    index/CURRENT               the name of the current generation, and a checksum of it
    index/writer.lock           held by whoever writes; writer.json says who that is
    index/generations/<name>/   a Whoosh index, its columns, manifest.json

A generation is built in a folder that nothing points to; swapping CURRENT shows it. A folder
without a manifest was never finished, and the next writer removes it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from archive.durable import size_of_folder, write_whole
from archive.engines.whoosh_engine.seals import NAME
from archive.errors import DamagedIndexError, NoIndexError, NoRoomError, NotFoundError
from archive.search.faults import HOW_TO_REBUILD

LEAST_ROOM = 16_000_000
"""Bytes that must be free before anything is built."""
_DIGITS = 16


class Generations:
    """The generations in one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "CURRENT"
        self._all = folder / "generations"
        self._read: tuple[tuple[int, int, int], Path] | None = None

    def prepare(self) -> None:
        """Make the index folder."""
        self._all.mkdir(parents=True, exist_ok=True)

    def exist(self) -> bool:
        """Whether a generation answers, or should."""
        return self._current.exists() or bool(self.names())

    def names(self) -> list[str]:
        """The names of all complete generations, oldest first."""
        return sorted(path.parent.name for path in self._all.glob(f"*/{NAME}"))

    def current(self) -> Path:
        """The folder of the current generation.

        Raises NoIndexError when nothing was ever built, and DamagedIndexError when it is not
        known which one that is. Asked at every search, so the pointer is read only when it changed.
        """
        try:
            status = os.stat(self._current)  # noqa: PTH116  # twice as quick
            identity = (status.st_ino, status.st_mtime_ns, status.st_size)
            if self._read is None or self._read[0] != identity:
                self._read = identity, self._pointed_to()
            return self._read[1]
        except FileNotFoundError:
            return self._without_pointer()
        except (OSError, UnicodeDecodeError) as error:
            raise self._unreadable() from error

    def _pointed_to(self) -> Path:
        name, _, checksum = self._current.read_text("utf-8").strip().partition(" ")
        if checksum != _checksum(name):
            raise self._unreadable()
        return self.path(name)

    def path(self, name: str) -> Path:
        """The folder of a generation."""
        return self._all / name

    def start(self) -> Path:
        """Make the folder of the next generation; raise NoRoomError when the disk is too full.

        As much as the current generation and a half must be free.
        """
        self.prepare()
        needed, free = self._needed_bytes(), shutil.disk_usage(self.folder).free
        if free < needed:
            raise NoRoomError(
                f"{self.folder}: {free / 1e6:,.0f} MB free, building an index takes about "
                f"{needed / 1e6:,.0f} MB; make room and run it again"
            )
        numbers = [int(path.name) for path in self._all.iterdir() if path.name.isdigit()]
        folder = self.path(f"{max(numbers, default=0) + 1:06d}")
        folder.mkdir()
        return folder

    def swap(self, folder: Path) -> None:
        """Point to a complete generation."""
        write_whole(self._current, f"{folder.name} {_checksum(folder.name)}\n")

    def earlier(self) -> str:
        """The newest complete generation before the current one; raise NotFoundError for none."""
        current = self.current().name
        before = [name for name in self.names() if name < current]
        if not before:
            raise NotFoundError(
                f"{self.folder}: no generation before {current} is kept; see: cuttings generations"
            )
        return before[-1]

    def remove_unfinished(self) -> None:
        """Remove what builds and swaps left that did not end; only a writer may ask for it."""
        complete = set(self.names())
        for path in self._all.iterdir():
            if path.name.isdigit() and path.name not in complete:
                shutil.rmtree(path)
        for path in self.folder.glob("*.new"):
            path.unlink()

    def remove_old(self, kept: int, *, previous: str) -> None:
        """Remove all but so many generations: the current one, the one before it, newer ones."""
        current = self.current().name
        others = [name for name in reversed(self.names()) if name not in {current, previous}]
        ranked = [current, *([previous] if previous else []), *others]
        for name in ranked[max(1, kept) :]:
            # The manifest goes first: what is left is then not taken for a complete generation.
            (self.path(name) / NAME).unlink(missing_ok=True)
            shutil.rmtree(self.path(name), ignore_errors=True)

    def _needed_bytes(self) -> int:
        try:
            held = size_of_folder(self.current())
        except (NoIndexError, DamagedIndexError, FileNotFoundError):
            held = 0
        return max(LEAST_ROOM, held * 3 // 2)

    def _without_pointer(self) -> Path:
        if self.names():
            raise self._unreadable()
        raise NoIndexError(
            f"{self.folder}: nothing is indexed yet; start with: cuttings index PATH"
        )

    def _unreadable(self) -> DamagedIndexError:
        return DamagedIndexError(f"{self._current}: missing or damaged; {HOW_TO_REBUILD}")


def _checksum(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
