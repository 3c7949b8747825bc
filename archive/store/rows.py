"""Statements that every repository uses: read by keys or page by page, write whole rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Column, Connection, RowMapping, Select, delete, insert

CHUNK = 500
"""How many keys go into one statement, and rows into one page."""

T = TypeVar("T")


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Part the items into lists of at most `size`.

    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def rows_with(
    connection: Connection, query: Select[tuple[T]], key: Column[str], values: Iterable[str]
) -> Iterator[RowMapping]:
    """Yield the rows whose key is one of the values, in no order."""
    for chunk in chunks(dict.fromkeys(values)):
        yield from connection.execute(query.where(key.in_(chunk))).mappings().all()


def pages(
    connection: Connection, query: Select[tuple[T]], key: Column[str]
) -> Iterator[Sequence[RowMapping]]:
    """Yield all rows in the order of their key, a page at a time; `key` is one of the columns.

    Each page is asked for by the last key of the one before (keyset paging), so that memory
    stays small and the caller may write in between.
    """
    page = query.order_by(key).limit(CHUNK)
    rows = connection.execute(page).mappings().all()
    while rows:
        yield rows
        if len(rows) < CHUNK:
            return
        rows = connection.execute(page.where(key > rows[-1][key])).mappings().all()


def replace_rows(
    connection: Connection, key: Column[str], rows: Sequence[Mapping[str, object]]
) -> None:
    """Put whole rows in place of those with the same key; what hangs on the old ones goes."""
    delete_rows(connection, key, [str(row[key.name]) for row in rows])
    insert_rows(connection, key, rows)


def insert_rows(
    connection: Connection, key: Column[str], rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows to the table that the column is of, in one statement."""
    if rows:
        connection.execute(insert(key.table), rows)


def delete_rows(connection: Connection, key: Column[str], values: Iterable[str]) -> None:
    """Take out the rows whose key is one of the values."""
    for chunk in chunks(values):
        connection.execute(delete(key.table).where(key.in_(chunk)))
