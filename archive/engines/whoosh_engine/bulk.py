"""A whole index at once: segments of bounded size, on one process or several.

Each process builds an index of its own in a folder inside the generation; at the end their
segments, which have names of their own, are moved together under one table of contents.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import chain, cycle, islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty, Full
from typing import Any, NamedTuple

from whoosh import index as whoosh_index

from archive.engines.whoosh_engine.schema import build_schema
from archive.engines.whoosh_engine.writer import adopt_segments, append_segment
from archive.errors import EngineError
from archive.search.documents import IndexDocument

SEGMENT_STORIES = 100_000
"""Stories per segment, which bounds the memory of a build."""
WORTH_PROCESSES = 5_000
"""Fewer stories than this are written sooner than other processes have started."""
MESSAGE_STORIES = 100
WAITING_MESSAGES = 8
"""Stories travel to a process in messages; so many wait for it at most."""
_SECONDS = 1.0

Message = list[IndexDocument]


def build_index(folder: Path, documents: Iterable[IndexDocument], processes: int) -> int:
    """Write all stories into a new index in an empty folder; return how many there were."""
    index = whoosh_index.create_in(folder, build_schema())
    rest = iter(documents)
    first = list(islice(rest, WORTH_PROCESSES)) if processes > 1 else []
    if len(first) < WORTH_PROCESSES:
        return _append_all(folder, index, chain(first, rest))
    return _build_on(folder, index, chain(first, rest), processes)


def _append_all(folder: Path, index: Any, documents: Iterable[IndexDocument]) -> int:
    stories, rest = 0, iter(documents)
    while written := append_segment(folder, index, islice(rest, SEGMENT_STORIES)):
        stories += written
    return stories


class _Worker(NamedTuple):
    """A process, what it is sent and what it answers: stories written, or what went wrong."""

    process: BaseProcess
    sent: Queue[Message | None]
    answers: Queue[int | str]


def _build_on(folder: Path, index: Any, documents: Iterator[IndexDocument], processes: int) -> int:
    parts = [folder / f"part-{number}" for number in range(processes)]
    workers = [_start(part) for part in parts]
    try:
        turns = cycle(workers)
        while message := list(islice(documents, MESSAGE_STORIES)):
            _send(next(turns), message)
        for worker in workers:
            _send(worker, None)
        stories = sum(map(_answer, workers))
    finally:
        for worker in workers:
            worker.process.terminate()
            worker.process.join()
    for part in parts:
        adopt_segments(folder, index, part)
        shutil.rmtree(part)
    return stories


def _start(part: Path) -> _Worker:
    part.mkdir()
    # A forked child of a process with threads may hang; a spawned one starts clean.
    context = get_context("spawn")
    sent: Queue[Message | None] = context.Queue(WAITING_MESSAGES)
    answers: Queue[int | str] = context.Queue()
    process = context.Process(target=_work, args=(part, sent, answers), daemon=True)
    process.start()
    return _Worker(process, sent, answers)


def _work(part: Path, sent: Queue[Message | None], answers: Queue[int | str]) -> None:
    """Run in a process: write what is sent, then say how much that was."""
    try:
        index = whoosh_index.create_in(part, build_schema())
        stories = _append_all(part, index, chain.from_iterable(_received(sent)))
        answers.put(stories)
    except Exception as error:
        answers.put(f"{type(error).__name__}: {error}")
        raise


def _received(sent: Queue[Message | None]) -> Iterator[Message]:
    """Yield what is sent; end with an error when the one who sends was killed."""
    parent = parent_process()
    while True:
        try:
            message = sent.get(timeout=_SECONDS)
        except Empty:
            if parent and not parent.is_alive():
                raise EngineError("the process that builds the index is gone") from None
            continue
        if message is None:
            return
        yield message


def _send(worker: _Worker, message: Message | None) -> None:
    while True:
        try:
            return worker.sent.put(message, timeout=_SECONDS)
        except Full:
            _check(worker)


def _answer(worker: _Worker) -> int:
    while True:
        try:
            answer = worker.answers.get(timeout=_SECONDS)
        except Empty:
            _check(worker)
            continue
        if isinstance(answer, str):
            raise EngineError(f"a process that wrote the index failed ({answer})")
        return answer


def _check(worker: _Worker) -> None:
    """Raise when a process is gone, with its reason where it gave one."""
    if worker.process.is_alive():
        return
    try:
        reason = worker.answers.get(timeout=_SECONDS)
    except Empty:
        reason = f"it ended with exit code {worker.process.exitcode}"
    if isinstance(reason, str):
        raise EngineError(f"a process that wrote the index failed ({reason})")
    worker.answers.put(reason)
