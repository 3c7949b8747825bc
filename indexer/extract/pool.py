"""Recognition on several cores: texts in, names out in the same order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property, lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Self

from archive.errors import RecogniserError
from indexer.extract.recogniser import Entity, Recogniser

WORTH_PROCESSES = 200
"""Fewer texts than this are read sooner than other processes have loaded their model."""
CHUNK_SIZE = 64
"""How many texts travel to a process at once."""
CHUNK_CHARACTERS = 500_000
"""A chunk is full with this many characters, even if its texts are few."""

Load = Callable[[str], Recogniser]
"""Loads a recogniser by the name of its model; a function that a process can import."""
_Names = tuple[Entity, ...]


def load_spacy(model: str) -> Recogniser:
    """Load a spaCy pipeline by name or path, or the default one."""
    # Importing spaCy takes a second, which a command that recognises nothing should not pay.
    from indexer.extract.spacy_recogniser import load_recogniser

    return load_recogniser(model)


class RecogniserPool:
    """Recognises texts, many of them on several processes, few of them in this one.

    Models are loaded when they are first needed, and kept until the pool is closed.
    """

    def __init__(self, *, processes: int = 1, model: str = "", load: Load = load_spacy) -> None:
        self._processes = processes
        self._model = model
        self._load = load
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    @cached_property
    def recogniser(self) -> Recogniser:
        """The recogniser of this process."""
        return self._load(self._model)

    def recognise(self, texts: Sequence[str]) -> Iterator[_Names]:
        """Yield the names of each text in order; raises RecogniserError when a process dies."""
        if self._processes == 1 or len(texts) < WORTH_PROCESSES:
            yield from self.recogniser.recognise(texts)
            return
        # A forked child of a process with threads may hang; a spawned one starts clean.
        context = get_context("spawn")
        self._executor = self._executor or ProcessPoolExecutor(
            self._processes, context, initializer=_leave_signals
        )
        pending = 2 * self._processes
        try:
            yield from recognise_on(
                self._executor, texts, pending=pending, model=self._model, load=self._load
            )
        except BrokenProcessPool as error:
            raise RecogniserError(
                "a recognising process died, perhaps for want of memory; what was read is kept; "
                f"run again with --processes {max(1, self._processes - 1)}"
            ) from error


def recognise_on(
    executor: Executor,
    texts: Iterable[str],
    *,
    pending: int,
    model: str = "",
    load: Load = load_spacy,
) -> Iterator[_Names]:
    """Yield the names of each text in order, by any executor, with `pending` chunks on the way."""
    waiting: deque[Future[list[_Names]]] = deque()
    for chunk in chunks(texts):
        waiting.append(executor.submit(_recognise_chunk, load, model, chunk))
        if len(waiting) >= pending:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


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


def _recognise_chunk(load: Load, model: str, texts: list[str]) -> list[_Names]:
    """Run in a worker, which loads its model once."""
    return list(_loaded(load, model).recognise(texts))
