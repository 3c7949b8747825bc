"""Files that are still being written: they are left alone until they have settled.

A file counts as settled when nothing was written to it for a second, and when it is the same
after it was read as before. What is copied or downloaded slowly is so never read by halves.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from indexer.readers import SeedFile
from indexer.seeds import read_file

SETTLED_SECONDS = 1.0
"""How long nothing must have been written to a file."""

Look = tuple[int, int, int]
"""What tells that a file was written to or replaced: number, size and time in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Tells which files may be read; `now` is the clock that files are dated by."""

    seconds: float = SETTLED_SECONDS
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def is_settled(self, path: Path) -> bool:
        """Whether a file may be read; one that cannot be looked at may, to learn the reason.

        A time that lies in the future says nothing, and is not waited for.
        """
        try:
            age = self.now() - path.stat().st_mtime
        except OSError:
            return True
        return abs(age) >= self.seconds

    def wait(self) -> None:
        """Give files the time to settle."""
        self.sleep(self.seconds)

    def part(self, paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
        """Part the paths into those that have settled and those that have not."""
        settled: list[Path] = []
        others: list[Path] = []
        for path in paths:
            (settled if self.is_settled(path) else others).append(path)
        return settled, others


def read_settled(path: Path) -> SeedFile | None:
    """Read a file; None when it was written to meanwhile. Raises what `read_file` raises."""
    before = _look(path)
    seed = read_file(path)
    return seed if _look(path) == before else None


def _look(path: Path) -> Look | None:
    try:
        status = os.stat(path)  # noqa: PTH116  # asked twice for every seed
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
