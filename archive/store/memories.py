"""What saved queries found, kept to tell later what is new, gone or changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from archive.store.damage import reading
from archive.store.tables import memories


@dataclass(frozen=True, slots=True)
class Memory:
    """The stories that were found at a moment (UTC): their content hashes by their ids."""

    found_at: datetime
    contents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Memories:
    """Keep and find one memory for each saved query, as part of one transaction.

    A memory outlives the query it belongs to, so that a deletion can be taken back; a new query
    of the same name puts its own in the place.
    """

    connection: Connection
    now: Callable[[], datetime]

    def put(self, slug: str, contents: Mapping[str, str]) -> Memory:
        """Remember that a saved query finds these stories now, in place of what it found before."""
        memory = Memory(self.now(), dict(contents))
        self.connection.execute(delete(memories).where(memories.c.slug == slug))
        row = {"slug": slug, "found_at": memory.found_at, "contents": _packed(contents)}
        self.connection.execute(insert(memories).values(row))
        return memory

    def find(self, slug: str) -> Memory | None:
        """What a saved query found; None for one that was saved before this was remembered."""
        query = select(memories.c.found_at, memories.c.contents).where(memories.c.slug == slug)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else Memory(row.found_at, _unpacked(row.contents))


def _packed(contents: Mapping[str, str]) -> bytes:
    return zlib.compress(json.dumps(sorted(contents.items())).encode())


def _unpacked(packed: bytes) -> dict[str, str]:
    with reading("what a saved query found"):
        pairs: list[tuple[str, str]] = json.loads(zlib.decompress(packed))
        return dict(pairs)
