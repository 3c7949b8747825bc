"""One segment as queries see it: its columns, which of its stories live, its stored stories."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader

from archive.engines.whoosh_engine.arrays import Mask
from archive.engines.whoosh_engine.columns import COLUMNS_VERSION, ColumnsBuilder, SegmentColumns
from archive.engines.whoosh_engine.columns.file import Array, read_columns, write_columns
from archive.errors import DamagedIndexError
from archive.search.documents import IndexDocument
from archive.search.faults import HOW_TO_REBUILD
from archive.search.inversion import invert
from archive.search.stored import stored_document

log = logging.getLogger(__name__)


class StoredStories:
    """The stories that a segment stores; its files are closed when nothing uses it any more."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._lock = Lock()
        # Whoosh opens the file when it is first asked for; a commit may have removed it by then.
        reader.stored_fields(0)
        weakref.finalize(self, reader.close)

    def get(self, number: int) -> IndexDocument:
        """The story with a number; threads take turns, for a reader moves through its files."""
        try:
            with self._lock:
                return stored_document(self._reader.stored_fields(number))
        except Exception as error:
            raise DamagedIndexError(
                f"{self._reader}: story {number} cannot be read ({error}); {HOW_TO_REBUILD}"
            ) from error


@dataclass(frozen=True)
class LiveSegment:
    """A segment's columns and stories, with a mask that is false for deleted ones."""

    segment_id: str
    columns: SegmentColumns
    live: Mask
    stories: StoredStories

    @cached_property
    def has_deletions(self) -> bool:
        """Whether some of its stories were taken out or replaced."""
        return not self.live.all()


def columns_path(folder: Path, segment_id: str) -> Path:
    """Where a segment's columns lie: named so that Whoosh removes them with the segment."""
    return folder / f"{segment_id}.columns"


def open_segment(
    folder: Path, index: Any, segment: Any, known: LiveSegment | None, *, is_sound: bool = True
) -> LiveSegment:
    """Open a segment of an index, with what is opened already by an earlier view of it.

    Of a known segment Whoosh opens no file again: only which stories live may be new. Columns
    that are not sound are not looked at, but made again.
    """
    live = live_mask(segment)
    if known:
        return replace(known, live=live)
    reader = SegmentReader(index.storage, index.schema, segment)
    columns = load_columns(folder, reader, is_sound=is_sound)
    return LiveSegment(segment.segment_id(), columns, live, StoredStories(reader))


def load_columns(folder: Path, reader: Any, *, is_sound: bool = True) -> SegmentColumns:
    """Read a segment's columns, or make them again from its stored stories."""
    path = columns_path(folder, reader.segment().segment_id())
    try:
        if not is_sound:
            raise DamagedIndexError(f"{path}: not as it was written")
        return SegmentColumns.of(read_columns(path, COLUMNS_VERSION))
    except DamagedIndexError as error:
        log.warning("%s; made again from the segment, for good by: cuttings reindex", error)
    arrays = make_columns(reader)
    try:
        write_columns(path, COLUMNS_VERSION, arrays)
    except OSError as error:
        log.warning("%s: columns cannot be kept (%s); used from memory", path, error)
    return SegmentColumns.of(arrays)


def make_columns(reader: Any) -> dict[str, Array]:
    """Make a segment's columns from its stored stories."""
    builder = ColumnsBuilder()
    for document in stored_documents(reader):
        builder.add(document, invert(document))
    return builder.arrays()


def stored_documents(reader: Any) -> Iterator[IndexDocument]:
    """Every stored story of a segment in the order of its numbers, deleted ones included."""
    for number in range(reader.doc_count_all()):
        yield stored_document(reader.stored_fields(number))


def live_mask(segment: Any) -> Mask:
    """False for each deleted story of a segment."""
    live = np.ones(segment.doc_count_all(), dtype=np.bool_)
    live[list(segment.deleted_docs())] = False
    return live
