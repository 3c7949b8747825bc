"""All of a store moved into another, whichever databases the two are in.

Source rows are read as they are at one moment, and written in one transaction of the target:
it holds all of them, compared, or nothing. So a copy that was stopped is simply begun again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Table, delete, func, insert, select

from archive.errors import ConflictError, StoreError
from archive.store.store import Store
from archive.store.tables import counters, metadata

BATCH = 500
"""Rows that are read and written at once."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that was moved; the digest is of its rows in the order of their keys."""

    name: str
    rows: int
    sha256: str


def count_rows(store: Store) -> int:
    """How many rows there are to copy."""
    with store.read() as transaction:
        return sum(_count(transaction.connection, table) for table in metadata.sorted_tables)


def copy_store(source: Store, target: Store, progress: Progress) -> tuple[CopiedTable, ...]:
    """Copy every table, and compare what arrived with what was sent.

    `progress` is told how many rows more are copied. Raises ConflictError when the target holds
    anything, and StoreError when something arrived otherwise.
    """
    with source.read() as reading, target.begin() as writing:
        sent, received = reading.connection, writing.connection
        _check_empty(received)
        received.execute(delete(counters))
        return tuple(
            _copy_table(sent, received, table, progress) for table in metadata.sorted_tables
        )


def _copy_table(
    source: Connection, target: Connection, table: Table, progress: Progress
) -> CopiedTable:
    sent = _Digest()
    for rows in _pages(source, table):
        sent.add(rows)
        target.execute(insert(table), [dict(row._mapping) for row in rows])
        progress(len(rows))
    received = _Digest()
    for rows in _pages(target, table):
        received.add(rows)
    if (sent.rows, sent.sha256) != (received.rows, received.sha256):
        raise StoreError(
            f"{table.name}: {sent.rows:,} rows were sent and {received.rows:,} arrived, or they "
            "differ; nothing was copied. Please report this"
        )
    _go_on_counting(target, table)
    return CopiedTable(table.name, sent.rows, sent.sha256)


class _Digest:
    """Counts rows and takes them into one checksum."""

    def __init__(self) -> None:
        self.rows = 0
        self._sha256 = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def add(self, rows: Sequence[Row[tuple[object, ...]]]) -> None:
        self.rows += len(rows)
        for row in rows:
            self._sha256.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))


def _pages(connection: Connection, table: Table) -> Iterator[Sequence[Row[tuple[object, ...]]]]:
    query = select(table).order_by(*table.primary_key)
    # On a statement of its own; set on the connection it would hold for everything after.
    result = connection.execute(query, execution_options={"yield_per": BATCH})
    yield from result.partitions()


def _check_empty(target: Connection) -> None:
    is_new = target.scalar(select(func.sum(counters.c.value))) == 0
    others = [table for table in metadata.sorted_tables if table is not counters]
    if not is_new or any(_count(target, table) for table in others):
        raise ConflictError("the target holds an archive already; name an empty database")


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _go_on_counting(target: Connection, table: Table) -> None:
    """Let a server number new rows after those that came with their numbers."""
    numbered = table.autoincrement_column
    if numbered is None or target.dialect.name != "postgresql":
        return
    last = target.scalar(select(func.max(numbered)))
    if last is not None:
        sequence = func.pg_get_serial_sequence(table.name, numbered.name)
        target.execute(select(func.setval(sequence, last)))
