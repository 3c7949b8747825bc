"""A whole generation looked at: every checksum, and columns against the stories they come from."""

from __future__ import annotations

from collections.abc import Iterator
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
from archive.search.faults import Fault

MEND = "cuttings check --repair"


def faults_of_files(folder: Path, sealed: Seal) -> tuple[Fault, ...]:
    """Compare every file with its checksum."""
    return tuple(
        Fault(str(folder / name), _what(folder / name, sealed.files[name].bytes), MEND)
        for name in sorted(Integrity().unsound(folder, sealed))
    )


def faults_of_columns(folder: Path, sealed: Seal) -> Iterator[Fault]:
    """Make the columns of each segment again, and compare them with those on disk."""
    for reader in _readers(folder, sealed):
        path = columns_path(folder, reader.segment().segment_id())
        try:
            held = read_columns(path, COLUMNS_VERSION, verify=True)
        except DamagedIndexError as error:
            yield Fault(str(path), str(error), MEND)
            continue
        for name, array in make_columns(reader).items():
            if name not in held or not np.array_equal(held[name], array):
                yield Fault(str(path), f"{name} is not what the stored stories say", MEND)


def documents_of(folder: Path, sealed: Seal) -> Iterator[IndexDocument]:
    """Every living story that a generation stores."""
    for reader in _readers(folder, sealed):
        segment = reader.segment()
        for number, document in enumerate(stored_documents(reader)):
            if not segment.is_deleted(number):
                yield document


def can_be_read(faults: tuple[Fault, ...]) -> bool:
    """Whether stories can be read from a generation in spite of its faults."""
    return only_columns([fault.where for fault in faults])


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
