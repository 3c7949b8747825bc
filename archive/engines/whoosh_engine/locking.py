"""One writer at a time, over all processes: the command line, the watcher and the web.

The lock is the operating system's, on `writer.lock`: it is free the moment its holder ends, in
whatever way. Beside it, `writer.json` says who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import WriterBusyError
from archive.search.engine import LockHolder

LOCK = "writer.lock"
OWNER = "writer.json"


@contextmanager
def writer_lock(folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold the lock for the block; raise WriterBusyError with the owner when that takes long."""
    lock = FileLock(folder / LOCK, timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise WriterBusyError(_busy(folder, wait_seconds)) from error
    try:
        _sign(folder)
        yield
    finally:
        lock.release()


def holder(folder: Path) -> LockHolder | None:
    """Say who holds the lock just now; None when it is free.

    Asking needs no right to write, and two who ask at once do not see each other.
    """
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:  # Nobody ever wrote.
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _signed(folder)
    finally:
        os.close(descriptor)
    return None


def _signed(folder: Path) -> LockHolder:
    """Read who signed last; a holder that has not signed yet is not known by more than that."""
    try:
        held = json.loads((folder / OWNER).read_bytes())
        since = datetime.fromtimestamp(held["since"], UTC)
        return LockHolder(int(held["pid"]), str(held["host"]), str(held["command"]), since)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return LockHolder(0, "", "", datetime.now(UTC))


def _busy(folder: Path, wait_seconds: float) -> str:
    found = holder(folder) or _signed(folder)
    return f"{folder}: {found.busy_words(wait_seconds)}"


def _sign(folder: Path) -> None:
    held = asdict(LockHolder.this_process())
    held["since"] = held["since"].timestamp()
    (folder / OWNER).write_text(json.dumps(held), "utf-8")
