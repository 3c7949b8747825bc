"""The Whoosh engine: generations of an index that is searched over columns."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from archive.durable import size_of_folder
from archive.engines.whoosh_engine.bulk import build_index
from archive.engines.whoosh_engine.checking import SealedFiles
from archive.engines.whoosh_engine.freed import keep_freed_memory
from archive.engines.whoosh_engine.generations import Generations
from archive.engines.whoosh_engine.integrity import Integrity
from archive.engines.whoosh_engine.locking import holder, writer_lock
from archive.engines.whoosh_engine.opening import open_view
from archive.engines.whoosh_engine.samples import Samples
from archive.engines.whoosh_engine.seals import (
    NAME,
    Seal,
    changed,
    new_manifest,
    read_seal,
    seal,
)
from archive.engines.whoosh_engine.searcher import WhooshSearcher
from archive.engines.whoosh_engine.storage import files_of, open_for_writing, remove_unsealed
from archive.engines.whoosh_engine.view import IndexView
from archive.engines.whoosh_engine.writer import commit_changes, stories_of
from archive.errors import (
    DamagedIndexError,
    EngineError,
    ForeignIndexError,
    IndexWriteError,
    NotFoundError,
)
from archive.search.batch import Batch
from archive.search.documents import IndexDocument
from archive.search.engine import (
    KEPT,
    LOCK_SECONDS,
    IndexWriter,
    Inspection,
    KeptGeneration,
    LockHolder,
    Manifest,
)
from archive.search.faults import HOW_TO_REBUILD

_TRIES = 5
"""How often a view is opened again when a commit removes files meanwhile."""

_State = tuple[str, int, int, int]
"""Name of a generation, identity of its manifest on disk, and how often damage was found."""


class WhooshEngine:
    """An index folder; many processes may search it, one at a time writes."""

    def __init__(
        self,
        folder: Path,
        *,
        lock_seconds: float = LOCK_SECONDS,
        processes: int | None = None,
        kept: int = KEPT,
    ) -> None:
        self._generations = Generations(folder)
        self._processes = processes or os.cpu_count() or 1
        self._lock_seconds = lock_seconds
        self._kept = kept
        self._integrity = Integrity()
        self._opened: tuple[_State, WhooshSearcher] | None = None
        self._opening = Lock()
        self._damages = 0

    def searcher(self) -> WhooshSearcher:
        """Return a view of the newest commit, opened only when there was one."""
        state = self._state()
        opened = self._opened
        if opened and opened[0] == state:
            return opened[1]
        with self._opening:
            opened = self._opened
            if not opened or opened[0] != state:
                opened = self._opened = self._open()
            return opened[1]

    def manifest(self) -> Manifest:
        """Describe the current generation."""
        return read_seal(self._generations.current()).manifest

    def lock_holder(self) -> LockHolder | None:
        """Say who is writing just now; None when nobody is."""
        return holder(self._generations.folder)

    def bytes_held(self) -> int:
        """The size of all files in the index folder."""
        return size_of_folder(self._generations.folder)

    @contextmanager
    def writer(self, *, change: int | None = None) -> Iterator[IndexWriter]:
        """Collect a batch and commit it at the end of the block, or nothing if the block raised."""
        with self._writing():
            batch = Batch()
            yield batch
            if batch.changes or change is not None:
                self._commit(batch, change)

    def rebuild(self, documents: Iterable[IndexDocument], *, change: int = 0) -> Manifest:
        """Build a generation from all stories and swap it in."""
        with self._writing():
            return self._build(documents, change, self._processes)

    def rollback(self, name: str = "") -> Manifest:
        """Let an earlier generation answer: the one with a name, or the one before.

        Every file of it is compared with its checksum first. Raises NotFoundError when there is
        no such generation, and DamagedIndexError when it is not as it was written.
        """
        with self._writing():
            chosen = name or self._generations.earlier()
            if chosen not in self._generations.names():
                raise NotFoundError(
                    f"no generation {chosen}; there are: {', '.join(self._generations.names())}"
                )
            folder = self._generations.path(chosen)
            sealed = read_seal(folder)
            open_view(folder, sealed, Integrity().unsound(folder, sealed))
            self._generations.swap(folder)
            return sealed.manifest

    def kept_generations(self) -> tuple[KeptGeneration, ...]:
        """Describe every complete generation, oldest first."""
        try:
            current = self._generations.current().name
        except EngineError:
            current = ""
        return tuple(self._describe(name, current) for name in self._generations.names())

    @contextmanager
    def inspected(self) -> Iterator[Inspection]:
        """The current generation's files, while nobody writes."""
        with self._writing():
            folder = self._generations.current()
            yield SealedFiles(folder, read_seal(folder))

    def _describe(self, name: str, current: str) -> KeptGeneration:
        folder = self._generations.path(name)
        manifest, fault = None, ""
        try:
            manifest = read_seal(folder).manifest
        except EngineError as error:
            fault = str(error)
        return KeptGeneration(name, name == current, size_of_folder(folder), manifest, fault)

    def _build(self, documents: Iterable[IndexDocument], change: int, processes: int) -> Manifest:
        """Build beside, look whether it is all there, and only then point to it."""
        previous = self._current_name()
        folder = self._generations.start()
        try:
            samples = Samples(documents)
            stories = build_index(folder, samples, processes)
            manifest = new_manifest(folder, stories, change)
            sealed = seal(folder, files_of(folder), manifest)
            remove_unsealed(folder, sealed)
            samples.check(open_view(folder, sealed, Integrity().unsound(folder, sealed)))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._generations.swap(folder)
        self._generations.remove_old(self._kept, previous=previous)
        return manifest

    def _current_name(self) -> str:
        try:
            return self._generations.current().name
        except EngineError:
            return ""

    def _commit(self, batch: Batch, change: int | None) -> None:
        if not self._generations.exist():
            documents = [d for d in batch.changes.values() if d is not None]
            self._build(documents, change or 0, processes=1)
            return
        folder = self._generations.current()
        before = read_seal(folder)
        self._refuse_unsound(folder, before)
        index = open_for_writing(folder, before)
        if batch.changes:
            commit_changes(folder, index, batch.changes)
        manifest = changed(before.manifest, stories_of(index), change)
        after = seal(folder, files_of(folder), manifest, before)
        self._integrity.trust(folder, after, before)
        remove_unsealed(folder, after)

    def _refuse_unsound(self, folder: Path, sealed: Seal) -> None:
        """Raise DamagedIndexError rather than write on top of damage, or of old columns.

        Sealed as of this version, those would be taken for damaged ones, and made again for ever.
        """
        if sealed.manifest.is_outdated:
            raise DamagedIndexError(f"{folder}: made by another version; {HOW_TO_REBUILD}")
        unsound = self._integrity.unsound(folder, sealed, on_fault=self._forget)
        if unsound:
            raise DamagedIndexError(
                f"{folder}: not as written: {', '.join(sorted(unsound))}; {HOW_TO_REBUILD}"
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock, with what a crash left behind removed; say so when the disk refuses."""
        folder = self._generations.folder
        try:
            self._generations.prepare()
            with writer_lock(folder, wait_seconds=self._lock_seconds):
                self._generations.remove_unfinished()
                yield
        except OSError as error:
            reason = error.strerror or error
            raise IndexWriteError(
                f"{error.filename or folder}: cannot be written ({reason}); nothing was changed "
                "in the index; make room or give the right to write, and run it again"
            ) from error

    def _state(self) -> _State:
        """What tells that something was committed: cheap, asked at every search."""
        folder = self._generations.folder
        for _ in range(_TRIES):
            folder = self._generations.current()
            try:
                status = os.stat(f"{folder}/{NAME}")  # noqa: PTH116  # five times as quick
            except FileNotFoundError:
                continue
            return folder.name, status.st_ino, status.st_mtime_ns, self._damages
        raise ForeignIndexError(f"{folder}: no manifest; not opened; {HOW_TO_REBUILD}")

    def _open(self) -> tuple[_State, WhooshSearcher]:
        """Open a view, with what an earlier one of the same generation has opened already.

        Begins again when a commit takes a file away meanwhile.
        """
        keep_freed_memory()
        for _ in range(_TRIES):
            state = self._state()
            folder = self._generations.path(state[0])
            sealed = read_seal(folder)
            unsound = self._integrity.unsound(folder, sealed, on_fault=self._forget)
            try:
                view = open_view(folder, sealed, unsound, self._earlier(folder))
            except (DamagedIndexError, FileNotFoundError):
                if self._state() == state:
                    raise
                continue
            return state, WhooshSearcher(view)
        raise DamagedIndexError(
            f"{self._generations.folder}: changes too often to be opened; try again"
        )

    def _earlier(self, folder: Path) -> IndexView | None:
        opened = self._opened
        return opened[1].view if opened and opened[0][0] == folder.name else None

    def _forget(self) -> None:
        """Open anew at the next search."""
        self._damages += 1
