"""Batches of changes into a Whoosh index, columns included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from math import log
from pathlib import Path
from typing import Any

from whoosh.index import open_dir
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from archive.engines.whoosh_engine.codec import ColumnCodec, ColumnPool
from archive.engines.whoosh_engine.columns import COLUMNS_VERSION, ColumnsBuilder, SegmentColumns
from archive.engines.whoosh_engine.columns.file import write_columns
from archive.engines.whoosh_engine.schema import build_schema, whoosh_fields
from archive.engines.whoosh_engine.segments import columns_path, stored_documents
from archive.search.documents import IndexDocument
from archive.search.inversion import invert

MERGE_FACTOR = 5
"""So many segments of about one size become one, as often as a power of it is reached."""
MOST_MERGED = 50_000
"""Stories that a commit merges at most, which bounds its time."""


def commit_changes(folder: Path, index: Any, changes: dict[str, IndexDocument | None]) -> None:
    """Write changes as one more segment; nothing is changed when that fails."""
    with index.searcher() as searcher:
        replaced = [
            number
            for story_id in changes
            if (number := searcher.document_number(story_id=story_id)) is not None
        ]
    with _writing(index) as writer:
        for number in replaced:
            writer.delete_document(number)
        added = [document for document in changes.values() if document is not None]
        _fill(folder, writer, _with_merged(writer, added))


def stories_of(index: Any) -> int:
    """The number of living stories by the newest table of contents; opens no segment."""
    return sum(map(_living, index._segments()))


def append_segment(folder: Path, index: Any, documents: Iterable[IndexDocument]) -> int:
    """Write new stories as a segment of their own; return how many there were."""
    with _writing(index) as writer:
        return _fill(folder, writer, documents)


def adopt_segments(folder: Path, index: Any, part: Path) -> None:
    """Move the segments of an index in another folder here, and list them with ours."""
    readers = [
        reader for reader, _ in open_dir(part, schema=build_schema()).reader().leaf_readers()
    ]
    adopted = [reader.segment() for reader in readers]
    for reader in readers:
        reader.close()
    for segment in adopted:
        for path in part.glob(f"{segment.segment_id()}.*"):
            path.rename(folder / path.name)
    _open_writer(index).commit(mergetype=lambda _, segments: [*segments, *adopted])


@contextmanager
def _writing(index: Any) -> Iterator[Any]:
    """A writer, cancelled when the block fails; what it failed of is what is told."""
    writer = _open_writer(index)
    try:
        yield writer
    except BaseException:
        # Whoosh writes what it holds even then, and stumbles over files that it closed already.
        with suppress(Exception):
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
    living = [segment for segment in writer.segments if _living(segment)]
    sizes = segments_to_merge([_living(segment) for segment in living])
    merged = [segment for segment, is_merged in zip(living, sizes, strict=True) if is_merged]
    writer.segments = [segment for segment in living if segment not in merged]
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
    return [segment for segment in writer.segments if _living(segment)]


def _living(segment: Any) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())


def segments_to_merge(sizes: list[int]) -> list[bool]:
    """Which of the segments to merge, by their numbers of living stories.

    Sizes between two powers of `MERGE_FACTOR` are one tier; a full tier is merged, so that each
    story is written again only as often as there are tiers.

    >>> segments_to_merge([90_000, 2, 1, 3, 1, 70, 4])
    [False, True, True, True, True, False, True]
    """
    tiers = [int(log(size, MERGE_FACTOR)) for size in sizes]
    held = Counter(tiers)
    total = Counter[int]()
    for tier, size in zip(tiers, sizes, strict=True):
        total[tier] += size
    full = {t for t in held if held[t] >= MERGE_FACTOR and total[t] <= MOST_MERGED}
    return [tier in full for tier in tiers]
