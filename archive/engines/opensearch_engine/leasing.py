"""One writer at a time on all machines.

The lock is part of the state. Its holder counts up while it lives; who waits takes the lock
over when the count stands still for long, by its own clock, and the batch that was being
written becomes a hole. A holder that was only slow then finds that the lock is not its own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event, Thread

from archive.engines.opensearch_engine.state import Lock, State, StateDocument
from archive.errors import ArchiveError, WriterBusyError
from archive.search.engine import LockHolder

log = logging.getLogger(__name__)
BEAT_SECONDS = 3.0
LOST_SECONDS = 20.0
"""A holder whose count stood still for so long is believed to be dead."""
_POLL_SECONDS = 0.1


class Lease:
    """The right to write one batch."""

    def __init__(self, state: StateDocument, batch: int) -> None:
        self._state = state
        self.batch = batch
        self.has_written = False
        """Whether anything of the batch may be in an index that answers."""

    def commit(self, step: Callable[[State], State]) -> State:
        """Change the state, if the lock is still ours; raise WriterBusyError when it is not."""

        def checked(before: State) -> State:
            if before.lock is None or before.lock.batch != self.batch:
                raise WriterBusyError(
                    f"{self._state.index}: this process was too slow, and another one took over; "
                    "nothing was changed in the index; run it again"
                )
            return step(before)

        return self._state.change(checked)


@contextmanager
def leased(state: StateDocument, *, wait_seconds: float) -> Iterator[Lease]:
    """Hold the lock for the block; raise WriterBusyError with the owner when that takes long."""
    batch = _acquire(state, wait_seconds)
    ended = Event()
    beating = Thread(target=_beat, args=(state, batch, ended), name="lease", daemon=True)
    beating.start()
    lease = Lease(state, batch)
    try:
        yield lease
    finally:
        ended.set()
        beating.join()
        with suppress(ArchiveError):  # What happened in the block matters more.
            state.change(lambda before: _released(before, batch, leaves_hole=lease.has_written))


def _acquire(state: StateDocument, wait_seconds: float) -> int:
    """Take the lock when it is free, or when its holder is dead."""
    started = time.monotonic()
    seen, seen_at, is_alive = None, started, False
    while True:
        lock = state.read().lock
        now = time.monotonic()
        key = lock and (lock.batch, lock.beat)
        if key != seen:
            is_alive = seen is not None
            seen, seen_at = key, now
        is_dead = now - seen_at > LOST_SECONDS
        if lock is None or is_dead:
            with suppress(WriterBusyError):
                return _take(state, lock)
        elif now - started > wait_seconds and (is_alive or wait_seconds < BEAT_SECONDS):
            raise WriterBusyError(lock.holder.busy_words(wait_seconds))
        time.sleep(_POLL_SECONDS)


def _take(state: StateDocument, seen: Lock | None) -> int:
    """Take the lock as it was seen; raise WriterBusyError when another one was quicker."""
    mine = LockHolder.this_process()

    def step(before: State) -> State:
        if before.lock and (seen is None or before.lock != seen):
            raise WriterBusyError(before.lock.holder.busy_words(0))
        free = _released(before, seen.batch, leaves_hole=True) if seen else before
        batch = free.claimed + 1
        return replace(free, claimed=batch, lock=Lock(batch, mine))

    if seen:
        log.warning("%s does not write any more; its lock is taken over", seen.holder)
    lock = state.change(step).lock
    if lock is None:
        raise WriterBusyError(f"{state.index}: the lock was lost at once; try again")
    return lock.batch


def _released(state: State, batch: int, *, leaves_hole: bool) -> State:
    """The state without a lock; a batch that was not shown is a hole of what answers."""
    if state.lock is None or state.lock.batch != batch:
        return state
    generations = tuple(
        replace(g, holes=(*g.holes, batch))
        if leaves_hole and g.name == state.current and g.epoch < batch
        else g
        for g in state.generations
    )
    return replace(state, lock=None, generations=generations)


def _beat(state: StateDocument, batch: int, ended: Event) -> None:
    def step(before: State) -> State:
        if before.lock is None or before.lock.batch != batch:
            ended.set()  # Another one took over; a commit will say so.
            return before
        return replace(before, lock=replace(before.lock, beat=before.lock.beat + 1))

    while not ended.wait(BEAT_SECONDS):
        try:
            state.change(step)
        except ArchiveError as error:
            log.warning("the lock of the index could not be renewed: %s", error)
