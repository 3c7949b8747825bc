"""Recognition on several cores or machines: texts in, names out in the same order.

Chunks of texts travel to any executor, a few at a time. A text that no recogniser survives is
found by giving the texts of its chunk out one by one, and comes back as `Unread`.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from multiprocessing import get_context
from threading import Lock
from typing import Protocol, Self

from archive.errors import RecogniserError
from indexer.extract.recogniser import Entity, Recogniser

WORTH_PROCESSES = 200
"""Fewer texts than this are read sooner than other processes have loaded their model."""
CHUNK_SIZE = 64
"""How many texts travel to a process at once."""
CHUNK_CHARACTERS = 500_000
"""A chunk is full with this many characters, even if its texts are few."""
MOST_DEATHS = 10
"""So many workers may die in a row of texts before the run is given up."""

Load = Callable[[str], Recogniser]
"""Loads a recogniser by the name of its model; a function that a process can import."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands for the names of a text that could not be read, and why."""

    reason: str


Names = tuple[Entity, ...] | Unread


@dataclass(slots=True)
class Tally:
    """What one worker has done: texts, and the seconds it took for them."""

    texts: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """How many texts it read in a second of work."""
        return self.texts / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class _Done:
    worker: str
    seconds: float
    names: list[Names]


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

    deaths = (BrokenProcessPool,)
    is_remote = False

    def __init__(self, count: int) -> None:
        self.count = count
        self.pending = 2 * count
        self._executor: ProcessPoolExecutor | None = None

    @property
    def executor(self) -> Executor:
        """The processes."""
        if self._executor is None:
            # A forked child of a process with threads may hang; a spawned one starts clean.
            context = get_context("spawn")
            self._executor = ProcessPoolExecutor(self.count, context, initializer=_leave_signals)
        return self._executor

    def renew(self) -> None:
        """Start others: with one process all of them are lost."""
        self.close()

    def close(self) -> None:
        """End the processes."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def load_spacy(model: str) -> Recogniser:
    """Load a spaCy pipeline by name or path, or the default one."""
    # Importing spaCy takes a second, which a command that recognises nothing should not pay.
    from indexer.extract.spacy_recogniser import load_recogniser

    return load_recogniser(model)


class RecogniserPool:
    """Recognises texts, many of them on several processes, few of them in this one.

    Models are loaded when they are first needed, and kept until the pool is closed.
    `tallies` counts what each worker has done, under its machine and process.
    """

    def __init__(
        self,
        *,
        processes: int = 1,
        model: str = "",
        load: Load = load_spacy,
        workers: Workers | None = None,
    ) -> None:
        self._workers = workers or LocalProcesses(processes)
        self._is_alone = workers is None and processes == 1
        self._model = model
        self._load = load
        self.tallies: dict[str, Tally] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.close()

    @cached_property
    def recogniser(self) -> Recogniser:
        """The recogniser of this process."""
        return self._load(self._model)

    def recognise(self, texts: Sequence[str]) -> Iterator[Names]:
        """Yield the names of each text in order; raises RecogniserError when workers keep dying."""
        if self._is_alone or (len(texts) < WORTH_PROCESSES and not self._workers.is_remote):
            for chunk in chunks(texts):
                yield from read_texts(self.recogniser, chunk)
            return
        task = Task(self._load, self._model)
        if self._workers.is_remote:
            task = Task(self._load, self._model, self.recogniser.version)
        yield from recognise_on(self._workers, texts, task, self.tallies)


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does with a chunk; a version that is given must be the one it has."""

    load: Load
    model: str = ""
    version: str = ""

    def __call__(self, texts: list[str]) -> _Done:
        """Run in a worker, which loads its model once."""
        recogniser = _loaded(self.load, self.model)
        if self.version and recogniser.version != self.version:
            raise RecogniserError(
                f"{_own_name()} recognises with {recogniser.version}, this machine with "
                f"{self.version}; install the same version of Cuttings and its model on both"
            )
        # A worker of a cluster may have threads, and a pipeline is for one at a time.
        with _reading:
            started = time.perf_counter()
            names = read_texts(recogniser, texts)
            return _Done(_own_name(), time.perf_counter() - started, names)


def read_texts(recogniser: Recogniser, texts: Sequence[str]) -> list[Names]:
    """Recognise texts; if that fails, each by itself, to find the one that does."""
    try:
        return list(recogniser.recognise(texts))
    except Exception as error:  # noqa: BLE001 - whatever a model makes of a text is told of it
        if len(texts) == 1:
            return [Unread(f"its names cannot be recognised ({type(error).__name__}: {error})")]
    return [name for text in texts for name in read_texts(recogniser, [text])]


def recognise_on(
    workers: Workers, texts: Iterable[str], task: Task, tallies: dict[str, Tally]
) -> Iterator[Names]:
    """Yield the names of each text in order, with a few chunks on the way at any time."""
    waiting: deque[tuple[list[str], Future[_Done]]] = deque()
    rest = chunks(texts)
    deaths = 0
    while True:
        while len(waiting) < workers.pending and (chunk := next(rest, None)):
            waiting.append((chunk, _submitted(workers, task, chunk)))
        if not waiting:
            return
        chunk, future = waiting.popleft()
        try:
            done = _finished(future)
        except workers.deaths as error:
            deaths += 1
            if deaths > MOST_DEATHS:
                raise RecogniserError(
                    "recognising processes keep dying, perhaps for want of memory; what was read "
                    "is kept; run again with fewer --processes, or give them more memory"
                ) from error
            yield from _one_by_one(workers, chunk, task, tallies)
            if not workers.is_remote:  # With one local process all chunks are lost.
                waiting = deque((c, _submitted(workers, task, c)) for c, _ in waiting)
            continue
        yield from _counted(done, tallies)


def _submitted(workers: Workers, task: Task, chunk: list[str]) -> Future[_Done]:
    try:
        return workers.executor.submit(task, chunk)
    except workers.deaths:
        workers.renew()
        return workers.executor.submit(task, chunk)


def _one_by_one(
    workers: Workers, texts: Sequence[str], task: Task, tallies: dict[str, Tally]
) -> Iterator[Names]:
    """Give each text out alone, so that the one that kills is known."""
    workers.renew()
    for text in texts:
        try:
            yield from _counted(_finished(_submitted(workers, task, [text])), tallies)
        except workers.deaths:
            workers.renew()
            yield Unread("a recognising process died of it, and again when it was read alone")


def _finished(future: Future[_Done]) -> _Done:
    try:
        return future.result()
    except CancelledError as error:
        raise RecogniserError(
            "the scheduler ended or cannot be reached; what was read is kept; run again when "
            "it is back"
        ) from error


def _counted(done: _Done, tallies: dict[str, Tally]) -> list[Names]:
    tally = tallies.setdefault(done.worker, Tally())
    tally.texts += len(done.names)
    tally.seconds += done.seconds
    return done.names


def chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group texts, each chunk bounded in texts and, but for its last one, in characters."""
    rest = iter(texts)
    while chunk := list(islice(rest, 1)):
        characters = len(chunk[0])
        while len(chunk) < CHUNK_SIZE and characters < CHUNK_CHARACTERS:
            following = next(rest, None)
            if following is None:
                break
            chunk.append(following)
            characters += len(following)
        yield chunk


def _leave_signals() -> None:
    """Let Ctrl-C, which a terminal sends to every process, be the business of the first one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=1)
def _loaded(load: Load, model: str) -> Recogniser:
    return load(model)


_reading = Lock()


def _own_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
