"""Folders in which something is made before it gets its place, and the end of those left behind.

Whoever works in such a folder holds a lock on it. The lock ends with its process, so that a
folder nobody holds was left by one that was killed, and goes when the next one works there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

PREFIX, SUFFIX = ".cuttings-", ".unfinished"


@contextmanager
def staging(place: Path) -> Iterator[Path]:
    """Give an empty folder in a place for the length of a block; remove those left there."""
    for left in place.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError):  # Somebody holds it, or it is somebody else's.
            _remove_left(left)
    folder, lock = _made(place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(lock)


def _made(place: Path) -> tuple[Path, int]:
    """Make a folder and hold it; make another when one who clears up came in between."""
    while True:
        folder = Path(mkdtemp(dir=place, prefix=PREFIX, suffix=SUFFIX))
        with suppress(BlockingIOError, FileNotFoundError):
            return folder, _held(folder)


def _held(folder: Path) -> int:
    """Lock a folder if the file system can; a folder that cannot be locked is never cleared up."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder.stat()
    except (BlockingIOError, FileNotFoundError):
        os.close(lock)
        raise
    except OSError:  # The file system has no such locks.
        pass
    return lock


def _remove_left(folder: Path) -> None:
    """Remove a folder that nobody holds; raise OSError when somebody does."""
    lock = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    finally:
        os.close(lock)
