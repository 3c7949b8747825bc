"""Work on several cores or machines: things in, what was made of them out in the same order.

Chunks travel to any executor, a few at a time. A thing that no worker survives is found by
giving the things of its chunk out one by one, and comes back as `Lost`.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Protocol, TypeVar, cast

from loky import ProcessPoolExecutor
from loky.process_executor import ShutdownExecutorError

from archive.errors import RecogniserError

MOST_DEATHS = 10
"""So many chunks may kill their workers before a run is given up."""
Thing = TypeVar("Thing")
Made = TypeVar("Made")
one_at_a_time = Lock()
"""Held by what a worker does: one of a cluster may have threads, for which no model and not
every library is made."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for what would have been made of a thing of which its worker died twice."""


class Workers(Protocol):
    """Where chunks are recognised: local processes, or those of a cluster."""

    @property
    def executor(self) -> Executor:
        """What takes chunks; a new one when the last was broken."""

    @property
    def pending(self) -> int:
        """How many chunks may be on the way at once."""

    @property
    def deaths(self) -> tuple[type[BaseException], ...]:
        """What is raised for a chunk whose worker died."""

    @property
    def is_remote(self) -> bool:
        """Whether they are there anyway, even for a few texts."""

    def renew(self) -> None:
        """Make ready for more after a death."""

    def close(self) -> None:
        """Let go of them."""


class LocalProcesses:
    """Processes of this machine, started when they are first needed."""

    deaths = (BrokenProcessPool, ShutdownExecutorError)
    """The second is for chunks that were on the way when others were started after a death."""
    is_remote = False

    def __init__(self, count: int) -> None:
        self.count = count
        self.pending = 2 * count
        self._executor: ProcessPoolExecutor | None = None

    @property
    def executor(self) -> Executor:
        """The processes."""
        if self._executor is None:
            # That of the standard library may wait for ever when a process dies while another
            # one is started, or while a large chunk is on its way to it.
            self._executor = ProcessPoolExecutor(
                self.count, initializer=_start_process, initargs=(os.getpid(),)
            )
        return cast(Executor, self._executor)

    def renew(self) -> None:
        """Start others: with one process all of them are lost."""
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        if self._executor:
            self._executor.shutdown(kill_workers=True)
            self._executor = None


def work_on(
    workers: Workers, chunks: Iterator[list[Thing]], task: Callable[[list[Thing]], Made]
) -> Iterator[Made | Lost]:
    """Yield what is made of each chunk in order, with a few of them on the way at any time.

    Of a chunk whose worker died, what is made of each thing in it by itself. Raises
    RecogniserError when workers keep dying.
    """
    waiting: deque[tuple[list[Thing], Future[Made]]] = deque()
    deaths = 0
    while True:
        while len(waiting) < workers.pending and (chunk := next(chunks, None)):
            waiting.append((chunk, _submitted(workers, task, chunk)))
        if not waiting:
            return
        chunk, future = waiting.popleft()
        try:
            made = _finished(future)
        except workers.deaths as error:
            deaths += 1
            if deaths > MOST_DEATHS:
                raise RecogniserError(
                    "recognising processes keep dying, perhaps for want of memory; what was read "
                    "is kept; run again with fewer --processes, or give them more memory"
                ) from error
            yield from _one_by_one(workers, chunk, task)
            if not workers.is_remote:  # With one local process all chunks are lost.
                waiting = deque((c, _submitted(workers, task, c)) for c, _ in waiting)
            continue
        yield made


def chunked(
    things: Iterable[Thing], *, most: int, size: int, size_of: Callable[[Thing], int]
) -> Iterator[list[Thing]]:
    """Group things, each chunk bounded in number and, but for its last one, in size.

    >>> list(chunked(["a", "bcd", "e", "f", "g"], most=2, size=3, size_of=len))
    [['a', 'bcd'], ['e', 'f'], ['g']]
    """
    chunk: list[Thing] = []
    held = 0
    for thing in things:
        chunk.append(thing)
        held += size_of(thing)
        if len(chunk) == most or held >= size:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def own_name() -> str:
    """What this worker is called: its machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _submitted(
    workers: Workers, task: Callable[[list[Thing]], Made], chunk: list[Thing]
) -> Future[Made]:
    try:
        return workers.executor.submit(task, chunk)
    except workers.deaths:
        workers.renew()
        return workers.executor.submit(task, chunk)


def _one_by_one(
    workers: Workers, chunk: list[Thing], task: Callable[[list[Thing]], Made]
) -> Iterator[Made | Lost]:
    """Give each thing out alone, so that the one that kills is known."""
    workers.renew()
    for thing in chunk:
        try:
            yield _finished(_submitted(workers, task, [thing]))
        except workers.deaths:
            workers.renew()
            yield Lost()


def _finished(future: Future[Made]) -> Made:
    try:
        return future.result()
    except CancelledError as error:
        raise RecogniserError(
            "the scheduler ended or cannot be reached; what was read is kept; run again when "
            "it is back"
        ) from error


def _start_process(parent: int) -> None:
    """Let Ctrl-C, which a terminal sends to every process, be the business of the first one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process, whatever it does, when the one that started it was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
