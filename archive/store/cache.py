"""What a recogniser found, by the content it read, so that nothing is recognised twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from archive.store.rows import chunks, rows_with
from archive.store.tables import recognitions


@dataclass(frozen=True, slots=True)
class Recognitions:
    """Put and find what was recognised, as part of one transaction."""

    connection: Connection

    def get_many(self, content_hashes: Iterable[str], recogniser_version: str) -> dict[str, str]:
        """Find the entities, as JSON, of contents that this recogniser has read."""
        query = select(recognitions).where(recognitions.c.recogniser_version == recogniser_version)
        rows = rows_with(self.connection, query, recognitions.c.content_hash, content_hashes)
        return {row["content_hash"]: row["entities"] for row in rows}

    def put_many(self, entities_by_hash: Mapping[str, str], recogniser_version: str) -> None:
        """Keep the entities, as JSON, of contents in place of what was kept for them."""
        for chunk in chunks(entities_by_hash.items()):
            is_old = recognitions.c.content_hash.in_([key for key, _ in chunk])
            is_same = recognitions.c.recogniser_version == recogniser_version
            self.connection.execute(delete(recognitions).where(is_old, is_same))
            rows = [
                {"content_hash": key, "recogniser_version": recogniser_version, "entities": text}
                for key, text in chunk
            ]
            self.connection.execute(insert(recognitions), rows)
