"""The folder of a generation as Whoosh sees it, so that the seal alone decides what is committed.

Whoosh takes the newest table of contents it finds for the truth, and removes what that does not
name. A reader is therefore shown the sealed files only; what a writer leaves over is removed
when the next seal is written, and a crash in between has changed nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, FileIndex

from archive.engines.whoosh_engine.schema import build_schema
from archive.engines.whoosh_engine.seals import NAME, Seal
from archive.errors import DamagedIndexError
from archive.search.faults import HOW_TO_REBUILD

INDEX_NAME = "MAIN"


class SealedStorage(FileStorage):
    """Shows the sealed files of a folder, and writes nothing."""

    def __init__(self, folder: Path, names: Collection[str]) -> None:
        super().__init__(str(folder), readonly=True)
        self._names = list(names)

    def list(self) -> list[str]:
        """Name the sealed files."""
        return self._names


class NoLock:
    """Stands for Whoosh's lock: a writer holds the archive's, which frees itself."""

    def acquire(self, blocking: bool = False) -> bool:
        """Say that there is nothing to wait for."""
        return True

    def release(self) -> None:
        """Let go of nothing."""


class WritingStorage(FileStorage):
    """A folder to write in, where Whoosh removes nothing and locks nothing."""

    def delete_file(self, name: str) -> None:
        """Leave the file for the time after the commit."""

    def lock(self, name: str) -> NoLock:
        """Return a lock that is always free."""
        return NoLock()


def open_sealed(folder: Path, sealed: Seal) -> Any:
    """Open the Whoosh index just as it was sealed."""
    return _open(SealedStorage(folder, sealed.files))


def open_for_writing(folder: Path, sealed: Seal) -> Any:
    """Open the Whoosh index for a commit; whatever is not sealed is removed first."""
    remove_unsealed(folder, sealed)
    return _open(WritingStorage(str(folder)))


def files_of(folder: Path) -> list[str]:
    """The files that the newest table of contents in a folder stands for, itself included."""
    storage = FileStorage(str(folder))
    toc = TOC.read(storage, INDEX_NAME, schema=build_schema())
    segments = {segment.segment_id() for segment in toc.segments}
    contents = TOC._filename(INDEX_NAME, toc.generation)  # its only name
    return [
        path.name
        for path in folder.iterdir()
        if path.name == contents
        or (path.suffix != ".part" and path.name.partition(".")[0] in segments)
    ]


def remove_unsealed(folder: Path, sealed: Seal) -> int:
    """Remove what a crash or an earlier commit left in a generation; return how much that was."""
    left_over = [p for p in folder.iterdir() if p.name != NAME and p.name not in sealed.files]
    for path in left_over:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(left_over)


def _open(storage: FileStorage) -> Any:
    try:
        return FileIndex(storage, schema=build_schema(), indexname=INDEX_NAME)
    except EmptyIndexError as error:
        raise DamagedIndexError(f"{storage.folder}: no Whoosh index; {HOW_TO_REBUILD}") from error
