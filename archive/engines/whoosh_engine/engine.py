"""The Whoosh engine: generations of an index that is searched over columns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock, Timeout
from whoosh import index as whoosh_index
from whoosh.index import EmptyIndexError

from archive.engines.whoosh_engine.bulk import build_index
from archive.engines.whoosh_engine.generations import (
    Generations,
    changed,
    new_manifest,
    read_manifest,
    sync_files,
    write_manifest,
)
from archive.engines.whoosh_engine.schema import build_schema
from archive.engines.whoosh_engine.searcher import WhooshSearcher
from archive.engines.whoosh_engine.segments import LiveSegment, open_segment
from archive.engines.whoosh_engine.view import IndexView
from archive.engines.whoosh_engine.writer import Batch, commit_changes
from archive.errors import DamagedIndexError, WriterBusyError
from archive.search.documents import IndexDocument
from archive.search.engine import IndexWriter, Manifest

LOCK_SECONDS = 10.0
"""How long a writer waits for another one."""
_TRIES = 5
"""How often a view is opened again when a commit removes files meanwhile."""

_State = tuple[str, int, int]
"""Name of a generation, and the identity of its manifest on disk."""


class WhooshEngine:
    """An index folder; many processes may search it, one at a time writes."""

    def __init__(
        self, folder: Path, *, lock_seconds: float = LOCK_SECONDS, processes: int | None = None
    ) -> None:
        self._generations = Generations(folder)
        self._processes = processes or os.cpu_count() or 1
        self._lock_seconds = lock_seconds
        self._opened: tuple[_State, WhooshSearcher] | None = None
        self._opening = Lock()

    def searcher(self) -> WhooshSearcher:
        """Return a view of the newest commit, opened only when there was one."""
        state = self._state()
        opened = self._opened
        if opened and opened[0] == state:
            return opened[1]
        with self._opening:
            if not self._opened or self._opened[0] != state:
                self._opened = self._open(state)
            return self._opened[1]

    def manifest(self) -> Manifest:
        """Describe the current generation."""
        return read_manifest(self._generations.current())

    @contextmanager
    def writer(self, *, change: int | None = None) -> Iterator[IndexWriter]:
        """Collect a batch and commit it at the end of the block, or nothing if the block raised."""
        with self._locked():
            batch = Batch()
            yield batch
            if batch.changes or change is not None:
                self._commit(batch, change)

    def rebuild(self, documents: Iterable[IndexDocument], *, change: int = 0) -> Manifest:
        """Build a generation from all stories and swap it in."""
        with self._locked():
            folder = self._generations.start()
            stories = build_index(folder, documents, self._processes)
            return self._finish(folder, stories, change)

    def _finish(self, folder: Path, stories: int, change: int) -> Manifest:
        sync_files(folder)
        manifest = new_manifest(folder, stories, change)
        write_manifest(folder, manifest)
        self._generations.swap(folder)
        return manifest

    def _commit(self, batch: Batch, change: int | None) -> None:
        if not self._generations.exist():
            documents = [d for d in batch.changes.values() if d is not None]
            folder = self._generations.start()
            self._finish(folder, build_index(folder, documents, processes=1), change or 0)
            return
        folder = self._generations.current()
        manifest, index = read_manifest(folder), _open_index(folder)
        if batch.changes:
            commit_changes(folder, index, batch.changes)
        sync_files(folder)
        write_manifest(folder, changed(manifest, index.doc_count(), change))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._generations.prepare()
        lock = FileLock(self._generations.lock_path, timeout=self._lock_seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise WriterBusyError(
                f"{self._generations.folder}: another process has been writing for over "
                f"{self._lock_seconds:.0f} s; try again when it has finished"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _state(self) -> _State:
        """What tells that something was committed: cheap, asked at every search."""
        folder = self._generations.current()
        try:
            status = os.stat(folder / "manifest.json")  # noqa: PTH116  # twice as quick
        except FileNotFoundError:
            read_manifest(folder)
            raise
        return folder.name, status.st_ino, status.st_mtime_ns

    def _open(self, state: _State) -> tuple[_State, WhooshSearcher]:
        """Open a view, with what an earlier one of the same generation has opened already."""
        folder = self._generations.path(state[0])
        read_manifest(folder)
        is_same = self._opened is not None and self._opened[0][0] == state[0]
        earlier = self._opened[1].view if self._opened and is_same else None
        known = {s.segment_id: s for s in earlier.segments} if earlier else {}
        return state, WhooshSearcher(IndexView(_open_segments(folder, known), earlier))


def _open_segments(folder: Path, known: dict[str, LiveSegment]) -> tuple[LiveSegment, ...]:
    """Open every segment; again from the start when a commit took one away meanwhile."""
    for _ in range(_TRIES):
        with suppress(FileNotFoundError):
            readers = [reader for reader, _ in _open_index(folder).reader().leaf_readers()]
            return tuple(
                open_segment(folder, reader, known.get(reader.segment().segment_id()))
                for reader in readers
                if reader.doc_count_all()
            )
    raise DamagedIndexError(f"{folder}: files are missing; rebuild it with: cuttings reindex")


def _open_index(folder: Path) -> Any:
    try:
        return whoosh_index.open_dir(folder, schema=build_schema())
    except EmptyIndexError as error:
        raise DamagedIndexError(
            f"{folder}: no Whoosh index; rebuild it with: cuttings reindex"
        ) from error
