"""A whole generation looked at: every checksum, and columns against the stories they come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from archive.engines.whoosh_engine.columns import COLUMNS_VERSION
from archive.engines.whoosh_engine.columns.file import read_columns
from archive.engines.whoosh_engine.integrity import Integrity, only_columns, size_of
from archive.engines.whoosh_engine.seals import Seal
from archive.engines.whoosh_engine.segments import columns_path, make_columns, stored_documents
from archive.engines.whoosh_engine.storage import open_sealed
from archive.errors import DamagedIndexError
from archive.search.documents import IndexDocument
from archive.search.engine import Manifest
from archive.search.faults import MEND, Fault


class SealedFiles:
    """The files of a generation and the seal that says what they were when written."""

    def __init__(self, folder: Path, sealed: Seal) -> None:
        self.folder = folder
        self.sealed = sealed

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.folder)

    @property
    def manifest(self) -> Manifest:
        """What the seal says."""
        return self.sealed.manifest

    def faults(self, *, quick: bool) -> Iterator[Fault]:
        """Compare every file with its checksum, then columns with the stories they come from."""
        yield from self._faults_of_files
        if not quick and self._can_be_read():
            yield from self._faults_of_columns()

    def documents(self) -> Iterator[IndexDocument] | None:
        """Every living story."""
        return self._documents() if self._can_be_read() else None

    def _documents(self) -> Iterator[IndexDocument]:
        for reader in _readers(self.folder, self.sealed):
            segment = reader.segment()
            for number, document in enumerate(stored_documents(reader)):
                if not segment.is_deleted(number):
                    yield document

    def _can_be_read(self) -> bool:
        """Whether at most columns are damaged, which are not read for stories."""
        return only_columns([fault.where for fault in self._faults_of_files])

    @cached_property
    def _faults_of_files(self) -> tuple[Fault, ...]:
        unsound = sorted(Integrity().unsound(self.folder, self.sealed))
        paths = [(self.folder / name, self.sealed.files[name].bytes) for name in unsound]
        return tuple(Fault(str(path), _what(path, size), MEND) for path, size in paths)

    def _faults_of_columns(self) -> Iterator[Fault]:
        """Make the columns of each segment again, and compare them with those on disk."""
        for reader in _readers(self.folder, self.sealed):
            path = columns_path(self.folder, reader.segment().segment_id())
            try:
                held = read_columns(path, COLUMNS_VERSION, verify=True)
            except DamagedIndexError as error:
                yield Fault(str(path), str(error), MEND)
                continue
            for name, array in make_columns(reader).items():
                if name not in held or not np.array_equal(held[name], array):
                    yield Fault(str(path), f"{name} is not what the stored stories say", MEND)


def _readers(folder: Path, sealed: Seal) -> Iterator[Any]:
    for reader, _ in open_sealed(folder, sealed).reader().leaf_readers():
        if reader.doc_count_all():
            yield reader
        reader.close()


def _what(path: Path, size: int) -> str:
    held = size_of(path)
    if held < 0:
        return "missing"
    return "not as it was written" if held == size else f"{held} bytes long, not {size}"
