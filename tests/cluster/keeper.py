"""Ends the servers of a test run, also when that is killed itself.

A process of its own is told of each server through a pipe, and ends them all when nothing holds
the other end any more.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from typing import IO

ROOT = Path(__file__).parents[2]
GRACE_SECONDS = 5.0


class Keeper:
    """The end of the pipe that tells it of servers."""

    def __init__(self, told: IO[bytes]) -> None:
        self._told = told

    def keep(self, pid: int) -> None:
        """End this process, too, when the one that asks ends."""
        self._told.write(b"%d\n" % pid)
        self._told.flush()


@contextmanager
def started() -> Iterator[Keeper]:
    """A keeper, which ends after the block what still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cluster.keeper"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin
    try:
        yield Keeper(process.stdin)
    finally:
        process.stdin.close()
        process.wait()


def end(pids: Iterable[int]) -> None:
    """Ask processes to end, and after a while make them."""
    with _opened(pids) as running:
        _end(running)


def _end(running: list[int]) -> None:
    for handle in running:
        _send(handle, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for handle in running:
        if not select([handle], [], [], max(0.0, deadline - time.monotonic()))[0]:
            _send(handle, signal.SIGKILL)


@contextmanager
def _opened(pids: Iterable[int]) -> Iterator[list[int]]:
    """Handles, which mean their process even when its number is given to another one."""
    handles: list[int] = []
    try:
        for pid in pids:
            with suppress(ProcessLookupError):
                handles.append(os.pidfd_open(pid))
        yield handles
    finally:
        for handle in handles:
            os.close(handle)


def _send(handle: int, sent: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        signal.pidfd_send_signal(handle, sent)


def _main() -> None:
    with _opened(int(line) for line in sys.stdin) as running:
        _end(running)


if __name__ == "__main__":
    _main()
