"""Changes collected until they are committed."""

from __future__ import annotations

from archive.search.documents import IndexDocument


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
