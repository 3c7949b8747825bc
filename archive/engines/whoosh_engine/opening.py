"""Views of sealed generations."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from archive.engines.whoosh_engine.integrity import only_columns
from archive.engines.whoosh_engine.seals import Seal
from archive.engines.whoosh_engine.segments import LiveSegment, columns_path, open_segment
from archive.engines.whoosh_engine.storage import open_sealed
from archive.engines.whoosh_engine.view import IndexView
from archive.errors import ArchiveError, DamagedIndexError
from archive.search.faults import HOW_TO_REBUILD


def open_view(
    folder: Path, sealed: Seal, unsound: Collection[str], earlier: IndexView | None = None
) -> IndexView:
    """Open a generation just as it was sealed, with what an earlier view of it has opened.

    Unsound columns are made again. Raises DamagedIndexError for other unsound files, and when
    there are not as many stories as the manifest says.
    """
    if not only_columns(unsound):
        raise DamagedIndexError(
            f"{folder}: missing or not as written: {', '.join(sorted(unsound))}; {HOW_TO_REBUILD}"
        )
    view = IndexView(_segments(folder, sealed, unsound, earlier), earlier)
    if view.stories != sealed.manifest.stories:
        raise DamagedIndexError(
            f"{folder}: {view.stories} stories, its manifest says {sealed.manifest.stories}; "
            f"{HOW_TO_REBUILD}"
        )
    return view


def _segments(
    folder: Path, sealed: Seal, unsound: Collection[str], earlier: IndexView | None
) -> tuple[LiveSegment, ...]:
    known = {segment.segment_id: segment for segment in earlier.segments} if earlier else {}
    segments = []
    try:
        index = open_sealed(folder, sealed)
        for segment in index._segments():  # no public way leads to one segment
            if segment.doc_count_all():
                name = segment.segment_id()
                is_sound = columns_path(folder, name).name not in unsound
                before = known.get(name) if is_sound else None
                segments.append(open_segment(folder, index, segment, before, is_sound=is_sound))
    except (ArchiveError, FileNotFoundError):
        raise
    except Exception as error:  # Whoosh reads damage until something in it fails.
        raise DamagedIndexError(f"{folder}: cannot be read ({error}); {HOW_TO_REBUILD}") from error
    return tuple(segments)
