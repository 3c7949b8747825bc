"""Batches of changes into a Whoosh index, columns included."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from archive.engines.whoosh_engine.codec import ColumnCodec, ColumnPool
from archive.engines.whoosh_engine.columns import COLUMNS_VERSION, ColumnsBuilder, SegmentColumns
from archive.engines.whoosh_engine.columns.file import write_columns
from archive.engines.whoosh_engine.schema import whoosh_fields
from archive.engines.whoosh_engine.segments import columns_path, stored_documents
from archive.search.documents import IndexDocument
from archive.search.inversion import invert

MAX_SEGMENTS = 8
"""More segments than this are merged, the smallest first."""


class Batch:
    """Collects changes; the last one on a story counts."""

    def __init__(self) -> None:
        self.changes: dict[str, IndexDocument | None] = {}

    def put(self, document: IndexDocument) -> None:
        """Add or replace a story."""
        self.changes[document.story_id] = document

    def delete(self, story_id: str) -> None:
        """Take a story out."""
        self.changes[story_id] = None


def commit_changes(folder: Path, index: Any, changes: dict[str, IndexDocument | None]) -> None:
    """Write changes as one more segment; nothing is changed when that fails."""
    with index.searcher() as searcher:
        replaced = [
            number
            for story_id in changes
            if (number := searcher.document_number(story_id=story_id)) is not None
        ]
    writer = _open_writer(index)
    try:
        for number in replaced:
            writer.delete_document(number)
        added = [document for document in changes.values() if document is not None]
        _fill(folder, writer, _with_merged(writer, added))
    except BaseException:
        writer.cancel()
        raise


def append_segment(folder: Path, index: Any, documents: Iterable[IndexDocument]) -> int:
    """Write new stories as a segment of their own; return how many there were."""
    writer = _open_writer(index)
    try:
        return _fill(folder, writer, documents)
    except BaseException:
        writer.cancel()
        raise


def _open_writer(index: Any) -> Any:
    """A Whoosh writer that takes its postings from columns."""
    writer = SegmentWriter(index, compound=False, codec=ColumnCodec())
    writer.pool = ColumnPool()
    return writer


def _fill(folder: Path, writer: Any, documents: Iterable[IndexDocument]) -> int:
    """Add stories to the writer and the columns, and commit both."""
    builder, count = ColumnsBuilder(), 0
    for count, document in enumerate(documents, 1):  # noqa: B007
        inverted = invert(document)
        builder.add(document, inverted)
        writer.add_document(**whoosh_fields(document, inverted))
    if count:
        arrays = builder.arrays()
        writer.pool.columns = SegmentColumns.of(arrays)
        path = columns_path(folder, writer.get_segment().segment_id())
        write_columns(path, COLUMNS_VERSION, arrays)
    writer.commit(mergetype=_keep_segments)
    return count


def _with_merged(writer: Any, added: list[IndexDocument]) -> Iterable[IndexDocument]:
    """The new stories, after those of the segments that are to be merged with them."""
    living = [s for s in writer.segments if s.deleted_count() < s.doc_count_all()]
    excess = len(living) + bool(added) - MAX_SEGMENTS
    by_size = sorted(living, key=lambda s: s.doc_count_all() - s.deleted_count())
    merged = by_size[: excess + MAX_SEGMENTS // 2] if excess > 0 else []
    writer.segments = [s for s in living if s not in merged]
    for segment in merged:
        yield from _living_documents(writer, segment)
    yield from added


def _living_documents(writer: Any, segment: Any) -> Iterable[IndexDocument]:
    reader = SegmentReader(writer.storage, writer.schema, segment)
    try:
        for number, document in enumerate(stored_documents(reader)):
            if not segment.is_deleted(number):
                yield document
    finally:
        reader.close()


def _keep_segments(writer: Any, _: list[Any]) -> list[Any]:
    """A merge policy that leaves the segments as they are, without those that are all deleted."""
    return [s for s in writer.segments if s.deleted_count() < s.doc_count_all()]
