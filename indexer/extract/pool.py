"""Recognition on several cores: texts in, names out in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context

from archive.errors import RecogniserError
from indexer.extract.recogniser import Entity, Recogniser

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


def recognise_all(
    texts: Iterable[str], *, processes: int = 1, model: str = "", load: Load = load_spacy
) -> Iterator[_Names]:
    """Yield the names of each text in order, with one model in each of `processes`.

    Only a few chunks of texts are in memory at any time. Raises RecogniserError when a
    process dies.
    """
    if processes <= 1:
        yield from load(model).recognise(texts)
        return
    # A forked child of a process with threads may hang; a spawned one starts clean.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield from recognise_on(pool, texts, pending=2 * processes, model=model, load=load)
    except BrokenProcessPool as error:
        raise RecogniserError(
            f"A recognising process died, perhaps for want of memory; "
            f"run again with fewer than {processes} processes."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


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


@lru_cache(maxsize=1)
def _loaded(load: Load, model: str) -> Recogniser:
    return load(model)


def _recognise_chunk(load: Load, model: str, texts: list[str]) -> list[_Names]:
    """Run in a worker, which loads its model once."""
    return list(_loaded(load, model).recognise(texts))
