"""Documents in a dict, changed in whole batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from archive.engines.memory.searcher import MemorySearcher
from archive.errors import NoIndexError
from archive.search.documents import SCHEMA_VERSION, IndexDocument
from archive.search.engine import IndexWriter, LockHolder, Manifest


class MemoryEngine:
    """Documents in a dict; each batch replaces the dict at once."""

    def __init__(self) -> None:
        self._documents: dict[str, IndexDocument] | None = None
        self._built_at = self._changed_at = datetime.now(UTC)
        self._generation = 0
        self._change = 0

    def searcher(self) -> MemorySearcher:
        """Return a view of the documents as they are now."""
        if self._documents is None:
            raise NoIndexError("no index in memory; call rebuild first")
        return MemorySearcher(self._documents)

    @contextmanager
    def writer(self, *, change: int | None = None) -> Iterator[IndexWriter]:
        """Collect a batch on a copy, and show it when the block ends well."""
        batch = _Batch(dict(self._documents or {}))
        yield batch
        self._documents = batch.documents
        self._change = self._change if change is None else change
        self._changed_at = datetime.now(UTC)

    def rebuild(self, documents: Iterable[IndexDocument], *, change: int = 0) -> Manifest:
        """Replace everything."""
        self._documents = {document.story_id: document for document in documents}
        self._generation += 1
        self._change = change
        self._built_at = self._changed_at = datetime.now(UTC)
        return self.manifest()

    def manifest(self) -> Manifest:
        """Describe what is held."""
        if self._documents is None:
            raise NoIndexError("no index in memory; call rebuild first")
        return Manifest(
            f"memory-{self._generation}",
            SCHEMA_VERSION,
            len(self._documents),
            self._built_at,
            self._changed_at,
            self._change,
        )

    def lock_holder(self) -> LockHolder | None:
        """Nobody: a batch replaces the dict at once."""
        return None

    def bytes_held(self) -> int | None:
        """Nothing is on disk."""
        return None


class _Batch:
    def __init__(self, documents: dict[str, IndexDocument]) -> None:
        self.documents = documents

    def put(self, document: IndexDocument) -> None:
        self.documents[document.story_id] = document

    def delete(self, story_id: str) -> None:
        self.documents.pop(story_id, None)
