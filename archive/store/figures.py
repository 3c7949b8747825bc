"""Figures of the whole archive, counted by the database and not by reading what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select, text

from archive.store.store import Transaction
from archive.store.tables import deleted_stories, rejects, saved_queries, seeds, stories


@dataclass(frozen=True, slots=True)
class Figures:
    """How much an archive holds; `unfiled` counts the changes after the one that was given."""

    stories: int
    undated: int
    rejected: int
    seeds: int
    saved_queries: int
    unfiled: int
    size_bytes: int


def figures_of(transaction: Transaction, *, change: int = 0) -> Figures:
    """Count what the archive holds, and what happened since a change."""
    connection = transaction.stories.connection
    return Figures(
        stories=_count(connection, stories),
        undated=_count(connection, stories, stories.c.first_day.is_(None)),
        rejected=_count(connection, rejects),
        seeds=_count(connection, seeds),
        saved_queries=_count(connection, saved_queries),
        unfiled=count_unfiled(transaction, change),
        size_bytes=_size_bytes(connection),
    )


def count_unfiled(transaction: Transaction, change: int) -> int:
    """How many stories changed or went after a change."""
    connection = transaction.stories.connection
    return sum(_count(connection, t, t.c.change > change) for t in (stories, deleted_stories))


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(*conditions)
    return connection.scalar(query) or 0


def _size_bytes(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages = connection.scalar(text("PRAGMA page_count")) or 0
        return int(pages * (connection.scalar(text("PRAGMA page_size")) or 0))
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
