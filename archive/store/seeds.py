"""What is known of every seed: whether it is indexed, and when it last changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, func, select

from archive.errors import NotFoundError
from archive.store.damage import reading
from archive.store.rejects import Rejects
from archive.store.rows import delete_rows, pages, replace_rows
from archive.store.stories import Stories
from archive.store.tables import seeds

READS_QUOTES = "quotes"
"""A word in the version of every reader that finds quotations."""


class SeedState(StrEnum):
    """What became of a seed."""

    INDEXED = "indexed"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """One seed as it was last read; `stories` counts what came of it, `reason` says why not.

    The store fills in both times (UTC) when they are None, and keeps the first of the firsts.
    """

    path: str
    sha256: str
    size_bytes: int
    state: SeedState
    reader: str = ""
    reader_version: str = ""
    stories: int = 0
    first_seen_at: datetime | None = None
    indexed_at: datetime | None = None
    run_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Seeds:
    """Put, find and remove what is known of seeds, as part of one transaction."""

    connection: Connection
    now: Callable[[], datetime]

    def get(self, path: str) -> SeedRecord:
        """Find one seed; raise NotFoundError when it was never read."""
        record = self.find(path)
        if record is None:
            raise NotFoundError(f"{path}: never read; run `cuttings index` on it")
        return record

    def find(self, path: str) -> SeedRecord | None:
        """Find one seed; None when it was never read."""
        query = select(seeds).where(seeds.c.path == path)
        row = self.connection.execute(query).mappings().one_or_none()
        return None if row is None else _record(row)

    def put(self, record: SeedRecord) -> None:
        """Keep a record in place of what was known of its path."""
        before, now = self.find(record.path), self.now()
        firsts = (record.first_seen_at, before.first_seen_at if before else None)
        known = [moment for moment in firsts if moment is not None]
        row = {name: getattr(record, name) for name in SeedRecord.__slots__}
        row["first_seen_at"] = min(known, default=now)
        row["indexed_at"] = record.indexed_at or now
        row["state"] = record.state.value
        replace_rows(self.connection, seeds.c.path, [row])

    def remove(self, path: str) -> None:
        """Forget a seed with its stories, their mentions, and its rejects."""
        stories = Stories(self.connection, self.now)
        stories.delete_many([key.story_id for key in stories.by_seed(path)])
        Rejects(self.connection, self.now).clear(path)
        delete_rows(self.connection, seeds.c.path, [path])

    def under(self, folder: str = "") -> Iterator[SeedRecord]:
        """Yield a seed and all in its folder, or every one, in the order of their paths."""
        query = select(seeds)
        if folder:
            inside = folder.rstrip("/") + "/"
            in_folder = (seeds.c.path >= inside) & (seeds.c.path < _after(inside))
            query = query.where((seeds.c.path == folder) | in_folder)
        for page in pages(self.connection, query, seeds.c.path):
            yield from map(_record, page)

    def without_quotes(self) -> int:
        """How many seeds with stories were read before quotations were kept."""
        is_older = ~seeds.c.reader_version.contains(READS_QUOTES, autoescape=True)
        query = select(func.count()).select_from(seeds).where(is_older, seeds.c.stories > 0)
        return self.connection.scalar(query) or 0


def _after(folder: str) -> str:
    """The first text in order that does not start with the folder and its slash."""
    return folder[:-1] + chr(ord("/") + 1)


def _record(row: RowMapping) -> SeedRecord:
    with reading(f"seed {row['path']}"):
        return SeedRecord(**{**row, "state": SeedState(row["state"])})
