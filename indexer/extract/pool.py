"""Recognition on several cores or machines: texts in, names out in the same order.

Chunks of texts travel to any workers. A text that no recogniser survives comes back as `Unread`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self

from archive.errors import RecogniserError
from indexer.extract.recogniser import Entity, Recogniser
from indexer.workers import (
    LocalProcesses,
    Lost,
    Workers,
    chunked,
    one_at_a_time,
    own_name,
    work_on,
)

WORTH_PROCESSES = 200
"""Fewer texts than this are read sooner than other processes have loaded their model."""
CHUNK_SIZE = 64
"""How many texts travel to a process at once."""
CHUNK_CHARACTERS = 500_000
"""A chunk is full with this many characters, even if its texts are few."""

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

    def workers_for(self, count: int, worth: int) -> Workers | None:
        """The workers that so many things are given to; None when this process does them.

        `worth` is for how many it pays to start processes.
        """
        if self._is_alone or (count < worth and not self._workers.is_remote):
            return None
        return self._workers

    def recognise(self, texts: Sequence[str]) -> Iterator[Names]:
        """Yield the names of each text in order; raises RecogniserError when workers keep dying."""
        workers = self.workers_for(len(texts), WORTH_PROCESSES)
        if workers is None:
            for chunk in chunks(texts):
                yield from read_texts(self.recogniser, chunk)
            return
        task = Task(self._load, self._model)
        if workers.is_remote:
            task = Task(self._load, self._model, self.recogniser.version)
        yield from recognise_on(workers, texts, task, self.tallies)


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
                f"{own_name()} recognises with {recogniser.version}, this machine with "
                f"{self.version}; install the same version of Cuttings and its model on both"
            )
        with one_at_a_time:
            started = time.perf_counter()
            names = read_texts(recogniser, texts)
            return _Done(own_name(), time.perf_counter() - started, names)


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
    lost = Unread("a recognising process died of it, and again when it was read alone")
    for done in work_on(workers, chunks(texts), task):
        if isinstance(done, Lost):
            yield lost
        else:
            yield from _counted(done, tallies)


def _counted(done: _Done, tallies: dict[str, Tally]) -> list[Names]:
    tally = tallies.setdefault(done.worker, Tally())
    tally.texts += len(done.names)
    tally.seconds += done.seconds
    return done.names


def chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group texts, each chunk bounded in texts and, but for its last one, in characters."""
    return chunked(texts, most=CHUNK_SIZE, size=CHUNK_CHARACTERS, size_of=len)


@lru_cache(maxsize=1)
def _loaded(load: Load, model: str) -> Recogniser:
    return load(model)
