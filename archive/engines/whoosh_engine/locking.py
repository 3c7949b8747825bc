"""One writer at a time, over all processes: the command line, the watcher and the web.

The lock is the operating system's, on `writer.lock`: it is free the moment its holder ends, in
whatever way. Beside it, `writer.json` says who holds it.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import WriterBusyError

LOCK = "writer.lock"
OWNER = "writer.json"


@contextmanager
def writer_lock(folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold the lock for the block; raise WriterBusyError with the owner when that takes long."""
    lock = FileLock(folder / LOCK, timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise WriterBusyError(
            f"{folder}: {owner(folder)} is writing; waited {wait_seconds:.0f} s; "
            "try again when it has finished"
        ) from error
    try:
        _sign(folder)
        yield
    finally:
        lock.release()


def owner(folder: Path) -> str:
    """Say who holds the lock and since when.

    It may just have ended, or not have signed yet: then another process is all that is known.
    """
    try:
        held = json.loads((folder / OWNER).read_bytes())
        minutes, seconds = divmod(max(0, round(time.time() - held["since"])), 60)
        return (
            f"process {held['pid']} on {held['host']} (`{held['command']}`, "
            f"since {minutes} min {seconds} s)"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _sign(folder: Path) -> None:
    program, *arguments = sys.argv or [""]
    held = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "command": " ".join([Path(program).name, *arguments])[:200],
        "since": time.time(),
    }
    (folder / OWNER).write_text(json.dumps(held), "utf-8")
